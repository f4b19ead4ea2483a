import { describe, expect, it } from 'vitest';
import { plainWeights } from '#engine/weights.ts';
import { fitSteps } from './fit-steps.ts';
import type { Constant } from './graph.ts';
import { type StoredConstant, store, storeInSteps } from './quantize.ts';

/** Returns the values of a stored constant as the page loads them. */
function decode({ name, shape, dtype, bytes, quantization }: StoredConstant): number[] {
  const entry = { name, shape: [...shape], dtype, ...(quantization && { quantization }) };
  return [...new Float32Array(plainWeights([entry], bytes).weightData)];
}

const scaleOf = ({ quantization }: StoredConstant) =>
  quantization?.dtype === 'int8' ? quantization.scale : Number.NaN;

const constant = (values: readonly number[], shape: readonly number[] = [values.length, 1]): Constant => ({
  name: 'w',
  shape,
  dtype: 'float32',
  data: Float32Array.from(values),
});

describe('steps', () => {
  const values = [-0.256, 0, 0.02, 0.55, 0.49999, -0.003];

  it('of int8 have an error of at most half a step, none at 0, and take one byte per value', () => {
    const stored = store(constant(values), 'int8');
    expect(stored.bytes.length).toBe(values.length);
    const found = decode(stored);
    for (const [i, value] of values.entries())
      expect(Math.abs(found[i]! - value)).toBeLessThan(0.55 / 127 / 2 + 1e-7);
    expect(found[1]).toBe(0);
  });

  it('take two more bytes only for values beyond the range of a byte', () => {
    const stored = storeInSteps(constant(values), 0.001);
    expect(stored.quantization).toMatchObject({ dtype: 'int8', escapes: 3 });
    expect(stored.bytes.length).toBe(values.length + 2 * 3);
    const found = decode(stored);
    for (const [i, value] of values.entries())
      expect(Math.abs(found[i]! - value)).toBeLessThan(0.0005 + 1e-7);
    expect(found[1]).toBe(0);
  });

  it.each([127, -127, 128, -128, 32_767, -32_767])('restore %d steps', (steps) => {
    expect(decode(storeInSteps(constant([steps, 1]), 1))).toEqual([steps, 1]);
  });

  it('are refused if they are too fine for two bytes', () => {
    expect(() => storeInSteps(constant(values), 1e-6)).toThrow(/too fine/);
    expect(() => storeInSteps(constant([-40_000]), 1)).toThrow(/too fine/);
  });

  it('keep 0 if all values are 0', () => {
    expect(decode(store(constant([0, 0]), 'int8'))).toEqual([0, 0]);
  });
});

describe('fitted steps', () => {
  // The logits are 1·a and 100·b, so b needs the finer step.
  const constants = [constant([0.3, -0.8, 0.5, 0.11]), { ...constant([0.7, -0.2, 0.4, 0.93]), name: 'b' }];
  const exact = constants.flatMap(({ data }, i) => Array.from(data, (value) => value * (i === 0 ? 1 : 100)));
  const measure = async (stored: readonly StoredConstant[]) => {
    const logits = stored.flatMap((c, i) => decode(c).map((value) => value * (i === 0 ? 1 : 100)));
    const off = logits.map((value, i) => Math.abs(value - exact[i]!));
    return { max: Math.max(...off), rms: Math.hypot(...off) / Math.sqrt(off.length) };
  };

  it('are finer for constants that affect the logits more, and keep the tolerance', async () => {
    const stored = await fitSteps(constants, measure, 0.1);
    expect((await measure(stored)).max).toBeLessThanOrEqual(0.1);
    const [a, b] = stored.map(scaleOf);
    expect(a! / b!).toBeGreaterThan(20);
  });

  // With many values the largest error is proportional to the step.
  const smooth = async ([stored]: readonly StoredConstant[]) => {
    const step = scaleOf(stored!);
    return { max: step, rms: step };
  };

  it('use most of the tolerance', async () => {
    for (const tolerance of [0.03, 0.011, 0.0042]) {
      const { max } = await smooth(await fitSteps([constant([0.3, -0.8, 0.5, 0.11])], smooth, tolerance));
      expect(max).toBeLessThanOrEqual(tolerance);
      expect(max).toBeGreaterThan(0.95 * tolerance);
    }
  });

  it('fail if no step keeps the tolerance', async () => {
    const never = async () => ({ max: 1, rms: 1 });
    await expect(fitSteps(constants, never, 0.1)).rejects.toThrow(/within 0.1/);
  });

  it('are those of a published network where the values are still multiples of them', async () => {
    const published = new Map([['w', 0.25]]);
    const [kept] = await fitSteps([constant([0.5, -0.75, 0.2500001])], smooth, 1, published);
    expect(scaleOf(kept!)).toBe(0.25);
    expect(decode(kept!)).toEqual([0.5, -0.75, 0.25]);
    const [trained] = await fitSteps([constant([0.5, -0.75, 0.3])], smooth, 1, published);
    expect(scaleOf(trained!)).not.toBe(0.25);
  });

  it('leave vectors unchanged', async () => {
    const [stored] = await fitSteps(
      [constant([0.3, 0.4], [2]), ...constants],
      async () => ({ max: 0, rms: 1 }),
      1,
    );
    expect(stored?.quantization).toBeNull();
  });
});
