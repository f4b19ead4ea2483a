import { EMOTIONS, type Emotion, HEADS } from './labels.ts';
import type { Face, ShownGender, Withheld } from './types.ts';

/**
 * One face as a row of CSV or JSON; unknown values are null. Lengths are picture pixels, ages years, probabilities
 * (…_p) and quality 0…1. `time_s` is in seconds of the source's clock, `time` an ISO 8601 date and time with offset.
 * A picture without a face, and a file that is not a picture, is a row with a note.
 */
export type ReportRow = {
  readonly source: string;
  readonly time_s: number | null;
  readonly time: string | null;
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
  /** What is withheld and why: "age:too-far emotion:not-sure"; '' if nothing is. */
  readonly withheld: string;
};

const EMPTY_ROW: ReportRow = {
  source: '',
  time_s: null,
  time: null,
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
  withheld: '',
};

/** The columns of the CSV and the keys of the JSON, in order. */
export const REPORT_COLUMNS = Object.keys(EMPTY_ROW) as readonly (keyof ReportRow)[];

/** A row without a face that says why in its note, such as "no face" or "not a picture". */
export function noteRow(source: string, note: string): ReportRow {
  return { ...EMPTY_ROW, source, note };
}

/** The time of a live row. */
export interface Moment {
  /** Time of the source's clock. */
  readonly seconds: number;
  /** Date and time of day, ISO 8601 with offset. */
  readonly timeOfDay: string;
}

/**
 * One row per face; rows of faces that are not settled have no reading, and what is withheld has no value.
 *
 * @param source file name, or label of the camera.
 * @param moment null for a photo. A photo without a face yields a row with a note, a live frame none.
 */
export function rowsOfFaces(
  source: string,
  moment: Moment | null,
  faces: readonly Face[],
): readonly ReportRow[] {
  if (faces.length === 0 && moment === null) return [noteRow(source, 'no face')];
  return faces.map((face) => rowOf(source, moment, face));
}

function rowOf(source: string, moment: Moment | null, face: Face): ReportRow {
  const { box, reading, shown } = face;
  const row: ReportRow = {
    ...EMPTY_ROW,
    source,
    time_s: moment && round(moment.seconds, 3),
    time: moment?.timeOfDay ?? null,
    face: face.id,
    x: round(box.x, 1),
    y: round(box.y, 1),
    width: round(box.width, 1),
    height: round(box.height, 1),
    quality: round(face.quality, 3),
  };
  if (!face.settled || reading === null || shown === null) return { ...row, note: 'not settled' };
  const { age, woman, smile } = reading;
  const emotions = Object.fromEntries(
    EMOTIONS.map((name) => [`${name}_p`, round(reading.emotions[name], 4)]),
  ) as { readonly [E in Emotion as `${E}_p`]: number };
  return {
    ...row,
    ...(shown.years !== null && {
      age: round(age.years, 1),
      age_low: round(age.low, 1),
      age_high: round(age.high, 1),
    }),
    ...(shown.gender !== null && { gender: shown.gender, woman_p: round(woman, 4) }),
    ...(shown.emotion !== null && { emotion: shown.emotion, ...emotions }),
    ...(shown.smiling !== null && { smile_p: round(smile, 4) }),
    withheld: withheldField(face.withheld),
  };
}

function withheldField(withheld: Withheld): string {
  return HEADS.flatMap((head) => (withheld[head] ? [`${head}:${withheld[head]}`] : [])).join(' ');
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** Format of a saved report; `excel` is a CSV in the dialect of the user's locale. */
export type ReportFormat = 'csv' | 'excel' | 'json';

/** The variant of CSV that a program expects. */
export interface CsvDialect {
  readonly separator: ',' | ';';
  readonly decimal: '.' | ',';
  /** Whether the file starts with a byte order mark; without one, Excel assumes the system's legacy code page. */
  readonly mark: boolean;
}

/** Plain CSV: commas, decimal points, UTF-8 without a byte order mark. */
export const RFC_4180: CsvDialect = { separator: ',', decimal: '.', mark: false };

/**
 * Formats rows as CSV: a header line, CRLF line ends. Fields are quoted if any dialect requires it, so that a name
 * stays one field whichever separator a program expects. A decimal comma needs the separator ';'.
 */
export function toCsv(rows: readonly ReportRow[], dialect: CsvDialect = RFC_4180): string {
  const lines = [REPORT_COLUMNS, ...rows.map((row) => REPORT_COLUMNS.map((column) => row[column]))];
  return `${dialect.mark ? '\ufeff' : ''}${lines.map((fields) => csvLine(fields, dialect)).join('')}`;
}

/** One line of CSV with its CRLF; null is an empty field. */
export function csvLine(fields: readonly (string | number | null)[], dialect: CsvDialect): string {
  return `${fields.map((field) => csvField(field, dialect)).join(dialect.separator)}\r\n`;
}

/** Text that a spreadsheet may execute as a formula, also after spaces or in full width (OWASP, "CSV injection"). */
const FORMULA = /^['\s]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^'*[\t\r\n]/;

/**
 * Formats one field. Photo names are untrusted (=HYPERLINK(…).jpg), so text that may be a formula gets an apostrophe
 * in front. FORMULA also matches after leading apostrophes, so that removing the first one restores every name.
 */
function csvField(value: string | number | null, { decimal }: CsvDialect): string {
  if (value === null) return '';
  // Numbers may start with a minus sign but are never untrusted.
  if (typeof value === 'number') return String(value).replace('.', decimal);
  const isFormula = FORMULA.test(value);
  const text = isFormula ? `'${value}` : value;
  return isFormula || /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Formats rows as a JSON array with the keys and order of the CSV; text is not escaped against formulas. */
export function toJson(rows: readonly ReportRow[]): string {
  return `${JSON.stringify(rows, null, 2)}\n`;
}
