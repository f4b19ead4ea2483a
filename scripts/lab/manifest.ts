import { existsSync, readFileSync } from 'node:fs';
import { AGE_YEARS, EMOTIONS, GENDERS } from '#core/labels.ts';
import type { FaceBox } from './main-face.ts';

/** The parts to which `training/data/splits.py` assigns pictures. */
export const PARTS = ['held-out', 'validation', 'train'] as const;
export type Part = (typeof PARTS)[number];

/** The labels of one picture as `training/data/labels.py` writes them; unknown labels are missing. */
export interface ManifestLabels {
  /** Age in years, 0…100. */
  readonly age?: number;
  /** Youngest and oldest age in years, both included. */
  readonly age_bracket?: readonly [number, number];
  readonly gender?: (typeof GENDERS)[number];
  /** Shares of the votes in the order of EMOTIONS, summing to 1. A single label is one share of 1. */
  readonly emotion?: readonly number[];
  readonly smile?: boolean;
  /** Race or ethnicity as the set names it, in lower case. */
  readonly group?: string;
}

/** One picture of a manifest. `set` and `part` are null if the line lacks them; `npm run crops` needs neither. */
export interface ManifestPicture {
  /** SHA-1 of the file's bytes. */
  readonly sha1: string;
  readonly path: string;
  readonly set: string | null;
  readonly part: Part | null;
  readonly labels: ManifestLabels;
  /** The labelled face; null: the picture's main face. */
  readonly box: FaceBox | null;
  /** Whether near copies, rather than the rule of its set, determined its part. */
  readonly moved: boolean;
}

const REMEDY = 'make the manifest again with python -m training prepare';

/**
 * Returns the pictures of a manifest by `python -m training prepare`, one JSON object a line. Of pictures with the same
 * SHA-1 the first is returned. Throws if the file is missing or empty, or if a line is invalid.
 */
export function readManifest(file: string): readonly ManifestPicture[] {
  if (!existsSync(file)) {
    throw new Error(
      `there is no manifest ${file}: make it with python -m training prepare --set NAME=DIR --out ${file}`,
    );
  }
  const pictures = new Map<string, ManifestPicture>();
  for (const [i, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    if (line === '') continue;
    try {
      const picture = parseLine(line);
      if (!pictures.has(picture.sha1)) pictures.set(picture.sha1, picture);
    } catch (error) {
      throw new Error(
        `${file}, line ${i + 1} is not a line of a manifest (${(error as Error).message}): ${REMEDY}`,
      );
    }
  }
  if (pictures.size === 0) throw new Error(`the manifest ${file} is empty: ${REMEDY}`);
  return [...pictures.values()];
}

/** Throws if a picture's file is missing: the manifest is then out of date, and must not count as a damaged photo. */
export function requireFiles(pictures: readonly Pick<ManifestPicture, 'path'>[]): void {
  const missing = pictures.filter(({ path }) => !existsSync(path));
  if (missing.length === 0) return;
  throw new Error(
    `${missing.length} of ${pictures.length} pictures are missing, the first is ${missing[0]?.path}: ` +
      `put them back, or ${REMEDY}`,
  );
}

function parseLine(line: string): ManifestPicture {
  const values = objectOf(JSON.parse(line), 'the line');
  const { sha1, path, set = null, part = null, labels = {}, box = null, moved = false } = values;
  if (!isText(sha1) || !isText(path)) throw new Error('no sha1 and path');
  if (set !== null && !isText(set)) throw new Error('set is not a name');
  if (part !== null && !PARTS.includes(part as Part)) {
    throw new Error(`part ${JSON.stringify(part)} is not one of ${PARTS.join(', ')}`);
  }
  for (const [name, value] of Object.entries(objectOf(labels, 'labels'))) {
    if (!Object.hasOwn(IS_LABEL, name)) throw new Error(`there is no label ${name}`);
    if (!IS_LABEL[name as keyof ManifestLabels](value)) {
      throw new Error(`${name} cannot be ${JSON.stringify(value)}`);
    }
  }
  if (box !== null && !isBox(box)) throw new Error(`box cannot be ${JSON.stringify(box)}`);
  if (typeof moved !== 'boolean') throw new Error(`moved is ${JSON.stringify(moved)}`);
  return { sha1, path, set, part: part as Part | null, labels: labels as ManifestLabels, box, moved };
}

const IS_LABEL: { readonly [name in keyof ManifestLabels]-?: (value: unknown) => boolean } = {
  age: isAge,
  age_bracket: (value) =>
    Array.isArray(value) && value.length === 2 && value.every(isAge) && value[0] <= value[1],
  gender: (value) => GENDERS.some((gender) => gender === value),
  emotion: (value) =>
    Array.isArray(value) &&
    value.length === EMOTIONS.length &&
    value.every((share) => typeof share === 'number' && share >= 0) &&
    Math.abs(value.reduce((sum, share) => sum + share, 0) - 1) < 1e-6,
  smile: (value) => typeof value === 'boolean',
  group: isText,
};

function isBox(value: unknown): value is FaceBox {
  if (!Array.isArray(value) || value.length !== 4) return false;
  const [left, top, right, bottom] = value;
  return value.every((share) => share >= 0 && share <= 1) && left < right && top < bottom;
}

function isAge(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= AGE_YEARS - 1;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function objectOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>>;
  }
  throw new Error(`${what} is not an object`);
}
