import { basename, relative, sep } from 'node:path';
import { filesBelow, isPicture } from '../../../lab/files.ts';
import { type Candidate, NO_LABELS } from '../sample.ts';
import type { SetReader } from './set.ts';

/** Number, A, age. */
const NAME = /^(\d{5})A(\d{1,3})\./;
const LAST_WOMAN = 7380;
/** The set holds each picture twice; the page aligns faces itself. */
const ALIGNED = 'aglined faces';

/** All-Age-Faces: labels in the names. */
export const readAllAgeFaces: SetReader = ({ folder }) => {
  const pictures = filesBelow(folder).filter(
    (path) => isPicture(path) && !relative(folder, path).split(sep).includes(ALIGNED),
  );
  const candidates = pictures.flatMap((path): Candidate[] => {
    const [, number, age] = NAME.exec(basename(path)) ?? [];
    if (number === undefined) return [];
    const gender = Number(number) <= LAST_WOMAN ? 'woman' : 'man';
    return [{ path, labels: { ...NO_LABELS, age: Math.min(Number(age), 100), gender } }];
  });
  const leftOut = { 'name without number and age': pictures.length - candidates.length };
  return { candidates, heldOutBelow: 15, emotions: [], leftOut };
};
