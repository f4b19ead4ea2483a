import { ESCAPE, type StepQuantization } from '#engine/weights.ts';
import { toFloat16 } from '../formats/float16.ts';
import type { Constant } from './graph.ts';

export const STORAGES = ['float32', 'float16', 'int8'] as const;
export type Storage = (typeof STORAGES)[number];

/** How a weight comes back: float16 widened by tfjs, steps by the page before tfjs sees them. */
export type Quantization =
  | { readonly dtype: 'float16'; readonly original_dtype: 'float32' }
  | StepQuantization;

/** A constant as it lies in the weights file. */
export interface StoredConstant {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: Constant['dtype'];
  readonly bytes: Uint8Array;
  readonly quantization: Quantization | null;
}

/** Steps from 0 that a byte holds, either way. */
const MOST_STEPS = 127;
const MOST_STEPS_ESCAPED = 32_767;

/**
 * A constant in the given storage; int32 constants always stay as they are. int8 takes the finest step of which a byte
 * holds the largest value.
 */
export function store(constant: Constant, storage: Storage): StoredConstant {
  const { name, shape, dtype, data } = constant;
  if (dtype === 'int32' || storage === 'float32') {
    return { name, shape, dtype, bytes: bytesOf(data), quantization: null };
  }
  if (storage === 'float16') {
    const halves = Uint16Array.from(data, toFloat16);
    const quantization = { dtype: 'float16', original_dtype: 'float32' } as const;
    return { name, shape, dtype, bytes: bytesOf(halves), quantization };
  }
  return storeInSteps(constant, largest(data) / MOST_STEPS || 1);
}

/**
 * A constant as whole multiples of `scale` (StepQuantization): a byte each, and two more for each that a byte does not
 * hold. 0 lies exactly on a step.
 *
 * @throws when even two bytes do not hold the largest value.
 */
export function storeInSteps(constant: Constant, scale: number): StoredConstant {
  const { name, shape, dtype, data } = constant;
  if (largest(data) > (MOST_STEPS_ESCAPED + 0.5) * scale) {
    throw new Error(`${name}: steps of ${scale} are too fine`);
  }
  const steps = Int16Array.from(data, (value) => Math.round(value / scale));
  const isFar = (step: number) => Math.abs(step) > MOST_STEPS;
  const escaped = steps.filter(isFar);
  const bytes = new Uint8Array(steps.length + 2 * escaped.length);
  const view = new DataView(bytes.buffer);
  for (const [i, step] of steps.entries()) view.setInt8(i, isFar(step) ? ESCAPE : step);
  for (const [i, step] of escaped.entries()) view.setInt16(steps.length + 2 * i, step, true);
  const quantization = { dtype: 'int8', original_dtype: 'float32', scale, escapes: escaped.length } as const;
  return { name, shape, dtype, bytes, quantization };
}

/** The largest |value|. */
export function largest(values: ArrayLike<number>): number {
  let found = 0;
  for (let i = 0; i < values.length; i++) found = Math.max(found, Math.abs(values[i]!));
  return found;
}

function bytesOf(data: Float32Array | Int32Array | Uint16Array): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
