import { decode, meanLogits, type Temperatures } from '#core/decode.ts';
import { type CropReading, shownOf, smooth, withheldOf } from '#core/smooth.ts';
import type { Detection, Face, Picture, Result } from '#core/types.ts';
import type { Detector, FaceReader } from './parts.ts';
import { costOf, NOTHING_READ, type ReadCost, type ReadFaces } from './read-faces.ts';
import { searchStill } from './still-search.ts';
import type { Pace } from './still-view.ts';

/** A still has no frame budget: every face of a school class or a wedding is read. */
const MOST_STILL_FACES = 100;
/** Faces that are read between two turns of `pace`: two batches, with their mirror images. */
const FACES_AT_ONCE = 8;

/** What reading a still takes. */
export interface StillParts {
  readonly detector: Detector;
  readonly reader: FaceReader;
  readonly readFaces: ReadFaces;
  /** The short-range network, for stills with uncertain detections. Rejects if it cannot be loaded. */
  readonly secondOpinion: () => Promise<Detector>;
  readonly pace: Pace;
  /** Milliseconds of any monotonic clock, for costs alone. */
  readonly now: () => number;
}

/**
 * Reads each face of a still twice, as it is and mirrored, and reports the mean: there is no next frame to average
 * with. `readMs`: what reading the pixels has cost. Throws what `pace` rejects with.
 */
export async function readStill(parts: StillParts, picture: Picture, readMs: number): Promise<Result> {
  const { detector, secondOpinion, pace, now } = parts;
  const start = now();
  const found = await searchStill(detector, picture, secondOpinion, pace);
  const detections = found.slice(0, MOST_STILL_FACES);
  const detectMs = now() - start;
  const faces: Face[] = [];
  let cost = NOTHING_READ;
  while (faces.length < detections.length) {
    await pace(1);
    const next = detections.slice(faces.length, faces.length + FACES_AT_ONCE);
    const read = await readSome(parts, picture, next, faces.length + 1);
    faces.push(...read.faces);
    cost = sumOf(cost, read.cost);
  }
  return {
    at: 0,
    size: { width: picture.width, height: picture.height },
    faces,
    seen: found.length,
    cost: costOf(readMs, detectMs, cost, readMs + now() - start),
  };
}

/** `firstId`: of the first detection. */
async function readSome(
  { reader, readFaces }: StillParts,
  picture: Picture,
  detections: readonly Detection[],
  firstId: number,
): Promise<{ readonly faces: readonly Face[]; readonly cost: ReadCost }> {
  const read = await readFaces(reader, picture, detections, true);
  const faces = detections.map((one, index) => {
    const logits = read.logits[index];
    const mirrored = read.logits[detections.length + index];
    const evidence = read.evidence[index];
    const quality = read.quality[index] ?? 0;
    const crop =
      logits && mirrored && evidence
        ? { logits: meanLogits(logits, mirrored), quality, evidence, look: null }
        : null;
    return stillFace(one, firstId + index, crop, reader.crop.temperature);
  });
  return { faces, cost: read };
}

function sumOf(a: ReadCost, b: ReadCost): ReadCost {
  return {
    cropMs: a.cropMs + b.cropMs,
    classifyMs: a.classifyMs + b.classifyMs,
    classified: a.classified + b.classified,
    readings: a.readings + b.readings,
  };
}

/** Settled with its first reading, because no other follows. */
function stillFace(
  detection: Detection,
  id: number,
  crop: CropReading | null,
  temperature: Temperatures,
): Face {
  const state = crop && smooth(null, crop, 0, temperature, false);
  return {
    ...detection,
    id,
    velocity: { x: 0, y: 0 },
    quality: crop?.quality ?? 0,
    settled: state !== null,
    evidence: crop?.evidence ?? null,
    reading: crop && decode(crop.logits, temperature),
    shown: state && shownOf(state),
    withheld: state ? withheldOf(state) : {},
    readAt: state && 0,
  };
}
