import { ESCAPE, type StepQuantization } from '#engine/weights.ts';
import { toFloat16 } from '../formats/float16.ts';
import type { Constant } from './graph.ts';

export const STORAGES = ['float32', 'float16', 'int8'] as const;
export type Storage = (typeof STORAGES)[number];

/** How a stored weight is restored: float16 by tfjs, steps by the page's own code before tfjs. */
export type Quantization =
  | { readonly dtype: 'float16'; readonly original_dtype: 'float32' }
  | StepQuantization;

/** A constant as it is stored in the weights file. */
export interface StoredConstant {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: Constant['dtype'];
  readonly bytes: Uint8Array;
  readonly quantization: Quantization | null;
}

/** Largest number of steps in a byte; −128 is the escape. */
const MOST_STEPS = 127;
/** Largest number of steps in an escaped value of two bytes. */
const MOST_STEPS_ESCAPED = 32_767;

/**
 * Converts a constant to the given storage; int32 constants stay unchanged. int8 takes the finest step with which the
 * largest value fits into a byte.
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
 * Converts a constant to integer multiples of `scale` (StepQuantization): one byte per value, and two more bytes for
 * each value beyond the range of a byte. 0 is exact.
 *
 * @throws if the largest value does not fit into two bytes.
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

/** Returns the largest |value|. */
export function largest(values: ArrayLike<number>): number {
  let found = 0;
  for (let i = 0; i < values.length; i++) found = Math.max(found, Math.abs(values[i]!));
  return found;
}

function bytesOf(data: Float32Array | Int32Array | Uint16Array): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
