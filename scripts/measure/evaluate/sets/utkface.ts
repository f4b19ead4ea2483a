import { basename } from 'node:path';
import { filesBelow, isPicture } from '../../../lab/files.ts';
import { type Candidate, NO_LABELS } from '../sample.ts';
import type { SetReader } from './set.ts';

const RACES = ['White', 'Black', 'Asian', 'Indian', 'Other'];
/** age_gender_race_date: 0 is a man, 1 a woman. */
const NAME = /^(\d{1,3})_([01])_([0-4])_\d{8,}/;
const OLDEST = 100;

/** UTKFace: labels in the names, in any folders. Ages above 100 count as 100. */
export const readUtkFace: SetReader = ({ folder }) => {
  const pictures = filesBelow(folder).filter(isPicture);
  const candidates = pictures.flatMap((path): Candidate[] => {
    const [, age, gender, race] = NAME.exec(basename(path)) ?? [];
    if (age === undefined) return [];
    const labels = {
      ...NO_LABELS,
      age: Math.min(Number(age), OLDEST),
      gender: gender === '1' ? 'woman' : 'man',
      group: RACES[Number(race)] ?? null,
    } as const;
    return [{ path, labels }];
  });
  const leftOut = { 'name lacks a part': pictures.length - candidates.length };
  return { candidates, heldOutBelow: 15, emotions: [], leftOut };
};
