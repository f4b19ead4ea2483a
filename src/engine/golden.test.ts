import { describe, expect, test } from 'vitest';
import { OUTPUT_SIZES, OUTPUTS, type Output } from '#core/labels.ts';
import type { GoldenBlock, GoldenLayout } from './card.ts';
import { failureOf } from './failure.test-support.ts';
import { readGolden } from './golden.ts';

const COUNT = 2;
const CROP = 4;

/** A file with two faces: crops of their number, then every logit its place among all. */
function someFile(): { readonly bytes: Uint8Array; readonly layout: GoldenLayout } {
  let offset = COUNT * CROP;
  const blocks = OUTPUTS.map((output): readonly [Output, GoldenBlock] => {
    const block = { offset, valuesPerFace: OUTPUT_SIZES[output] };
    offset += 4 * COUNT * OUTPUT_SIZES[output];
    return [output, block];
  });
  const bytes = new Uint8Array(offset);
  bytes.fill(1, CROP, 2 * CROP);
  const view = new DataView(bytes.buffer);
  for (let at = COUNT * CROP, place = 0; at < offset; at += 4, place++) view.setFloat32(at, place, true);
  const logits = Object.fromEntries(blocks) as Record<Output, GoldenBlock>;
  return {
    bytes,
    layout: { file: 'golden.bin', count: COUNT, crops: { offset: 0, valuesPerFace: CROP }, logits },
  };
}

describe('golden faces', () => {
  test('have every output of every face', () => {
    const { bytes, layout } = someFile();
    const { crops, logits } = readGolden(bytes, layout);
    expect([...crops]).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
    const all = OUTPUTS.flatMap((output) => logits.flatMap((one) => Array.from(one[output])));
    expect(all).toEqual(all.map((_, place) => place));
    expect(all).toHaveLength(COUNT * Object.values(OUTPUT_SIZES).reduce((sum, size) => sum + size, 0));
  });

  test.each(OUTPUTS)('are refused if the logits of %s have another size or end after the file', (output) => {
    const { bytes, layout } = someFile();
    const changed = (change: Partial<GoldenBlock>) => ({
      ...layout,
      logits: { ...layout.logits, [output]: { ...layout.logits[output], ...change } },
    });
    for (const change of [{ valuesPerFace: OUTPUT_SIZES[output] - 1 }, { offset: bytes.length - 4 }]) {
      expect(failureOf(() => readGolden(bytes, changed(change)))).toMatchObject({
        code: 'card-invalid',
        detail: `golden logits of ${output} do not fit the file`,
      });
    }
  });
});
