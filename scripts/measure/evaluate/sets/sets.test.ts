import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EMOTIONS, type Emotion } from '#core/labels.ts';
import { sha1OfFile } from '../../../lab/files.ts';
import { NO_LABELS } from '../sample.ts';
import type { EvaluationSet } from './set.ts';
import { readSets, type Selection } from './sets.ts';

let folder = '';
let manifest = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mien-sets-'));
  manifest = join(folder, 'manifest.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes files with these contents. Pictures may have any bytes, because they are never decoded here. */
function tree(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

interface Line {
  readonly set?: string;
  readonly part?: string;
  readonly labels?: object;
  readonly box?: readonly number[];
  readonly moved?: boolean;
}

/** Writes a manifest of these pictures by name; the content of each picture is its name. */
function list(lines: Readonly<Record<string, Line>>): void {
  tree(Object.fromEntries(Object.keys(lines).map((name) => [name, name])));
  const texts = Object.entries(lines).map(([name, line]) => {
    const defaults = { set: 'utkface', part: 'held-out', labels: {} };
    const path = join(folder, name);
    return JSON.stringify({ sha1: sha1OfFile(path), path, ...defaults, ...line });
  });
  writeFileSync(manifest, `${texts.join('\n')}\n`);
}

const SELECTION = { names: [], tables: [], part: 'held-out', limit: null } as const;
const read = (selection: Partial<Selection> = {}) => readSets({ ...SELECTION, manifest, ...selection });

function labelsByName({ samples }: EvaluationSet) {
  return Object.fromEntries(samples.map(({ path, labels }) => [basename(path), labels]));
}

function readTable(name: string) {
  const set = readSets({ ...SELECTION, manifest: null, tables: [join(folder, name)] })[0] as EvaluationSet;
  return { ...set, labels: labelsByName(set) };
}

const votes = (shares: Partial<Record<Emotion, number>>) => EMOTIONS.map((emotion) => shares[emotion] ?? 0);

describe('the sets of a manifest', () => {
  it('have the labels of training, with a capitalized group', () => {
    list({
      a: { labels: { age: 31.5, gender: 'woman', group: 'east asian' } },
      b: { labels: { age_bracket: [3, 9], gender: 'man', smile: false } },
      c: { labels: { age: 4, age_bracket: [3, 9] } },
    });
    const [set] = read();
    expect(labelsByName(set as EvaluationSet)).toEqual({
      a: { ...NO_LABELS, age: 31.5, gender: 'woman', group: 'East Asian' },
      b: { ...NO_LABELS, ageBracket: { from: 3, to: 9 }, gender: 'man', smile: false },
      c: { ...NO_LABELS, age: 4 },
    });
    expect(set).toMatchObject({ name: 'utkface', emotions: [], leftOut: {} });
  });

  it('have the emotion with most votes, the first in order on a tie, and the votes', () => {
    const shares = votes({ surprise: 0.4, sadness: 0.4, contempt: 0.2 });
    list({
      a: { set: 'ferplus', labels: { emotion: shares } },
      b: { set: 'ferplus', labels: { emotion: votes({ fear: 1 }) } },
    });
    const [set] = read();
    expect(labelsByName(set as EvaluationSet)).toEqual({
      a: { ...NO_LABELS, emotion: 'surprise', votes: shares },
      b: { ...NO_LABELS, emotion: 'fear', votes: votes({ fear: 1 }) },
    });
    expect(set?.emotions).toEqual(['surprise', 'sadness', 'fear', 'contempt']);
  });

  it('have no votes if every picture has one emotion, and the emotions of all parts', () => {
    list({
      a: { set: 'rafdb', labels: { emotion: votes({ anger: 1 }) } },
      b: { set: 'rafdb', labels: { emotion: votes({ neutral: 1 }) }, part: 'train' },
    });
    const [set] = read();
    expect(labelsByName(set as EvaluationSet)).toEqual({ a: { ...NO_LABELS, emotion: 'anger' } });
    expect(set?.emotions).toEqual(['neutral', 'anger']);
  });

  it('have the box of the labelled face', () => {
    list({ a: { box: [0, 0, 0.5, 0.5] }, b: {} });
    const [set] = read();
    const boxes = set?.samples.map(({ path, box }) => [basename(path), box]) ?? [];
    expect(Object.fromEntries(boxes)).toEqual({ a: [0, 0, 0.5, 0.5], b: null });
  });

  it('contain the pictures of one part, or of all', () => {
    list({ a: {}, b: { part: 'train' }, c: { part: 'validation' } });
    const names = (part: Selection['part']) => Object.keys(labelsByName(read({ part })[0] as EvaluationSet));
    expect(names('held-out')).toEqual(['a']);
    expect(read()[0]?.leftOut).toEqual({ 'not held out': 2 });
    expect(names('validation')).toEqual(['c']);
    expect(names('train')).toEqual(['b']);
    expect(names(null).sort()).toEqual(['a', 'b', 'c']);
    expect(read({ part: null })[0]?.leftOut).toEqual({});
  });

  it('lack near copies of held-out pictures in that part only', () => {
    list({ a: {}, b: { moved: true }, c: { moved: true, part: 'validation' } });
    const names = (part: Selection['part']) => Object.keys(labelsByName(read({ part })[0] as EvaluationSet));
    expect(names('held-out')).toEqual(['a']);
    expect(read()[0]?.leftOut).toEqual({ 'not held out': 1, 'near copy of a held-out picture': 1 });
    expect(names('validation')).toEqual(['c']);
    expect(names(null).sort()).toEqual(['a', 'b', 'c']);
  });

  it('are the named ones in that order, else all with pictures of the part', () => {
    list({ a: {}, b: { set: 'rafdb' }, c: { set: 'lfw', part: 'train' }, d: { set: 'genki4k' } });
    const names = (...sets: readonly string[]) => read({ names: sets }).map(({ name }) => name);
    expect(names()).toEqual(['genki4k', 'rafdb', 'utkface']);
    expect(names('utkface', 'genki4k')).toEqual(['utkface', 'genki4k']);
    expect(() => names('utkface', 'utkface')).toThrow('named twice');
  });

  it('are limited to the same pictures every time: the smallest hashes', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    list(Object.fromEntries(names.map((name) => [name, {}])));
    const [few] = read({ limit: 3 });
    const hashes = names.map((name) => sha1OfFile(join(folder, name))).sort();
    expect(few?.samples.map(({ sha1 }) => sha1)).toEqual(hashes.slice(0, 3));
    expect(few?.leftOut).toEqual({ 'beyond the limit': 3 });
    const gone = few?.samples[0]?.path ?? '';
    list(Object.fromEntries(names.filter((name) => name !== basename(gone)).map((name) => [name, {}])));
    expect(read({ limit: 2 })[0]?.samples.map(({ sha1 }) => sha1)).toEqual(hashes.slice(1, 3));
  });

  it('are named in the error if the manifest lacks one, or has no picture of the part', () => {
    list({ a: {}, b: { set: 'lfw', part: 'train' } });
    expect(() => read({ names: ['rafdb'] })).toThrow(
      `the manifest ${manifest} has no set rafdb, but lfw, utkface: name one of these, or make the manifest again ` +
        'with python -m training prepare --set rafdb=DIR',
    );
    expect(() => read({ names: ['utkface', 'lfw'] })).toThrow(
      `nothing to evaluate: ${manifest} has no picture of lfw in the part held-out; ` +
        'choose another with --part validation or train',
    );
    expect(() => read({ part: 'validation' })).toThrow('no picture of lfw, utkface in the part validation');
  });

  it('need a set and a part for every picture', () => {
    tree({ a: 'a', 'manifest.jsonl': `{"sha1":"1","path":"a","set":"rafdb"}\n` });
    expect(() => read()).toThrow(`${manifest} has no set and part for a: give a manifest that python -m`);
  });

  it('need every picture that is read, with the bytes that the manifest lists', () => {
    list({ a: {}, b: { part: 'train' } });
    rmSync(join(folder, 'b'));
    expect(read()).toHaveLength(1);
    tree({ a: 'changed' });
    expect(() => read()).toThrow(`${join(folder, 'a')} is not the picture that ${manifest} lists`);
    rmSync(join(folder, 'a'));
    expect(() => read()).toThrow(
      `1 of 1 pictures are missing, the first is ${join(folder, 'a')}: put them back`,
    );
  });

  it('come before the user’s own tables', () => {
    list({ a: {} });
    tree({ 'mine.csv': 'path,age\na,3\n' });
    const sets = read({ tables: [join(folder, 'mine.csv')] });
    expect(sets.map(({ name }) => name)).toEqual(['utkface', 'csv-mine']);
  });
});

describe('a user’s own table', () => {
  it('has any of the columns, empty fields for unknown values, and paths relative to itself', () => {
    tree({
      'mine.csv':
        'path,age,gender,emotion,smile,group\nx/1.jpg,31,Female,,yes,a b\n"x/2,b.jpg",,man,fear,,\n',
      'x/1.jpg': '1',
      'x/2,b.jpg': '2',
    });
    const { name, labels, emotions } = readTable('mine.csv');
    expect(name).toBe('csv-mine');
    expect(labels).toEqual({
      '1.jpg': { ...NO_LABELS, age: 31, gender: 'woman', smile: true, group: 'a b' },
      '2,b.jpg': { ...NO_LABELS, gender: 'man', emotion: 'fear' },
    });
    expect(emotions).toHaveLength(7);
  });

  it('may use the names of other tables, in any case', () => {
    const words: readonly (readonly [string, Emotion, string, boolean])[] = [
      ['happy', 'happiness', 'Smile', true],
      ['Sad', 'sadness', 'not_Smile', false],
      ['angry', 'anger', 'no-smile', false],
      ['Surprised', 'surprise', 'TRUE', true],
      ['fearful', 'fear', '0', false],
      ['disgusted', 'disgust', 'No', false],
      ['contemptuous', 'contempt', '1', true],
      ['Neutral', 'neutral', 'yes', true],
    ];
    const rows = words.map(([emotion, , smile], i) => `${i}.jpg,${emotion},${smile}`);
    tree({
      'mine.csv': `Path,Emotion,Smile\n${rows.join('\n')}\n`,
      ...Object.fromEntries(words.map((_, i) => [`${i}.jpg`, `${i}`])),
    });
    const { labels } = readTable('mine.csv');
    expect(words.map((_, i) => labels[`${i}.jpg`])).toEqual(
      words.map(([, emotion, , smile]) => ({ ...NO_LABELS, emotion, smile })),
    );
  });

  it('is refused with the line of an invalid value or the name of an unknown column', () => {
    tree({
      '1.jpg': '1',
      'a.csv': 'path,gender\n1.jpg,woman\n2.jpg,boy\n',
      'b.csv': 'path,years\n1.jpg,3\n',
      'c.csv': 'path,age\ngone.jpg,3\n',
    });
    expect(() => readTable('c.csv')).toThrow(/c\.csv, line 2: there is no file .*gone\.jpg/);
    expect(() => readTable('a.csv')).toThrow('line 3: gender "boy" is not one of woman');
    expect(() => readTable('b.csv')).toThrow('not known: years');
  });
});

it('refuses a table that is missing or has no picture', () => {
  expect(() => readTable('nowhere.csv')).toThrow(/there is no file .*nowhere\.csv/);
  tree({ 'empty.csv': 'path,age\n' });
  expect(() => readTable('empty.csv')).toThrow('csv-empty: nothing to evaluate in');
});
