import { describe, expect, it } from 'vitest';
import { type GoldenFace, mostDiverseFirst, readGolden, writeGolden } from './golden.ts';

const face = (picture: string, age: readonly number[], smile: number): GoldenFace => ({
  picture,
  crop: Uint8Array.from({ length: 27 }, (_, i) => i + picture.length),
  pytorch: { age: Float32Array.from(age), smile: Float32Array.of(smile) },
  converted: { age: Float32Array.from(age, (value) => value + 0.5), smile: Float32Array.of(smile - 1) },
});

describe('golden files', () => {
  it('are read as they were written, also with a layout from JSON and an odd number of bytes', () => {
    const golden = { inputSize: 3, faces: [face('a', [1, 2.5], 3), face('bb', [-1, 0], -7)] };
    const { bytes, layout } = writeGolden('golden.bin', golden, ['age', 'smile']);
    expect(layout.logits.pytorch.age).toEqual({ offset: 56, valuesPerFace: 2 });
    expect(bytes.length).toBe(56 + 2 * 2 * 3 * 4);
    expect(readGolden(bytes, JSON.parse(JSON.stringify(layout)))).toEqual(golden);
  });

  it('begin with the faces that differ most from each other', () => {
    const faces = [
      face('like first', [1, 0], 0),
      face('first', [0, 0], 0),
      face('far', [9, 9], 5),
      face('mid', [4, 5], 2),
    ];
    const order = mostDiverseFirst(faces, ['age', 'smile']).map(({ picture }) => picture);
    expect(order[0]).toBe('far');
    expect(order.slice(0, 3)).toContain('first');
    expect(order.slice(0, 3)).toContain('mid');
    expect(order).toHaveLength(4);
  });
});
