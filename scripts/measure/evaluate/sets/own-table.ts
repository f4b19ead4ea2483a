import { existsSync } from 'node:fs';
import { basename, dirname, extname, resolve } from 'node:path';
import { EMOTIONS, type Emotion } from '#core/labels.ts';
import { parseTable } from '../../../lab/csv.ts';
import { sha1OfFile, textOf } from '../../../lab/files.ts';
import { distinct, type Gender, type Labels, NO_LABELS, type Sample } from '../sample.ts';
import type { EvaluationSet } from './set.ts';

const COLUMNS = ['path', 'age', 'gender', 'emotion', 'smile', 'group'];
const GENDERS: Readonly<Record<string, Gender>> = {
  woman: 'woman',
  female: 'woman',
  f: 'woman',
  man: 'man',
  male: 'man',
  m: 'man',
};
const SMILES: Readonly<Record<string, boolean>> = {
  '1': true,
  yes: true,
  true: true,
  smile: true,
  '0': false,
  no: false,
  false: false,
  'no-smile': false,
  not_smile: false,
};
/** EMOTIONS, and adjectives for them that other tables use. */
const EMOTION_NAMES: Readonly<Record<string, Emotion>> = {
  ...(Object.fromEntries(EMOTIONS.map((one) => [one, one])) as Record<Emotion, Emotion>),
  happy: 'happiness',
  surprised: 'surprise',
  sad: 'sadness',
  angry: 'anger',
  disgusted: 'disgust',
  fearful: 'fear',
  contemptuous: 'contempt',
};

/**
 * Reads a user's own table, all of which is evaluated. Columns: path (relative to the table), age in years, gender
 * (woman, man), emotion (a name of EMOTIONS, or its adjective), smile (yes, no), group. Empty means unknown; case is
 * ignored. Throws with the number of the line for invalid values and missing pictures.
 */
export function readOwnTable(file: string): EvaluationSet {
  const rows = parseTable(textOf(file)).map(lowerCased);
  const unknown = [...(rows[0]?.keys() ?? [])].filter((column) => !COLUMNS.includes(column));
  if (unknown.length > 0) throw new Error(`${file}: columns that are not known: ${unknown.join(', ')}`);
  const listed = rows.map((row, i): Sample => {
    const path = row.get('path');
    if (!path) throw new Error(`${file}, line ${i + 2}: no path`);
    const picture = resolve(dirname(file), path);
    try {
      const labels = labelsOf(row);
      if (!existsSync(picture)) throw new Error(`there is no file ${picture}`);
      return { path: picture, labels, box: null, sha1: sha1OfFile(picture) };
    } catch (error) {
      throw new Error(`${file}, line ${i + 2}: ${(error as Error).message}`);
    }
  });
  const name = `csv-${basename(file, extname(file))}`;
  const { samples, leftOut } = distinct(listed);
  if (samples.length === 0) throw new Error(`${name}: nothing to evaluate in ${file}`);
  const seen = new Set(listed.map(({ labels }) => labels.emotion));
  return {
    name,
    samples,
    emotions: EMOTIONS.filter((emotion) => emotion !== 'contempt' || seen.has(emotion)),
    leftOut,
  };
}

/** Returns a row by the names of its columns in lower case. */
function lowerCased(row: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...row].map(([column, text]) => [column.toLowerCase(), text]));
}

function labelsOf(row: ReadonlyMap<string, string>): Labels {
  const age = row.get('age');
  const years = age ? Number(age) : null;
  if (years !== null && !(years >= 0 && years <= 130)) throw new Error(`age ${age}`);
  return {
    ...NO_LABELS,
    age: years === null ? null : Math.min(years, 100),
    gender: wordOf(GENDERS, row, 'gender'),
    emotion: wordOf(EMOTION_NAMES, row, 'emotion'),
    smile: wordOf(SMILES, row, 'smile'),
    group: row.get('group') || null,
  };
}

function wordOf<T>(words: Readonly<Record<string, T>>, row: ReadonlyMap<string, string>, column: string) {
  const text = row.get(column)?.toLowerCase();
  if (!text) return null;
  const meaning = words[text];
  if (meaning === undefined)
    throw new Error(`${column} "${text}" is not one of ${Object.keys(words).join(', ')}`);
  return meaning;
}
