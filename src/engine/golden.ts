import { OUTPUT_SIZES, type Output } from '#core/labels.ts';
import type { Logits } from '#core/types.ts';
import type { GoldenBlock, GoldenLayout } from './card.ts';
import { EngineError } from './failure.ts';

/** Reference faces with the logits that the shipped network must return for them. */
export interface GoldenFaces {
  readonly count: number;
  /** RGB bytes, count × size × size × 3. */
  readonly crops: Uint8Array;
  readonly logits: readonly Logits[];
}

/**
 * Parses golden.bin, which scripts/models/convert/golden.ts writes, by the layout in the card.
 * Throws EngineError card-invalid if the logits do not fit the file.
 */
export function readGolden(bytes: Uint8Array, layout: GoldenLayout): GoldenFaces {
  const { count, crops } = layout;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = (output: Output, face: number, block: GoldenBlock): Float32Array => {
    const start = block.offset + 4 * face * block.valuesPerFace;
    if (block.valuesPerFace !== OUTPUT_SIZES[output] || start + 4 * block.valuesPerFace > bytes.byteLength) {
      throw new EngineError({
        code: 'card-invalid',
        detail: `golden logits of ${output} do not fit the file`,
      });
    }
    return Float32Array.from({ length: block.valuesPerFace }, (_, index) =>
      view.getFloat32(start + 4 * index, true),
    );
  };
  return {
    count,
    crops: bytes.subarray(crops.offset, crops.offset + count * crops.valuesPerFace),
    logits: Array.from({ length: count }, (_, face) => ({
      age: values('age', face, layout.logits.age),
      gender: values('gender', face, layout.logits.gender),
      emotion: values('emotion', face, layout.logits.emotion),
      smile: values('smile', face, layout.logits.smile),
      visible: values('visible', face, layout.logits.visible),
    })),
  };
}
