import { describe, expect, it } from 'vitest';
import { fitSteps } from './fit-steps.ts';
import type { Constant } from './graph.ts';
import { type StoredConstant, store, storeOnGrid, toFloat16 } from './quantize.ts';

/** What tfjs makes of a stored constant when it loads it. */
function decode({ bytes, quantization }: StoredConstant): number[] {
  const buffer = new Uint8Array(bytes).buffer;
  if (quantization === null) return [...new Float32Array(buffer)];
  if (quantization.dtype === 'float16') throw new Error('not read here');
  const places = quantization.dtype === 'uint8' ? new Uint8Array(buffer) : new Uint16Array(buffer);
  return Array.from(places, (q) => q * quantization.scale + quantization.min);
}

const constant = (values: readonly number[], shape: readonly number[] = [values.length, 1]): Constant => ({
  name: 'w',
  shape,
  dtype: 'float32',
  data: Float32Array.from(values),
});

describe('float16', () => {
  it.each([
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [65520, 0x7c00],
    [1 / 3, 0x3555],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [2 ** -25, 0x0000],
    [3 * 2 ** -25, 0x0002],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    [Number.NaN, 0x7e00],
  ])('of %d', (value, bits) => {
    expect(toFloat16(value)).toBe(bits);
  });
});

describe('grids', () => {
  const values = [-0.256, 0, 0.02, 0.55, 0.49999, -0.003];

  it('uint8 is off by half a step at most, and not at all at 0', () => {
    const stored = store(constant(values), 'uint8');
    expect(stored.bytes.length).toBe(values.length);
    const found = decode(stored);
    const step = 0.806 / 254;
    for (const [i, value] of values.entries())
      expect(Math.abs(found[i]! - value)).toBeLessThan(step / 2 + 1e-7);
    expect(found[1]).toBe(0);
  });

  it('takes two bytes where one is not enough, small values sharing their upper byte', () => {
    const stored = storeOnGrid(constant(values), 0.001);
    expect(stored.quantization?.dtype).toBe('uint16');
    const found = decode(stored);
    for (const [i, value] of values.entries())
      expect(Math.abs(found[i]! - value)).toBeLessThan(0.0005 + 1e-7);
    expect(found[1]).toBe(0);
    const upper = [1, 2, 5].map((i) => stored.bytes[2 * i + 1]);
    expect(new Set(upper).size).toBe(1);
  });

  it('refuses steps too fine for two bytes', () => {
    expect(() => storeOnGrid(constant(values), 1e-6)).toThrow(/too fine/);
  });

  it('keeps 0 where all is 0', () => {
    expect(decode(store(constant([0, 0]), 'uint8'))).toEqual([0, 0]);
  });
});

describe('fitted steps', () => {
  // Logits are 1·a and 100·b: b's step must be the finer one.
  const constants = [constant([0.3, -0.8, 0.5, 0.11]), { ...constant([0.7, -0.2, 0.4, 0.93]), name: 'b' }];
  const exact = constants.flatMap(({ data }, i) => Array.from(data, (value) => value * (i === 0 ? 1 : 100)));
  const measure = async (stored: readonly StoredConstant[]) => {
    const logits = stored.flatMap((c, i) => decode(c).map((value) => value * (i === 0 ? 1 : 100)));
    const off = logits.map((value, i) => Math.abs(value - exact[i]!));
    return { max: Math.max(...off), rms: Math.hypot(...off) / Math.sqrt(off.length) };
  };

  it('are finer where the logits feel more, and keep the tolerance', async () => {
    const stored = await fitSteps(constants, measure, 0.1);
    expect((await measure(stored)).max).toBeLessThanOrEqual(0.1);
    const [a, b] = stored.map(({ quantization }) =>
      quantization?.dtype === 'uint8' ? quantization.scale : 0,
    );
    expect(a! / b!).toBeGreaterThan(20);
  });

  it('fail where nothing is good enough', async () => {
    const never = async () => ({ max: 1, rms: 1 });
    await expect(fitSteps(constants, never, 0.1)).rejects.toThrow(/within 0.1/);
  });

  it('leave vectors as they are', async () => {
    const [stored] = await fitSteps(
      [constant([0.3, 0.4], [2]), ...constants],
      async () => ({ max: 0, rms: 1 }),
      1,
    );
    expect(stored?.quantization).toBeNull();
  });
});
