import { decode, type Temperatures } from '#core/decode.ts';
import { isFace } from '#core/is-face.ts';
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
 * with. What turns out to be no face is left out. `readMs`: what reading the pixels has cost. Throws what `pace` rejects
 * with.
 */
export async function readStill(parts: StillParts, picture: Picture, readMs: number): Promise<Result> {
  const { detector, secondOpinion, pace, now } = parts;
  const start = now();
  const found = await searchStill(detector, picture, secondOpinion, pace);
  const detections = found.slice(0, MOST_STILL_FACES);
  const detectMs = now() - start;
  const crops: StillCrop[] = [];
  let cost = NOTHING_READ;
  for (let from = 0; from < detections.length; from += FACES_AT_ONCE) {
    await pace(1);
    const read = await readSome(parts, picture, detections.slice(from, from + FACES_AT_ONCE));
    crops.push(...read.crops);
    cost = sumOf(cost, read.cost);
  }
  const { temperature } = parts.reader.crop;
  const faces = crops
    .filter(({ detection, evidence }) => isFace(evidence.face, detection.unconfirmed))
    .map(({ detection, ...crop }, index) => stillFace(detection, index + 1, crop, temperature));
  return {
    at: 0,
    size: { width: picture.width, height: picture.height },
    faces,
    seen: found.length - (detections.length - faces.length),
    cost: costOf(readMs, detectMs, cost, readMs + now() - start),
  };
}

interface StillCrop extends CropReading {
  readonly detection: Detection;
}

async function readSome(
  { reader, readFaces }: StillParts,
  picture: Picture,
  detections: readonly Detection[],
): Promise<{ readonly crops: readonly StillCrop[]; readonly cost: ReadCost }> {
  const read = await readFaces(reader, picture, detections, true);
  const crops = detections.flatMap((detection, index) => {
    const logits = read.logits[index];
    const evidence = read.evidence[index];
    const quality = read.quality[index] ?? 0;
    return logits && evidence ? [{ detection, logits, evidence, quality, look: null }] : [];
  });
  return { crops, cost: read };
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
  { box, keypoints, score }: Detection,
  id: number,
  crop: CropReading,
  temperature: Temperatures,
): Face {
  const state = smooth(null, crop, 0, temperature, false);
  return {
    box,
    keypoints,
    score,
    id,
    velocity: { x: 0, y: 0 },
    quality: crop.quality,
    settled: true,
    evidence: crop.evidence,
    reading: decode(crop.logits, temperature),
    shown: shownOf(state),
    withheld: withheldOf(state),
    readAt: 0,
  };
}
