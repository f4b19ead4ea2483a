import { alignSimilarity } from '#core/align.ts';
import { type Appearance, appearanceOf } from '#core/appearance.ts';
import { meanLogits, visibilityOf } from '#core/decode.ts';
import { cropEvidence, qualityOf } from '#core/quality.ts';
import { mirrorCrop, sampleCrop } from '#core/sample.ts';
import type { Detection, Evidence, FrameCost, Logits, Picture } from '#core/types.ts';
import type { FaceReader } from './parts.ts';

/** The part of a frame's cost that reading its faces causes. */
export type ReadCost = Pick<FrameCost, 'cropMs' | 'classifyMs' | 'classified' | 'readings'>;

export const NOTHING_READ: ReadCost = { cropMs: 0, classifyMs: 0, classified: 0, readings: 0 };

/** What one batch gave, in the order of the faces. */
export interface FacesRead extends ReadCost {
  /** With `mirrored`, the mean of those of the crop and of its mirror image. */
  readonly logits: readonly Logits[];
  /** Quality of each crop, 0…1. */
  readonly quality: readonly number[];
  readonly evidence: readonly Evidence[];
  readonly look: readonly (Appearance | null)[];
}

/**
 * Crops and classifies the faces of a picture in one batch.
 *
 * @param mirrored also classifies the mirror image of each crop.
 */
export type ReadFaces = (
  reader: FaceReader,
  picture: Picture,
  faces: readonly Detection[],
  mirrored?: boolean,
) => Promise<FacesRead>;

/** `now`: milliseconds of any monotonic clock, for costs alone. The buffer of crops is kept between calls. */
export function createReadFaces(now: () => number): ReadFaces {
  let input = new Float32Array(0);
  return async ({ classifier, crop }, picture, faces, mirrored = false) => {
    const cropFrom = now();
    const values = crop.size * crop.size * 3;
    const count = mirrored ? 2 * faces.length : faces.length;
    if (input.length < count * values) input = new Float32Array(count * values);
    const look: (Appearance | null)[] = [];
    const shown = faces.map((face, index) => {
      const similarity = alignSimilarity(face.keypoints, crop.template, crop.size);
      sampleCrop(picture, similarity, crop.size, input, index * values, crop.scale, crop.offset);
      look.push(appearanceOf(input, index * values, crop.size));
      if (mirrored) mirrorCrop(input, index * values, (faces.length + index) * values, crop.size);
      return cropEvidence(face, picture, similarity, {
        values: input,
        offset: index * values,
        size: crop.size,
        scale: crop.scale,
        shift: crop.offset,
      });
    });
    const classifyFrom = now();
    const read = count > 0 ? await classifier.classify(input.subarray(0, count * values), count) : [];
    const logits = faces.map((_, index) =>
      mirrored ? meanLogits(read[index]!, read[faces.length + index]!) : read[index]!,
    );
    return {
      logits,
      quality: shown.map((one) => qualityOf(one, crop.size)),
      evidence: shown.map((one, index) => ({ ...one, ...visibilityOf(logits[index]!) })),
      look,
      classified: faces.length,
      readings: count,
      cropMs: classifyFrom - cropFrom,
      classifyMs: now() - classifyFrom,
    };
  };
}

/** The cost of a whole frame; all times in milliseconds. */
export function costOf(readMs: number, detectMs: number, read: ReadCost, totalMs: number): FrameCost {
  const { cropMs, classifyMs, classified, readings } = read;
  return { readMs, detectMs, cropMs, classifyMs, totalMs, classified, readings };
}
