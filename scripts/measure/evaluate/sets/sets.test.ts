import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EMOTIONS, type Emotion } from '#core/labels.ts';
import { bucketOf, NO_LABELS } from '../sample.ts';
import { ferPlusLabel } from './ferplus.ts';
import { parseSet, readSet } from './sets.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mien-sets-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Files with their contents; a picture's bytes are never decoded here. */
function tree(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Text whose bucket is `bucket`: the first of a series. */
function bytesOfBucket(bucket: number): string {
  for (let i = 0; ; i++) {
    const sha1 = createHash('sha1').update(`${i}`).digest('hex');
    if (bucketOf(sha1) === bucket) return `${i}`;
  }
}

function read(set: string, { all = false, limit = null as number | null } = {}) {
  const found = readSet(parseSet(set), { all, limit });
  const labels = Object.fromEntries(found.samples.map((one) => [basename(one.path), one.labels]));
  return { ...found, labels };
}

describe('UTKFace', () => {
  it('has its labels in the names, men 0; ages above 100 count as 100', () => {
    tree({
      'data/UTKFace/26_1_2_20170116200000000.jpg.chip.jpg': 'a',
      '116_0_1_20170112000000000.jpg.chip.jpg': 'b',
      '24_0_4_20170116220224657 .jpg.chip.jpg': 'c',
      '61_1_20170109142408075.jpg.chip.jpg': 'd',
      '53__0_20170116184028385.jpg': 'e',
      'README.md': 'f',
    });
    const { labels, leftOut } = read(`utkface=${folder}`, { all: true });
    expect(labels).toEqual({
      '26_1_2_20170116200000000.jpg.chip.jpg': { ...NO_LABELS, age: 26, gender: 'woman', group: 'Asian' },
      '116_0_1_20170112000000000.jpg.chip.jpg': { ...NO_LABELS, age: 100, gender: 'man', group: 'Black' },
      '24_0_4_20170116220224657 .jpg.chip.jpg': { ...NO_LABELS, age: 24, gender: 'man', group: 'Other' },
    });
    expect(leftOut).toEqual({ 'name lacks a part': 2 });
  });

  it('is evaluated on buckets below 15 alone', () => {
    tree({
      '1_0_0_20170116200000000.jpg': bytesOfBucket(14),
      '2_0_0_20170116200000000.jpg': bytesOfBucket(15),
    });
    const { labels, leftOut } = read(`utkface=${folder}`);
    expect(Object.values(labels).map(({ age }) => age)).toEqual([1]);
    expect(leftOut).toEqual({ 'not held out': 1 });
  });

  it('is limited to the same pictures every time', () => {
    const names = [1, 2, 3, 4, 5, 6].map((age) => `${age}_0_0_20170116200000000.jpg`);
    tree(Object.fromEntries(names.map((name) => [name, name])));
    const few = read(`utkface=${folder}`, { all: true, limit: 3 });
    expect(few.leftOut).toEqual({ 'beyond the limit': 3 });
    const hashes = few.samples.map(({ sha1 }) => sha1);
    rmSync(join(folder, basename(few.samples[0]!.path)));
    expect(read(`utkface=${folder}`, { all: true, limit: 2 }).samples.map(({ sha1 }) => sha1)).toEqual(
      hashes.slice(1),
    );
  });
});

describe('FER+', () => {
  // neutral, happiness, surprise, sadness, anger, disgust, fear, contempt, unknown, NF
  it('takes the emotion with the most votes, single votes aside', () => {
    expect(ferPlusLabel([4, 0, 0, 1, 3, 2, 0, 0, 0, 0])).toEqual({
      emotion: 'neutral',
      votes: [4 / 9, 0, 0, 0, 3 / 9, 2 / 9, 0, 0],
    });
  });

  it('takes the first in order on a tie', () => {
    expect(ferPlusLabel([0, 0, 4, 4, 1, 1, 0, 0, 0, 0])?.emotion).toBe('surprise');
  });

  it('has no label where unknown or NF is as strong, or single votes are all there is', () => {
    expect(ferPlusLabel([4, 0, 0, 0, 0, 0, 0, 0, 4, 0])).toBeNull();
    expect(ferPlusLabel([4, 0, 0, 0, 0, 0, 0, 0, 0, 5])).toBeNull();
    expect(ferPlusLabel([1, 1, 1, 1, 1, 1, 1, 1, 1, 1])).toBeNull();
    expect(ferPlusLabel([4, 0, 0, 0, 0, 0, 0, 0, 3, 3])?.emotion).toBe('neutral');
  });

  const heading =
    'Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF';
  const table = [
    heading,
    'Training,fer0000000.png,9,0,0,0,0,0,0,0,0,0',
    'PrivateTest,,0,0,0,0,0,0,0,0,0,10',
    'PrivateTest,fer0032222.png,0,8,0,0,0,0,0,2,0,0',
    'PrivateTest,fer0032220.png,0,0,0,0,0,0,9,0,0,0',
    'PrivateTest,fer0032223.png,0,0,0,0,0,0,0,0,9,0',
    'PrivateTest,fer0032224.png,9,0,0,0,0,0,0,0,0,0',
  ].join('\n');

  it('joins votes and pictures by name, not by row, and takes the test part', () => {
    tree({
      'fer2013new.csv': table,
      'FER2013Train/fer0000000.png': 'a',
      'FER2013Test/fer0032220.png': 'b',
      'FER2013Test/fer0032222.png': 'c',
      'FER2013Test/fer0032223.png': 'd',
    });
    const { labels, leftOut, emotions } = read(`ferplus=${folder}`);
    expect(labels).toEqual({
      'fer0032220.png': { ...NO_LABELS, emotion: 'fear', votes: [0, 0, 0, 0, 0, 0, 1, 0] },
      'fer0032222.png': { ...NO_LABELS, emotion: 'happiness', votes: [0, 0.8, 0, 0, 0, 0, 0, 0.2] },
    });
    expect(leftOut).toEqual({ 'no emotion has most votes': 1, 'in the table, no picture': 1 });
    expect(emotions).toEqual(EMOTIONS);
    expect(Object.keys(read(`ferplus=${folder}`, { all: true }).labels)).toContain('fer0000000.png');
  });

  it('has its votes in the folder or in a file that is named', () => {
    tree({ 'pictures/fer0032220.png': 'b', 'votes/mine.csv': table });
    const pictures = join(folder, 'pictures');
    expect(() => read(`ferplus=${pictures}`)).toThrow('give it as ferplus=DIR,CSV');
    const { labels } = read(`ferplus=${pictures},${join(folder, 'votes/mine.csv')}`);
    expect(Object.keys(labels)).toEqual(['fer0032220.png']);
  });
});

describe('GENKI-4K', () => {
  it('has a folder for smiles and one for the others, under either pair of names', () => {
    tree({
      'a/Smile/1.jpg': '1',
      'a/not_Smile/2.jpg': '2',
      'b/smile/3.jpg': '3',
      'b/no-smile/4.jpg': '4',
      'c/5.jpg': '5',
    });
    const { samples, leftOut } = read(`genki4k=${folder}`, { all: true });
    const smiles = Object.fromEntries(samples.map(({ path, labels }) => [basename(path), labels.smile]));
    expect(smiles).toEqual({ '1.jpg': true, '2.jpg': false, '3.jpg': true, '4.jpg': false });
    expect(leftOut).toEqual({ 'in no folder of a class': 1 });
  });

  it('is evaluated on buckets below 20', () => {
    tree({ 'smile/a.jpg': bytesOfBucket(19), 'smile/b.jpg': bytesOfBucket(20) });
    expect(Object.keys(read(`genki4k=${folder}`).labels)).toEqual(['a.jpg']);
  });
});

describe('RAF-DB', () => {
  it('has its own numbers for seven emotions, and takes the test part', () => {
    tree({
      'test_labels.csv': 'image,label\ntest_1.jpg,1\ntest_2.jpg,2\ntest_7.jpg,7\ntest_9.jpg,3\n',
      'train_labels.csv': 'image,label\ntrain_1.jpg,6\n',
      'aligned/test/test_images/test_1.jpg': '1',
      'aligned/test/test_images/test_2.jpg': '2',
      'aligned/test/test_images/test_7.jpg': '7',
      'aligned/train/train_images/train_1.jpg': '4',
    });
    const { labels, emotions, leftOut } = read(`rafdb=${folder}`);
    const found = Object.fromEntries(Object.entries(labels).map(([name, { emotion }]) => [name, emotion]));
    expect(found).toEqual({ 'test_1.jpg': 'surprise', 'test_2.jpg': 'fear', 'test_7.jpg': 'neutral' });
    expect(emotions).toEqual(EMOTIONS.filter((one) => one !== 'contempt'));
    expect(leftOut).toEqual({ 'in the table, no picture': 1 });
    expect(read(`rafdb=${folder}`, { all: true }).labels['train_1.jpg']?.emotion).toBe('anger');
  });
});

describe('All-Age-Faces', () => {
  it('has number and age in the names, women up to 07380, and every picture twice', () => {
    tree({
      'All-Age-Faces Dataset/original images/07380A36.jpg': 'a',
      'All-Age-Faces Dataset/original images/07381A02.jpg': 'b',
      'All-Age-Faces Dataset/aglined faces/07381A02.jpg': 'c',
    });
    const { labels, leftOut } = read(`allagefaces=${folder}`, { all: true });
    expect(labels).toEqual({
      '07380A36.jpg': { ...NO_LABELS, age: 36, gender: 'woman' },
      '07381A02.jpg': { ...NO_LABELS, age: 2, gender: 'man' },
    });
    expect(leftOut).toEqual({});
  });
});

describe('APPA-REAL', () => {
  it('has names and ages without a heading', () => {
    tree({
      'test_labels.csv': '005613.jpg,19\n005614.jpg,76',
      'test/005613.jpg': 'a',
      'test/005614.jpg': 'b',
    });
    const { labels } = read(`apparreal=${folder}`);
    expect(
      Object.entries(labels)
        .map(([name, { age }]) => [name, age])
        .sort(),
    ).toEqual([
      ['005613.jpg', 19],
      ['005614.jpg', 76],
    ]);
  });
});

describe('FairFace', () => {
  it('has brackets, two of them spoilt by a spreadsheet, gender and race', () => {
    tree({
      'fairface_label_val.csv':
        'file,age,gender,race,service_test\nval/1.jpg,03-Sep,Male,East Asian,FALSE\n' +
        'val/2.jpg,Oct-19,Female,Latino_Hispanic,TRUE\nval/3.jpg,more than 70,Female,White,TRUE\n',
      'fair_face/val/1.jpg': 'a',
      'fair_face/val/2.jpg': 'b',
      'fair_face/val/3.jpg': 'c',
      'fair_face/train/1.jpg': 'd',
    });
    const { labels } = read(`fairface=${folder}`);
    expect(labels).toEqual({
      '1.jpg': { ...NO_LABELS, ageBracket: { from: 3, to: 9 }, gender: 'man', group: 'East Asian' },
      '2.jpg': { ...NO_LABELS, ageBracket: { from: 10, to: 19 }, gender: 'woman', group: 'Latino Hispanic' },
      '3.jpg': { ...NO_LABELS, ageBracket: { from: 70, to: 100 }, gender: 'woman', group: 'White' },
    });
  });
});

describe('a table of one’s own', () => {
  it('has any of the columns, empty where not known, paths from where it lies', () => {
    tree({
      'mine.csv':
        'path,age,gender,emotion,smile,group\nx/1.jpg,31,Female,,yes,a b\n"x/2,b.jpg",,man,fear,,\n',
      'x/1.jpg': '1',
      'x/2,b.jpg': '2',
    });
    const { name, labels, emotions } = read(`csv=${join(folder, 'mine.csv')}`);
    expect(name).toBe('csv-mine');
    expect(labels).toEqual({
      '1.jpg': { ...NO_LABELS, age: 31, gender: 'woman', smile: true, group: 'a b' },
      '2,b.jpg': { ...NO_LABELS, gender: 'man', emotion: 'fear' },
    });
    expect(emotions).toHaveLength(7);
  });

  it('knows the names that other tables use, in capitals or not', () => {
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
    const { labels } = read(`csv=${join(folder, 'mine.csv')}`);
    expect(words.map((_, i) => labels[`${i}.jpg`])).toEqual(
      words.map(([, emotion, , smile]) => ({ ...NO_LABELS, emotion, smile })),
    );
  });

  it('says which line it does not understand, and which column it does not know', () => {
    tree({
      '1.jpg': '1',
      'a.csv': 'path,gender\n1.jpg,woman\n2.jpg,boy\n',
      'b.csv': 'path,years\n1.jpg,3\n',
      'c.csv': 'path,age\ngone.jpg,3\n',
    });
    expect(() => read(`csv=${join(folder, 'c.csv')}`)).toThrow(
      /c\.csv, line 2: there is no file .*gone\.jpg/,
    );
    expect(() => read(`csv=${join(folder, 'a.csv')}`)).toThrow('line 3: gender "boy" is none of woman');
    expect(() => read(`csv=${join(folder, 'b.csv')}`)).toThrow('not known: years');
  });
});

it('says that a folder or a table is not there', () => {
  expect(() => read(`utkface=${join(folder, 'nowhere')}`)).toThrow(/there is no folder .*nowhere/);
  expect(() => read(`csv=${join(folder, 'nowhere.csv')}`)).toThrow(/there is no file .*nowhere\.csv/);
});

it('says that nothing is left to evaluate', () => {
  tree({ 'smile/b.jpg': bytesOfBucket(20) });
  expect(() => read(`genki4k=${folder}`)).toThrow('nothing to evaluate');
});
