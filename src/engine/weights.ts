import type { io } from '@tensorflow/tfjs-core';
import { EngineError } from './failure.ts';

/**
 * How weights lie in the file as whole multiples of `scale`: a signed byte each. What a byte does not hold is −128
 * there; behind the bytes such `escapes` follow in their order, two bytes each, little-endian. Few weights are far
 * from 0, so steps may be finer than 255 of them over the whole range, for few bytes more.
 */
export interface StepQuantization {
  readonly dtype: 'int8';
  readonly original_dtype: 'float32';
  readonly scale: number;
  readonly escapes: number;
}

/** Stands for a weight that follows behind the bytes. */
export const ESCAPE = -128;

/** A weight as the model's manifest lists it: as tfjs does, or stored in a way that tfjs does not know. */
export interface WeightEntry extends Omit<io.WeightsManifestEntry, 'quantization'> {
  readonly quantization?: io.WeightsManifestEntry['quantization'] | StepQuantization;
}

/** A model's weights as tfjs takes them: none in steps. */
export interface PlainWeights {
  readonly weightSpecs: io.WeightsManifestEntry[];
  readonly weightData: ArrayBuffer;
}

/** Bytes of a value in the file, of the ways in which tfjs stores them. */
const BYTES: Readonly<Record<string, number>> = { float32: 4, int32: 4, float16: 2, uint16: 2, uint8: 1 };

/**
 * Weights of a manifest for tfjs: those in steps widened to float32, the others as they are.
 *
 * @param bytes of the weights file, whole.
 * @throws EngineError card-invalid where the file is not as long as the manifest says, or holds what this page does
 *   not read.
 */
export function plainWeights(entries: readonly WeightEntry[], bytes: Uint8Array): PlainWeights {
  const parts: Uint8Array[] = [];
  const weightSpecs: io.WeightsManifestEntry[] = [];
  let at = 0;
  const take = (length: number): Uint8Array => {
    const part = bytes.subarray(at, at + length);
    if (part.length !== length) throw invalid(`the weights end after ${bytes.length} bytes`);
    at += length;
    return part;
  };
  for (const { quantization, ...entry } of entries) {
    const count = entry.shape.reduce((product, size) => product * size, 1);
    if (quantization?.dtype === 'int8') {
      const { scale, escapes } = quantization;
      const values = widen(take(count), take(2 * escapes), scale);
      if (values === null) throw invalid(`${entry.name} has other than ${escapes} escapes`);
      parts.push(new Uint8Array(values.buffer));
      weightSpecs.push(entry);
      continue;
    }
    const stored = quantization?.dtype ?? entry.dtype;
    const size = BYTES[stored];
    if (size === undefined) throw invalid(`${entry.name} is stored as ${stored}`);
    parts.push(take(size * count));
    weightSpecs.push(quantization ? { ...entry, quantization } : entry);
  }
  if (at !== bytes.length) throw invalid(`the weights go on after ${at} of ${bytes.length} bytes`);
  return { weightSpecs, weightData: joined(parts).buffer };
}

/** Null where there are more or fewer escapes among the steps than behind them. */
function widen(whole: Uint8Array, behind: Uint8Array, scale: number): Float32Array<ArrayBuffer> | null {
  const steps = new Int8Array(whole.buffer, whole.byteOffset, whole.byteLength);
  const escapes = new DataView(behind.buffer, behind.byteOffset, behind.byteLength);
  const values = new Float32Array(steps.length);
  let next = 0;
  for (let i = 0; i < steps.length; i++) {
    let step = steps[i]!;
    if (step === ESCAPE) {
      if (next === behind.length) return null;
      step = escapes.getInt16(next, true);
      next += 2;
    }
    values[i] = step * scale;
  }
  return next === behind.length ? values : null;
}

/** The parts' bytes, one part after the other, in memory of their own. */
export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const invalid = (detail: string) => new EngineError({ code: 'card-invalid', detail });
