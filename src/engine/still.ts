import { decode, meanLogits, type Temperatures } from '#core/decode.ts';
import { type CropReading, shownOf, smooth, withheldOf } from '#core/smooth.ts';
import type { Detection, Face, Picture, Result } from '#core/types.ts';
import type { Detector, FaceReader } from './parts.ts';
import { costOf, type ReadFaces } from './read-faces.ts';
import { searchStill } from './still-search.ts';

/** A still has no frame budget: every face of a school class or a wedding is read. */
const MOST_STILL_FACES = 100;

/** What reading a still takes. */
export interface StillParts {
  readonly detector: Detector;
  readonly reader: FaceReader;
  readonly readFaces: ReadFaces;
  /** The short-range network, for stills with uncertain detections. Rejects if it cannot be loaded. */
  readonly secondOpinion: () => Promise<Detector>;
  /** Milliseconds of any monotonic clock, for costs alone. */
  readonly now: () => number;
}

/**
 * Reads each face of a still twice, as it is and mirrored, and reports the mean: there is no next frame to average
 * with. `readMs`: what reading the pixels has cost.
 */
export async function readStill(parts: StillParts, picture: Picture, readMs: number): Promise<Result> {
  const { detector, reader, now } = parts;
  const start = now();
  const found = await searchStill(detector, picture, parts.secondOpinion);
  const detections = found.slice(0, MOST_STILL_FACES);
  const detectMs = now() - start;
  const read = await parts.readFaces(reader, picture, detections, true);
  const { temperature } = reader.crop;
  const faces = detections.map((one, index) => {
    const logits = read.logits[index];
    const mirrored = read.logits[detections.length + index];
    const evidence = read.evidence[index];
    const quality = read.quality[index] ?? 0;
    const crop =
      logits && mirrored && evidence
        ? { logits: meanLogits(logits, mirrored), quality, evidence, look: null }
        : null;
    return stillFace(one, index + 1, crop, temperature);
  });
  return {
    at: 0,
    size: { width: picture.width, height: picture.height },
    faces,
    seen: found.length,
    cost: costOf(readMs, detectMs, read, readMs + now() - start),
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
