import { alignedTable } from '../../lab/aligned-table.ts';
import type { ManifestPicture } from '../../lab/manifest.ts';

const UNKNOWN = 'unknown set';

/**
 * How many pictures of each set were cut, and how many were not for each reason. Rows: sets by name, those
 * without one after them, and all together where there is more than one. Columns: reasons, the commonest first.
 *
 * @param failures reason by SHA-1, as the folder of crops has them; those of other pictures do not count.
 */
export function cropsTable(
  pictures: readonly Pick<ManifestPicture, 'sha1' | 'set'>[],
  failures: ReadonlyMap<string, string>,
): string {
  const reasons = byCount(pictures.flatMap(({ sha1 }) => failures.get(sha1) ?? []));
  const names = [...new Set(pictures.flatMap(({ set }) => set ?? []))].sort();
  const sets = [...names, null]
    .map((name) => [name ?? UNKNOWN, pictures.filter(({ set }) => set === name)] as const)
    .filter(([, members]) => members.length > 0);
  const rows = sets.length > 1 ? [...sets, ['all', pictures] as const] : sets;
  return alignedTable([
    ['', 'pictures', 'cut', ...reasons],
    ...rows.map(([name, members]) => {
      const counts = reasons.map(
        (reason) => members.filter(({ sha1 }) => failures.get(sha1) === reason).length,
      );
      const cut = members.length - counts.reduce((sum, one) => sum + one, 0);
      return [name, ...[members.length, cut, ...counts].map(String)];
    }),
  ]);
}

function byCount(values: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([value]) => value);
}
