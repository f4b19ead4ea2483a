import { basename } from 'node:path';
import { parseCsv } from '../../../lab/csv.ts';
import { textOf } from '../../../lab/files.ts';
import type { SetPlace } from './set.ts';

/**
 * Lines of the label tables of a set. `names`: what the tables are called in the set's own folder, where no
 * other table is given; all of them must be there.
 */
export function readLabelLists(
  { folder, table }: SetPlace,
  files: readonly string[],
  names: readonly string[],
): readonly (readonly string[])[] {
  const paths = table ? [table] : names.map((name) => files.find((path) => basename(path) === name));
  return paths.flatMap((path, i) => {
    if (!path) throw new Error(`no ${names[i]} in ${folder}`);
    return parseCsv(textOf(path));
  });
}
