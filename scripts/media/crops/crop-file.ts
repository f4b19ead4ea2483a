import { existsSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CropReply, CropShape } from './crops-wire.ts';

/** One line of crops.jsonl. `row`: index of the crop in crops.bin; null if there is no crop. */
export interface CropLine {
  readonly sha1: string;
  readonly row: number | null;
  readonly failure: string | null;
  readonly width?: number;
  readonly height?: number;
  /** x and y of right eye, left eye, nose tip, mouth centre, right ear and left ear, in pixels of the picture. */
  readonly keypoints?: readonly number[];
  readonly score?: number;
  readonly quality?: number;
  readonly faces?: number;
}

/** A folder of crops: crops.json (their shape), crops.bin (their bytes in order), crops.jsonl (one line a picture). */
export interface CropFolder {
  /** SHA-1 of all pictures that have a line. */
  readonly known: ReadonlySet<string>;
  /** The reasons for missing crops, by SHA-1. */
  readonly failures: ReadonlyMap<string, string>;
  /** Appends crops in order. Calls must not overlap. Completed calls survive an interruption of the process. */
  add(sha1s: readonly string[], replies: readonly CropReply[]): Promise<void>;
}

const LEFT_TO_RIGHT = ['rightEye', 'leftEye', 'noseTip', 'mouthCentre', 'rightEar', 'leftEar'] as const;

/**
 * Opens or makes the folder. Throws if its crops have another shape or were cut by other code (`fingerprint`), or if
 * it has fewer bytes than its lines list.
 */
export function openCropFolder(folder: string, shape: CropShape, fingerprint: string): CropFolder {
  mkdirSync(folder, { recursive: true });
  const about = join(folder, 'crops.json');
  const pixels = join(folder, 'crops.bin');
  const index = join(folder, 'crops.jsonl');
  const text = `${JSON.stringify({ ...shape, fingerprint }, null, 2)}\n`;
  if (!existsSync(about)) writeFileSync(about, text);
  else if (readFileSync(about, 'utf8') !== text) throw new Error(refusal(about, folder, shape));
  const bytes = shape.size * shape.size * 3;
  const lines = existsSync(index) ? parseLines(readFileSync(index, 'utf8')) : [];
  let rows = lines.reduce((most, { row }) => Math.max(most, (row ?? -1) + 1), 0);
  const stored = existsSync(pixels) ? statSync(pixels).size : 0;
  if (stored < rows * bytes)
    throw new Error(`${pixels} lacks crops that crops.jsonl has: name an empty folder`);
  // Pixels are written before their lines, so pixels without a line are from an interrupted run.
  if (stored > rows * bytes) truncateSync(pixels, rows * bytes);
  const known = new Set(lines.map(({ sha1 }) => sha1));
  const failures = new Map(lines.flatMap(failureOf));
  return {
    known,
    failures,
    async add(sha1s, replies) {
      const added = replies.map((reply, i): CropLine => lineOf(sha1s[i] as string, reply, () => rows++));
      const found = replies.flatMap(({ face }) => (face ? [Buffer.from(face.pixels, 'base64')] : []));
      if (found.some(({ length }) => length !== bytes)) throw new Error('a crop of the wrong size');
      await appendFile(pixels, Buffer.concat(found));
      // The line end comes first, so that an incomplete last line stays separate.
      await appendFile(index, added.map((line) => `\n${JSON.stringify(line)}`).join(''));
      for (const line of added) {
        known.add(line.sha1);
        for (const [sha1, failure] of failureOf(line)) failures.set(sha1, failure);
      }
    },
  };
}

function lineOf(sha1: string, { face, failure }: CropReply, nextRow: () => number): CropLine {
  if (!face) return { sha1, row: null, failure };
  const keypoints = LEFT_TO_RIGHT.flatMap((name) => [face.keypoints[name].x, face.keypoints[name].y]);
  return {
    sha1,
    row: nextRow(),
    failure: null,
    ...face.picture,
    keypoints: keypoints.map((value) => Math.round(value * 100) / 100),
    score: Math.round(face.score * 1e4) / 1e4,
    quality: Math.round(face.quality * 1e4) / 1e4,
    faces: face.faces,
  };
}

function parseLines(text: string): readonly CropLine[] {
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as CropLine];
    } catch {
      // An incomplete line of an interrupted run, or an empty line.
      return [];
    }
  });
}

function failureOf({ sha1, failure }: CropLine): readonly (readonly [string, string])[] {
  return failure === null ? [] : [[sha1, failure]];
}

/** Returns the sentence for a folder that was begun with another shape or other code. */
function refusal(about: string, folder: string, { size, margin }: CropShape): string {
  const begun = readShape(about);
  if (!begun || (begun.size === size && begun.margin === margin)) {
    return `${folder} holds crops of other code: name an empty folder`;
  }
  const inner = begun.size - 2 * begun.margin;
  return (
    `${folder} holds crops of another size: go on with --size ${inner} --margin ${begun.margin}, ` +
    'or name an empty folder'
  );
}

/** Returns the shape in crops.json; null if the file is not valid. */
function readShape(about: string): Pick<CropShape, 'size' | 'margin'> | null {
  try {
    const { size, margin } = JSON.parse(readFileSync(about, 'utf8')) as Partial<CropShape>;
    return size === undefined || margin === undefined ? null : { size, margin };
  } catch {
    return null;
  }
}
