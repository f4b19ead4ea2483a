import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Evidence } from '#core/types.ts';
import { mainFace } from '../../lab/main-face.ts';
import type { RunningLab } from './lab.ts';
import type { Degradation, Distortion, PictureReply } from './lab-wire.ts';
import { type FaceReading, faceReading } from './outcome.ts';
import type { Sample } from './sample.ts';

/** Pictures that go to the browser together; what was read is kept after each lot. */
const LOT = 32;

/** What is kept of one picture: one line of a results file. */
export interface Kept {
  readonly sha1: string;
  /** Faces found in all. */
  readonly faces: number;
  readonly reading: FaceReading | null;
  /** What the crop of that face shows. */
  readonly evidence: Evidence | null;
  /** Width of the face that was read, as a share of the picture's. */
  readonly faceShare: number | null;
  readonly failure: string | null;
}

/** The lines of a results file by sha1. A line that was cut short (the run was ended) is left out. */
export function readKept(file: string): ReadonlyMap<string, Kept> {
  const kept = new Map<string, Kept>();
  if (!existsSync(file)) return kept;
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    try {
      const one = JSON.parse(line) as Kept;
      kept.set(one.sha1, one);
    } catch {
      // The end of a run that was ended in mid-line, and the empty last line.
    }
  }
  return kept;
}

export function keptOf(sha1: string, { size, faces, failure }: PictureReply): Kept {
  const face = mainFace(faces, size);
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
 * Reads what `file` does not hold yet and adds it there; so a run that was ended goes on where it was.
 * `shareOf`: the width of a picture's face, for changes that are relative to it.
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
  for (let from = 0; from < waiting.length; from += LOT) {
    onProgress(samples.length - waiting.length + from, samples.length);
    const lot = waiting.slice(from, from + LOT);
    const pictures = lot.map((sample) => ({ path: sample.path, change, faceShare: shareOf(sample) }));
    const replies = await lab.read(pictures);
    const lines = lot.map(({ sha1 }, i) => keptOf(sha1, replies[i] as PictureReply));
    for (const line of lines) kept.set(line.sha1, line);
    // A new line first: whatever was cut short stays a line of its own.
    appendFileSync(file, lines.map((line) => `\n${JSON.stringify(line)}`).join(''));
  }
  return kept;
}
