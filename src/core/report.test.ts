import { expect, test } from 'vitest';
import { someFace } from './face.test-support.ts';
import { type CsvDialect, noteRow, REPORT_COLUMNS, RFC_4180, rowsOfFaces, toCsv, toJson } from './report.ts';

const TIME = '2026-11-30T09:14:02.120+01:00';
const MOMENT = { seconds: 12.3456, timeOfDay: TIME };

const FACE = someFace({
  id: 3,
  box: { x: 10.04, y: -2.56, width: 100, height: 120 },
  score: 0.9,
  quality: 0.71234,
  reading: {
    age: { years: 34.26, low: 27.04, high: 42.91 },
    woman: 0.91237,
    emotions: {
      neutral: 0.1,
      happiness: 0.84444,
      surprise: 0.02,
      sadness: 0.01,
      anger: 0.01,
      disgust: 0.005,
      fear: 0.005,
      contempt: 0.00556,
    },
    smile: 0.97,
  },
  shown: { years: 34, low: 27, high: 43, gender: 'woman', emotion: 'happiness', smiling: true },
});

test('a face is a row with the words and numbers of the page', () => {
  expect(toCsv(rowsOfFaces('a.jpg', null, [FACE]))).toBe(
    'source,time_s,time,face,x,y,width,height,age,age_low,age_high,gender,woman_p,emotion,neutral_p,happiness_p,' +
      'surprise_p,sadness_p,anger_p,disgust_p,fear_p,contempt_p,smile_p,quality,note,withheld\r\n' +
      'a.jpg,,,3,10,-2.6,100,120,34.3,27,42.9,woman,0.9124,happiness,0.1,0.8444,' +
      '0.02,0.01,0.01,0.005,0.005,0.0056,0.97,0.712,,\r\n',
  );
});

test('live rows have a time, and a moment without a face has no row', () => {
  expect(rowsOfFaces('Camera', MOMENT, [FACE])).toMatchObject([{ time_s: 12.346, time: TIME, face: 3 }]);
  expect(rowsOfFaces('Camera', MOMENT, [])).toEqual([]);
});

test('a photo without a face and a file that is not a photo have a row with a note', () => {
  expect(rowsOfFaces('b.jpg', null, [])).toEqual([noteRow('b.jpg', 'no face')]);
  expect(toCsv([noteRow('c.txt', 'not a picture')]).split('\r\n')[1]).toBe(
    `c.txt${','.repeat(24)}not a picture,`,
  );
});

test('a face that is not settled has a box but no reading', () => {
  const [row] = rowsOfFaces('Camera', MOMENT, [{ ...FACE, settled: false }]);
  expect(row).toMatchObject({ width: 100, age: null, gender: null, smile_p: null, note: 'not settled' });
});

test('what is withheld has no value and its reason in a column of its own', () => {
  const shown = { ...FACE.shown!, years: null, low: null, high: null, emotion: null };
  const withheld = { age: 'too-far', emotion: 'not-sure' } as const;
  const [row] = rowsOfFaces('a.jpg', null, [{ ...FACE, shown, withheld }]);
  expect(row).toMatchObject({ withheld: 'age:too-far emotion:not-sure', note: '' });
  for (const key of ['age', 'age_low', 'age_high', 'emotion', 'neutral_p', 'contempt_p'] as const)
    expect(row?.[key]).toBeNull();
  expect(row).toMatchObject({ gender: 'woman', woman_p: 0.9124, smile_p: 0.97 });
  const all = { years: null, low: null, high: null, gender: null, emotion: null, smiling: null };
  const [silent] = rowsOfFaces('a.jpg', null, [{ ...FACE, shown: all }]);
  expect(silent).toMatchObject({ gender: null, woman_p: null, smile_p: null, width: 100, quality: 0.712 });
});

const GERMAN: CsvDialect = { separator: ';', decimal: ',', mark: true };

test.each([
  ['plain.jpg', 'plain.jpg'],
  ['a,b.jpg', '"a,b.jpg"'],
  ['x;=1+1.jpg', '"x;=1+1.jpg"'],
  ['a\tb.jpg', '"a\tb.jpg"'],
  ['say "hi".jpg', '"say ""hi"".jpg"'],
  ['a";=1+1;".jpg', '"a"";=1+1;"".jpg"'],
  ['two\nlines.jpg', '"two\nlines.jpg"'],
  ['=HYPERLINK("x","y").jpg', '"\'=HYPERLINK(""x"",""y"").jpg"'],
  ['+1.jpg', '"\'+1.jpg"'],
  ['-1.jpg', '"\'-1.jpg"'],
  ['@a.jpg', '"\'@a.jpg"'],
  ['\t=1.jpg', '"\'\t=1.jpg"'],
  ['\r=1.jpg', '"\'\r=1.jpg"'],
  [' =1.jpg', '"\' =1.jpg"'],
  ['＝1.jpg', '"\'＝1.jpg"'],
  // With one apostrophe only, the original name would be ambiguous.
  ["'=1.jpg", '"\'\'=1.jpg"'],
  ["'quoted'.jpg", "'quoted'.jpg"],
  ['Ödön 写真.jpg', 'Ödön 写真.jpg'],
])('the name %j becomes the field %j, whatever the separator', (name, field) => {
  for (const dialect of [RFC_4180, GERMAN]) {
    const csv = toCsv([noteRow(name, '')], dialect);
    const line = `${field}${dialect.separator.repeat(REPORT_COLUMNS.length - 1)}\r\n`;
    expect(csv.slice(csv.indexOf('\r\n') + 2)).toBe(line);
  }
});

test('the dialect for decimal commas uses semicolons and a byte order mark', () => {
  const csv = toCsv(rowsOfFaces('Müller_Łódź_日本.jpg', null, [FACE]), GERMAN);
  expect(csv).toMatch(/^\ufeffsource;time_s;time;face;/);
  expect(csv.split('\r\n')[1]).toMatch(
    /^Müller_Łódź_日本\.jpg;;;3;10;-2,6;100;120;34,3;27;42,9;woman;0,9124;/,
  );
});

test('JSON has the same keys in the same order, and file names unescaped', () => {
  const rows = JSON.parse(toJson([...rowsOfFaces('=a.jpg', null, [FACE]), noteRow('b', 'no face')]));
  expect(Object.keys(rows[0])).toEqual(REPORT_COLUMNS);
  expect(rows[0]).toMatchObject({ source: '=a.jpg', age: 34.3, time_s: null });
  expect(rows[1].note).toBe('no face');
});

test('without rows CSV is a header line and JSON an empty array', () => {
  expect(toCsv([]).split('\r\n')).toHaveLength(2);
  expect(JSON.parse(toJson([]))).toEqual([]);
});
