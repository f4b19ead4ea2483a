import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Evidence } from '#core/types.ts';
import { type FaceBox, labelledFace } from '../../lab/main-face.ts';
import type { RunningLab } from './lab.ts';
import type { Degradation, Distortion, PictureReply } from './lab-wire.ts';
import { type FaceReading, faceReading } from './outcome.ts';
import type { Sample } from './sample.ts';

/** Number of pictures that the browser reads in one call; readings are stored after each batch. */
const BATCH = 32;

/** The stored reading of one picture: one line of a results file. */
export interface Kept {
  readonly sha1: string;
  /** Number of detected faces. */
  readonly faces: number;
  readonly reading: FaceReading | null;
  /** What the crop of that face shows. */
  readonly evidence: Evidence | null;
  /** Width of the face that was read, as a share of the picture's. */
  readonly faceShare: number | null;
  readonly failure: string | null;
}

/** Returns the lines of a results file by SHA-1. Incomplete lines of interrupted runs are left out. */
export function readKept(file: string): ReadonlyMap<string, Kept> {
  const kept = new Map<string, Kept>();
  if (!existsSync(file)) return kept;
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    try {
      const one = JSON.parse(line) as Kept;
      kept.set(one.sha1, one);
    } catch {
      // An incomplete line of an interrupted run, or an empty line.
    }
  }
  return kept;
}

/** Returns the line for a picture: the reading of its labelled face, and the number of faces. */
export function keptOf(sha1: string, box: FaceBox | null, { size, faces, failure }: PictureReply): Kept {
  const face = labelledFace(faces, size, box);
  return {
    sha1,
    faces: faces.length,
    reading: face && faceReading(face),
    evidence: face?.evidence ?? null,
    faceShare: face && Math.round((face.box.width / size.width) * 1e4) / 1e4,
    failure,
  };
}

/**
 * Reads the pictures that `file` does not contain yet and appends their readings, so that an interrupted run continues.
 *
 * @param shareOf width of the face as a share of the picture's, for distortions that are relative to it.
 */
export async function readPictures(
  lab: RunningLab,
  samples: readonly Sample[],
  file: string,
  change: Distortion | Degradation | null,
  shareOf: (sample: Sample) => number,
  onProgress: (done: number, total: number) => void,
): Promise<ReadonlyMap<string, Kept>> {
  const kept = new Map(readKept(file));
  mkdirSync(dirname(file), { recursive: true });
  const waiting = samples.filter(({ sha1 }) => !kept.has(sha1));
  for (let from = 0; from < waiting.length; from += BATCH) {
    onProgress(samples.length - waiting.length + from, samples.length);
    const batch = waiting.slice(from, from + BATCH);
    const pictures = batch.map((sample) => ({ path: sample.path, change, faceShare: shareOf(sample) }));
    const replies = await lab.read(pictures);
    const lines = batch.map(({ sha1, box }, i) => keptOf(sha1, box, replies[i] as PictureReply));
    for (const line of lines) kept.set(line.sha1, line);
    // The line end comes first, so that an incomplete last line stays separate.
    appendFileSync(file, lines.map((line) => `\n${JSON.stringify(line)}`).join(''));
  }
  return kept;
}
