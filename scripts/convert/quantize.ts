import type { Constant } from './graph.ts';

export const STORAGES = ['float32', 'float16', 'uint8'] as const;
export type Storage = (typeof STORAGES)[number];

/** How tfjs gets a weight back: float16 widened, uint8 as q · scale + min. */
export type Quantization =
  | { readonly dtype: 'float16'; readonly original_dtype: 'float32' }
  | {
      readonly dtype: 'uint8';
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

/** A line of 256 evenly spaced values, value = q · scale + min, on which 0 lies exactly. */
export interface Grid {
  readonly scale: number;
  readonly min: number;
}

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
  const grid = gridOf(data);
  return storeUint8(
    constant,
    Uint8Array.from(data, (value) => nearest(value, grid)),
    grid,
  );
}

/** A constant whose places on the grid were chosen elsewhere. */
export function storeUint8(constant: Constant, places: Uint8Array, grid: Grid): StoredConstant {
  const { name, shape, dtype } = constant;
  const quantization = { dtype: 'uint8', original_dtype: 'float32', ...grid } as const;
  return { name, shape, dtype, bytes: places, quantization };
}

/** The finest grid that spans the values and 0. */
export function gridOf(values: Float32Array): Grid {
  let low = 0;
  let high = 0;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const scale = (high - low) / 255 || 1;
  return { scale, min: -Math.round(-low / scale) * scale };
}

/** The place 0…255 on the grid that lies nearest. */
export function nearest(value: number, { scale, min }: Grid): number {
  return Math.max(0, Math.min(255, Math.round((value - min) / scale)));
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

function bytesOf(data: Float32Array | Int32Array | Uint16Array): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
