import { filesBelow, picturesByName } from '../../../lab/files.ts';
import { type Candidate, NO_LABELS } from '../sample.ts';
import { readLabelLists } from './label-list.ts';
import type { SetReader } from './set.ts';

const LISTS = ['test_labels.csv', 'val_labels.csv', 'train_labels.csv'];

/** APPA-REAL face crops: test_labels.csv and so on (name, age in years, no heading), pictures in any folders. */
export const readAppaReal: SetReader = (place, all) => {
  const files = filesBelow(place.folder);
  const pictures = picturesByName(files);
  let missing = 0;
  const lines = readLabelLists(place, files, all ? LISTS : LISTS.slice(0, 1));
  const candidates = lines.flatMap(([name = '', age]): Candidate[] => {
    const path = pictures.get(name);
    const years = Number(age);
    if (!age || !Number.isFinite(years)) return [];
    if (path) return [{ path, labels: { ...NO_LABELS, age: Math.min(years, 100) } }];
    missing += 1;
    return [];
  });
  return { candidates, heldOutBelow: null, emotions: [], leftOut: { 'in the table, no picture': missing } };
};
