import { EMOTIONS, type Emotion } from './labels.ts';
import type { Face, ShownGender } from './types.ts';

/**
 * One face as a row of CSV or JSON; null where there is nothing to say. Lengths in picture pixels, ages in
 * years, probabilities (…_p) and quality 0…1. A picture without a face, or none at all, is a row with a note.
 */
export type ReportRow = {
  readonly source: string;
  readonly time_s: number | null;
  readonly face: number | null;
  readonly x: number | null;
  readonly y: number | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly age: number | null;
  readonly age_low: number | null;
  readonly age_high: number | null;
  readonly gender: ShownGender | null;
  readonly woman_p: number | null;
  readonly emotion: Emotion | null;
} & { readonly [E in Emotion as `${E}_p`]: number | null } & {
  readonly smile_p: number | null;
  readonly quality: number | null;
  readonly note: string;
};

const EMPTY_ROW: ReportRow = {
  source: '',
  time_s: null,
  face: null,
  x: null,
  y: null,
  width: null,
  height: null,
  age: null,
  age_low: null,
  age_high: null,
  gender: null,
  woman_p: null,
  emotion: null,
  neutral_p: null,
  happiness_p: null,
  surprise_p: null,
  sadness_p: null,
  anger_p: null,
  disgust_p: null,
  fear_p: null,
  contempt_p: null,
  smile_p: null,
  quality: null,
  note: '',
};

/** The columns of the CSV and the keys of the JSON, in order. */
export const REPORT_COLUMNS = Object.keys(EMPTY_ROW) as readonly (keyof ReportRow)[];

/** A row that says why there is nothing to say: "no face", "not a picture". */
export function noteRow(source: string, note: string): ReportRow {
  return { ...EMPTY_ROW, source, note };
}

/**
 * One row per face. `source`: file name or label of the camera. `time`: seconds of the source's clock; null
 * for a photo, which has a row also where there is no face. Faces not settled have no reading in their row.
 */
export function rowsOfFaces(
  source: string,
  time: number | null,
  faces: readonly Face[],
): readonly ReportRow[] {
  if (faces.length === 0 && time === null) return [noteRow(source, 'no face')];
  return faces.map((face) => rowOf(source, time, face));
}

function rowOf(source: string, time: number | null, face: Face): ReportRow {
  const { box, reading, shown } = face;
  const row: ReportRow = {
    ...EMPTY_ROW,
    source,
    time_s: time === null ? null : round(time, 3),
    face: face.id,
    x: round(box.x, 1),
    y: round(box.y, 1),
    width: round(box.width, 1),
    height: round(box.height, 1),
    quality: round(face.quality, 3),
  };
  if (!face.settled || reading === null || shown === null) return { ...row, note: 'not settled' };
  const emotions = Object.fromEntries(
    EMOTIONS.map((name) => [`${name}_p`, round(reading.emotions[name], 4)]),
  ) as { readonly [E in Emotion as `${E}_p`]: number };
  return {
    ...row,
    age: round(reading.age.years, 1),
    age_low: round(reading.age.low, 1),
    age_high: round(reading.age.high, 1),
    gender: shown.gender,
    woman_p: round(reading.woman, 4),
    emotion: shown.emotion,
    ...emotions,
    smile_p: round(reading.smile, 4),
  };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** RFC 4180: a head line, CRLF after every line, quotes where a field needs them. */
export function toCsv(rows: readonly ReportRow[]): string {
  const lines = [REPORT_COLUMNS, ...rows.map((row) => REPORT_COLUMNS.map((column) => row[column]))];
  return lines.map((fields) => `${fields.map(csvField).join(',')}\r\n`).join('');
}

/**
 * Text that a spreadsheet would run as a formula gets an apostrophe in front, which shows it as text: a photo
 * can come from anywhere, and so can its name (=HYPERLINK(…).jpg). OWASP, "CSV injection". Numbers, which
 * may start with a minus, are ours.
 */
function csvField(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The same rows as a JSON array, names and order as in the CSV; text is left as it is. */
export function toJson(rows: readonly ReportRow[]): string {
  return `${JSON.stringify(rows, null, 2)}\n`;
}
