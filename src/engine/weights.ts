import type { io } from '@tensorflow/tfjs-core';
import { EngineError } from './failure.ts';

/**
 * weight = step × scale. Steps are int8; larger ones are stored as −128, and their int16 values follow in order.
 * Few weights are far from 0, so the escapes cost little and allow finer steps than 255 over the whole range.
 */
export interface StepQuantization {
  readonly dtype: 'int8';
  readonly original_dtype: 'float32';
  readonly scale: number;
  /** The number of int16 values (little-endian) that follow the int8 steps. */
  readonly escapes: number;
}

/** The int8 step whose actual value is among the int16 values that follow. */
export const ESCAPE = -128;

/** An entry of the model's manifest: in a format of tfjs, or quantized in steps, which tfjs does not know. */
export interface WeightEntry extends Omit<io.WeightsManifestEntry, 'quantization'> {
  readonly quantization?: io.WeightsManifestEntry['quantization'] | StepQuantization;
}

/** A model's weights in formats that tfjs reads. */
export interface PlainWeights {
  readonly weightSpecs: io.WeightsManifestEntry[];
  readonly weightData: ArrayBuffer;
}

/** Bytes per value in the file for each data type of tfjs. */
const BYTES: Readonly<Record<string, number>> = { float32: 4, int32: 4, float16: 2, uint16: 2, uint8: 1 };

/**
 * Converts the weights of a manifest for tfjs: steps become float32, the others are copied unchanged.
 *
 * @param bytes of the whole weights file.
 * @throws EngineError card-invalid if the file's length differs from the manifest, or a data type is unknown.
 */
export function plainWeights(entries: readonly WeightEntry[], bytes: Uint8Array): PlainWeights {
  const parts: Uint8Array[] = [];
  const weightSpecs: io.WeightsManifestEntry[] = [];
  let offset = 0;
  const take = (length: number): Uint8Array => {
    const part = bytes.subarray(offset, offset + length);
    if (part.length !== length) throw invalid(`the weights end after ${bytes.length} bytes`);
    offset += length;
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
  if (offset !== bytes.length) throw invalid(`the weights go on after ${offset} of ${bytes.length} bytes`);
  return { weightSpecs, weightData: joined(parts).buffer };
}

/**
 * Converts int8 steps and their int16 escapes to weights. Null if the number of escaped steps differs from the number
 * of escapes.
 */
function widen(bytes: Uint8Array, escapeBytes: Uint8Array, scale: number): Float32Array<ArrayBuffer> | null {
  const steps = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const escapes = new DataView(escapeBytes.buffer, escapeBytes.byteOffset, escapeBytes.byteLength);
  const values = new Float32Array(steps.length);
  let next = 0;
  for (let i = 0; i < steps.length; i++) {
    let step = steps[i]!;
    if (step === ESCAPE) {
      if (next === escapeBytes.length) return null;
      step = escapes.getInt16(next, true);
      next += 2;
    }
    values[i] = step * scale;
  }
  return next === escapeBytes.length ? values : null;
}

/** Copies the parts, one after the other, into one new array. */
export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

const invalid = (detail: string) => new EngineError({ code: 'card-invalid', detail });
