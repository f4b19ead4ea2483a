import { relative, sep } from 'node:path';
import { filesBelow, isPicture } from '../../../lab/files.ts';
import { type Candidate, NO_LABELS } from '../sample.ts';
import type { SetReader } from './set.ts';

const SMILE = /^smil(e|ing)$/i;
const NO_SMILE = /^(no|not|non)[-_ ]?smil(e|ing)$/i;

/** GENKI-4K in folders named Smile and not_Smile, or smile and no-smile. */
export const readGenki: SetReader = ({ folder }) => {
  const pictures = filesBelow(folder).filter(isPicture);
  const candidates = pictures.flatMap((path): Candidate[] => {
    const folders = relative(folder, path).split(sep).slice(0, -1);
    const named = folders.findLast((name) => SMILE.test(name) || NO_SMILE.test(name));
    return named ? [{ path, labels: { ...NO_LABELS, smile: SMILE.test(named) } }] : [];
  });
  const leftOut = { 'in no folder of a class': pictures.length - candidates.length };
  return { candidates, heldOutBelow: 20, emotions: [], leftOut };
};
