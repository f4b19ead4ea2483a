import { alignedTable } from '../../lab/aligned-table.ts';
import type { ManifestPicture } from '../../lab/manifest.ts';

const UNKNOWN = 'unknown set';

/**
 * Formats the numbers of pictures with a crop, and without one by reason. Rows: sets by name, pictures of an unknown
 * set, and the sum if there are several rows. Columns: reasons, the most frequent first.
 *
 * @param failures reasons by SHA-1 from the folder of crops; pictures that are not in `pictures` do not count.
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
