import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Returns the first 12 hexadecimal digits of a file's SHA-256, for the query `?v=` of its address. */
export function sealOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 12);
}
