import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Returns all files below a folder, sorted by path, without hidden ones. Throws if the folder is missing. */
export function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) throw new Error(`there is no folder ${folder}`);
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Returns the text of a file. Throws a sentence for users if the file is missing. */
export function textOf(path: string): string {
  if (!existsSync(path)) throw new Error(`there is no file ${path}`);
  return readFileSync(path, 'utf8');
}

/** Returns the SHA-1 of a file's bytes in lower-case hexadecimal digits. */
export function sha1OfFile(path: string): string {
  return createHash('sha1').update(readFileSync(path)).digest('hex');
}
