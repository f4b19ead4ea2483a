import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** All files below a folder, sorted by path; hidden ones left out. Throws where the folder is missing. */
export function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) throw new Error(`there is no folder ${folder}`);
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** A table's text. Throws where there is no such file. */
export function textOf(path: string): string {
  if (!existsSync(path)) throw new Error(`there is no file ${path}`);
  return readFileSync(path, 'utf8');
}

/** Lower-case hexadecimal sha1 of a file's bytes. */
export function sha1OfFile(path: string): string {
  return createHash('sha1').update(readFileSync(path)).digest('hex');
}
