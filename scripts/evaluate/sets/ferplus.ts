import { basename } from 'node:path';
import { EMOTIONS, type Emotion } from '#core/labels.ts';
import { parseTable } from '../csv.ts';
import { filesBelow, picturesByName, textOf } from '../files.ts';
import { type Candidate, NO_LABELS } from '../sample.ts';
import type { SetReader } from './set.ts';

const TABLE = 'fer2013new.csv';
const COLUMNS = [...EMOTIONS, 'unknown', 'NF'];

/**
 * The emotion with the most votes and the shares of the votes for the eight. `votes`: ten counts, the eight
 * emotions, unknown, NF (no face). Votes of one count as none; null if unknown or NF has at least as many as
 * the best emotion, or nothing is left; the first in order on a tie (docs/data.md, after Barsoum et al. 2016).
 */
export function ferPlusLabel(
  votes: readonly number[],
): { readonly emotion: Emotion; readonly votes: readonly number[] } | null {
  const kept = votes.map((count) => (count > 1 ? count : 0));
  const emotions = kept.slice(0, EMOTIONS.length);
  const best = Math.max(...emotions);
  if (best === 0 || kept.slice(EMOTIONS.length).some((count) => count >= best)) return null;
  const sum = emotions.reduce((total, count) => total + count, 0);
  return { emotion: EMOTIONS[emotions.indexOf(best)]!, votes: emotions.map((count) => count / sum) };
}

/** FER2013's pictures in any folders, FER+'s votes joined by `Image name`, never by row. Test: PrivateTest. */
export const readFerPlus: SetReader = ({ folder, table }, all) => {
  const files = filesBelow(folder);
  const votesFile = table ?? files.find((path) => basename(path) === TABLE);
  if (!votesFile) throw new Error(`no ${TABLE} in ${folder}: give it as ferplus=DIR,CSV`);
  const pictures = picturesByName(files);
  let unclear = 0;
  let missing = 0;
  const candidates = parseTable(textOf(votesFile)).flatMap((row): Candidate[] => {
    const name = row.get('Image name');
    if (!name || (!all && row.get('Usage') !== 'PrivateTest')) return [];
    const label = ferPlusLabel(COLUMNS.map((column) => Number(row.get(column))));
    const path = pictures.get(name);
    if (!path) missing += 1;
    else if (!label) unclear += 1;
    return path && label ? [{ path, labels: { ...NO_LABELS, ...label } }] : [];
  });
  const leftOut = { 'no emotion has most votes': unclear, 'in the table, no picture': missing };
  return { candidates, heldOutBelow: null, emotions: EMOTIONS, leftOut };
};
