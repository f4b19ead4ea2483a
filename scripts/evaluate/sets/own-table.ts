import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { EMOTIONS, type Emotion } from '#core/labels.ts';
import { parseTable } from '../csv.ts';
import { type Candidate, type Gender, type Labels, NO_LABELS } from '../sample.ts';
import type { SetFiles } from './set.ts';

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
  '0': false,
  no: false,
  false: false,
};

/**
 * A table of one's own: columns path (from the table's folder), age in years, gender (woman, man), emotion (a
 * name of EMOTIONS), smile (yes, no), group; empty: not known. All of it is evaluated. Throws for what it does
 * not understand, with the number of the line.
 */
export function readOwnTable(file: string): SetFiles {
  const rows = parseTable(readFileSync(file, 'utf8'));
  const unknown = [...(rows[0]?.keys() ?? [])].filter((column) => !COLUMNS.includes(column));
  if (unknown.length > 0) throw new Error(`${file}: columns that are not known: ${unknown.join(', ')}`);
  const candidates = rows.map((row, i): Candidate => {
    const path = row.get('path');
    if (!path) throw new Error(`${file}, line ${i + 2}: no path`);
    try {
      return { path: resolve(dirname(file), path), labels: labelsOf(row) };
    } catch (error) {
      throw new Error(`${file}, line ${i + 2}: ${(error as Error).message}`);
    }
  });
  const seen = new Set(candidates.map(({ labels }) => labels.emotion));
  return {
    candidates,
    heldOutBelow: null,
    emotions: EMOTIONS.filter((emotion) => emotion !== 'contempt' || seen.has(emotion)),
    leftOut: {},
  };
}

function labelsOf(row: ReadonlyMap<string, string>): Labels {
  const age = row.get('age');
  const years = age ? Number(age) : null;
  if (years !== null && !(years >= 0 && years <= 130)) throw new Error(`age ${age}`);
  return {
    ...NO_LABELS,
    age: years === null ? null : Math.min(years, 100),
    gender: wordOf(GENDERS, row, 'gender'),
    emotion: wordOf(Object.fromEntries(EMOTIONS.map((one) => [one, one as Emotion])), row, 'emotion'),
    smile: wordOf(SMILES, row, 'smile'),
    group: row.get('group') || null,
  };
}

function wordOf<T>(words: Readonly<Record<string, T>>, row: ReadonlyMap<string, string>, column: string) {
  const text = row.get(column)?.toLowerCase();
  if (!text) return null;
  const meaning = words[text];
  if (meaning === undefined)
    throw new Error(`${column} "${text}" is none of ${Object.keys(words).join(', ')}`);
  return meaning;
}
