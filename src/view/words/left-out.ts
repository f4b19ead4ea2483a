import type { LeftOut } from '#store/state.ts';
import { count } from './numbers.ts';

/** At most this many names are listed; the others are counted. */
const NAMED = 3;

/** Joins names: “a”; “a” and “b”; “a”, “b”, “c” and 4 more. */
function listed(names: readonly string[]): string {
  const quoted = names.slice(0, NAMED).map((name) => `“${name}”`);
  const rest = names.length - quoted.length;
  const all = rest > 0 ? [...quoted, `${count(rest)} more`] : quoted;
  const last = all.pop() ?? '';
  return all.length === 0 ? last : `${all.join(', ')} and ${last}`;
}

/** One sentence that lists the files which were not opened, and how to open them. */
export function leftOut({ videos, others, unreadable }: LeftOut): string {
  const parts: string[] = [];
  if (videos.length === 1) parts.push(`the video ${listed(videos)} (open it by itself)`);
  else if (videos.length > 1) parts.push(`the videos ${listed(videos)} (open them one at a time)`);
  if (others.length > 0) {
    const not = others.length === 1 ? 'neither a picture nor a video' : 'neither pictures nor videos';
    parts.push(`${listed(others)} (${not})`);
  }
  if (unreadable.length > 0) parts.push(`${listed(unreadable)} (cannot be opened)`);
  return `Left out: ${parts.join('; ')}.`;
}

/** One sentence for the case that none of the files can be opened. */
export function notMedia({ others, unreadable }: LeftOut): string {
  const single = others.length === 1;
  const not = `${listed(others)} ${single ? 'is neither a picture nor a video' : 'are neither pictures nor videos'}`;
  const closed = `${listed(unreadable)} cannot be opened`;
  return `${[...(others.length > 0 ? [not] : []), ...(unreadable.length > 0 ? [closed] : [])].join('; ')}.`;
}
