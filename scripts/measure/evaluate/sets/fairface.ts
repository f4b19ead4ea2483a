import { sep } from 'node:path';
import { filesBelow, isPicture } from '../../../lab/files.ts';
import { type AgeBracket, type Candidate, type Gender, NO_LABELS } from '../sample.ts';
import { readLabelLists } from './label-list.ts';
import type { SetReader } from './set.ts';

const LISTS = ['fairface_label_val.csv', 'fairface_label_train.csv'];
const GENDERS: Readonly<Record<string, Gender>> = { Male: 'man', Female: 'woman' };
/** A spreadsheet has taken two of the brackets for dates. */
const DATES: Readonly<Record<string, string>> = { '03-Sep': '3-9', 'Oct-19': '10-19' };
const OLDEST: AgeBracket = { from: 70, to: 100 };

function bracketOf(text: string): AgeBracket | null {
  if (text === 'more than 70') return OLDEST;
  const [, from, to] = /^(\d+)-(\d+)$/.exec(DATES[text] ?? text) ?? [];
  return from && to ? { from: Number(from), to: Number(to) } : null;
}

/** FairFace: fairface_label_val.csv (file, age, gender, race), `file` being the end of a picture's path. */
export const readFairFace: SetReader = (place, all) => {
  const files = filesBelow(place.folder);
  const tail = (path: string) => path.split(sep).slice(-2).join('/');
  const pictures = new Map(files.filter(isPicture).map((path) => [tail(path), path]));
  let missing = 0;
  const lines = readLabelLists(place, files, all ? LISTS : LISTS.slice(0, 1));
  const candidates = lines.flatMap(([file = '', age = '', gender = '', race = '']): Candidate[] => {
    if (file === 'file') return [];
    const path = pictures.get(file);
    const labels = {
      ...NO_LABELS,
      ageBracket: bracketOf(age),
      gender: GENDERS[gender] ?? null,
      group: race.replaceAll('_', ' ') || null,
    };
    if (path) return [{ path, labels }];
    missing += 1;
    return [];
  });
  return { candidates, heldOutBelow: null, emotions: [], leftOut: { 'in the table, no picture': missing } };
};
