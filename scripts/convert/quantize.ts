import type { Constant } from './graph.ts';

export const STORAGES = ['float32', 'float16', 'uint8'] as const;
export type Storage = (typeof STORAGES)[number];

/** How tfjs gets a weight back: float16 widened, integers as q · scale + min. */
export type Quantization =
  | { readonly dtype: 'float16'; readonly original_dtype: 'float32' }
  | {
      readonly dtype: 'uint8' | 'uint16';
      readonly original_dtype: 'float32';
      readonly min: number;
      readonly scale: number;
    };

/** A constant as it lies in the weights file. */
export interface StoredConstant {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: Constant['dtype'];
  readonly bytes: Uint8Array;
  readonly quantization: Quantization | null;
}

/**
 * A constant in the given storage; int32 constants always stay as they are. uint8 takes the finest grid of 256
 * values that spans the constant's range.
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
  const [low, high] = range(data);
  return storeOnGrid(constant, (high - low) / 254 || 1);
}

/**
 * A constant as whole multiples of `step`, in one byte each where 256 values span its range, else in two. 0 lies
 * exactly on the grid. With two bytes, values within ±127 steps of 0 share their upper byte, which then
 * compresses to almost nothing: what counts on the wire is the number of steps, not the bytes.
 *
 * @throws when even two bytes do not span the range.
 */
export function storeOnGrid(constant: Constant, step: number): StoredConstant {
  const { name, shape, dtype, data } = constant;
  const [low, high] = range(data);
  const below = Math.round(-low / step);
  const small = below + Math.round(high / step) <= 255;
  const zero = small ? below : Math.ceil((below - 128) / 256) * 256 + 128;
  if (zero + Math.round(high / step) > 65_535) throw new Error(`${name}: steps of ${step} are too fine`);
  const places = new (small ? Uint8Array : Uint16Array)(data.length);
  for (let i = 0; i < places.length; i++) places[i] = Math.round(data[i]! / step) + zero;
  const quantization = {
    dtype: small ? 'uint8' : 'uint16',
    original_dtype: 'float32',
    min: -zero * step,
    scale: step,
  } as const;
  return { name, shape, dtype, bytes: bytesOf(places), quantization };
}

/** The smallest and the largest value, 0 among them. */
function range(values: ArrayLike<number>): readonly [number, number] {
  let low = 0;
  let high = 0;
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i]!);
    high = Math.max(high, values[i]!);
  }
  return [low, high];
}

const FLOAT_BITS = new Float32Array(1);
const FLOAT_WORD = new Uint32Array(FLOAT_BITS.buffer);

/** The bits of the IEEE 754 half-precision number nearest to a float32 (ties to even). */
export function toFloat16(value: number): number {
  FLOAT_BITS[0] = value;
  const word = FLOAT_WORD[0]!;
  const sign = (word >>> 16) & 0x8000;
  const magnitude = word & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  if (magnitude < 0x38800000) {
    // Below 2^-14 halves are multiples of 2^-24.
    return sign | roundHalfToEven(Math.abs(FLOAT_BITS[0]) * 2 ** 24);
  }
  const rounded = magnitude - 0x38000000 + 0xfff + ((magnitude >>> 13) & 1);
  return sign | (rounded >>> 13);
}

function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}

function bytesOf(data: Float32Array | Int32Array | Uint16Array | Uint8Array): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
