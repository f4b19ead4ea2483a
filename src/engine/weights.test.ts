import { describe, expect, it } from 'vitest';
import { failureOf } from './failure.test-support.ts';
import { plainWeights, type WeightEntry } from './weights.ts';

const steps = (shape: number[], scale: number, escapes = 0): WeightEntry => ({
  name: 'w',
  shape,
  dtype: 'float32',
  quantization: { dtype: 'int8', original_dtype: 'float32', scale, escapes },
});

const int16 = (value: number) => [value & 0xff, (value >> 8) & 0xff];
const bytes = (...values: readonly number[]) => Uint8Array.from(values, (value) => value & 0xff);

describe('weights stored as steps', () => {
  it('are multiples of the scale, with int16 values in the order of their escapes', () => {
    const file = bytes(3, -128, 0, -127, -128, 127, ...int16(-1000), ...int16(128));
    const { weightSpecs, weightData } = plainWeights([steps([2, 3], 0.5, 2)], file);
    expect([...new Float32Array(weightData)]).toEqual([1.5, -500, 0, -63.5, 64, 63.5]);
    expect(weightSpecs).toEqual([{ name: 'w', shape: [2, 3], dtype: 'float32' }]);
  });

  it('do not change weights in formats of tfjs in the same file', () => {
    const bias: WeightEntry = { name: 'b', shape: [2], dtype: 'float32' };
    const axes: WeightEntry = { name: 'axes', shape: [], dtype: 'int32' };
    const half: WeightEntry = { name: 'h', shape: [3], dtype: 'float32', quantization: { dtype: 'float16' } };
    const grid = { dtype: 'uint8', scale: 0.5, min: -1 } as const;
    const byte: WeightEntry = { name: 'u', shape: [2], dtype: 'float32', quantization: grid };
    const floats = new Uint8Array(Float32Array.of(0.25, -7).buffer);
    const file = bytes(...floats, 1, 2, 9, 0, 0, 0, 1, 2, 3, 4, 5, 6, 200, 7);
    const { weightSpecs, weightData } = plainWeights([bias, steps([2, 1], 2), axes, half, byte], file);
    const found = new DataView(weightData);
    expect([0, 4, 8, 12].map((offset) => found.getFloat32(offset, true))).toEqual([0.25, -7, 2, 4]);
    expect(found.getInt32(16, true)).toBe(9);
    expect([...new Uint8Array(weightData, 20)]).toEqual([1, 2, 3, 4, 5, 6, 200, 7]);
    expect(weightSpecs.toSpliced(1, 1)).toEqual([bias, axes, half, byte]);
  });

  it.each<[string, WeightEntry[], Uint8Array, RegExp]>([
    ['end too early', [steps([3], 1)], bytes(1, 2), /end after 2 bytes/],
    ['continue past the manifest', [steps([3], 1)], bytes(1, 2, 3, 4), /go on after 3 of 4 bytes/],
    ['lack an escape', [steps([3], 1, 1)], bytes(1, -128, -128, ...int16(5)), /other than 1 escapes/],
    ['have one escape too many', [steps([3], 1, 1)], bytes(1, 2, 3, ...int16(5)), /other than 1 escapes/],
    ['end within their escapes', [steps([2], 1, 2)], bytes(-128, -128, ...int16(5)), /end after 4 bytes/],
    ['have another data type', [{ name: 'w', shape: [1], dtype: 'bool' }], bytes(1), /stored as bool/],
  ])('that %s are a coded failure', (_, entries, file, reason) => {
    const failure = failureOf(() => plainWeights(entries, file));
    expect(failure).toMatchObject({ code: 'card-invalid', detail: expect.stringMatching(reason) });
  });
});
