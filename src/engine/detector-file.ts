/**
 * A detector's file: a uint32 with the length of its header, the header (JSON), and after it the weights of every
 * convolution in the order of the steps, filter before bias, as half-precision floats. Little-endian. Written by scripts/models/detectors/main.ts.
 */
import type { AnchorGrid } from '#core/anchors.ts';
import { EngineError } from './failure.ts';

/** Zeros put around a picture before a window slides over it: top, bottom, left, right, in pixels. */
export type Padding = readonly [top: number, bottom: number, left: number, right: number];

/** A convolution with bias; conv: [height, width, in, out]; depthwiseConv: [height, width, channels, 1]. */
export interface ConvStep {
  readonly op: 'conv' | 'depthwiseConv';
  readonly output: string;
  readonly input: string;
  readonly filter: readonly [number, number, number, number];
  readonly stride: number;
  readonly padding: Padding;
  readonly relu: boolean;
}

/** One operation of a detector's network, over pictures of [1, height, width, channels] that go by name. */
export type Step =
  | ConvStep
  | {
      readonly op: 'add';
      readonly output: string;
      readonly inputs: readonly [string, string];
      readonly relu: boolean;
    }
  /** 2 × 2 at stride 2. */
  | { readonly op: 'maxPool'; readonly output: string; readonly input: string }
  /** Zero channels put behind those there are. */
  | { readonly op: 'padChannels'; readonly output: string; readonly input: string; readonly count: number }
  /** To so many pixels a side, bilinear with half-pixel centres. */
  | { readonly op: 'enlarge'; readonly output: string; readonly input: string; readonly size: number };

/** An output and the anchors that it speaks of (core/anchors.ts), 17 numbers for each. */
export interface Head extends AnchorGrid {
  readonly value: string;
}

export interface DetectorHeader {
  /** Side of the square RGB input, pixels. The input goes by the name `image`. */
  readonly inputSize: number;
  readonly steps: readonly Step[];
  readonly heads: readonly Head[];
}

export interface DetectorFile extends DetectorHeader {
  /** All weights, in the order in which the steps need them. */
  readonly weights: Float32Array;
}

/** How many numbers a convolution takes from the weights: filter and bias. */
export function weightCounts({ op, filter }: ConvStep): { readonly filter: number; readonly bias: number } {
  const [height, width, inChannels, outChannels] = filter;
  return {
    filter: height * width * inChannels * outChannels,
    bias: op === 'conv' ? outChannels : inChannels,
  };
}

/** Throws EngineError asset-broken if header and weights do not fit. `url` is for the message alone. */
export function parseDetectorFile(url: string, bytes: Uint8Array): DetectorFile {
  const broken = (found: string) =>
    new EngineError({ code: 'asset-broken', url, expected: 'a detector', found });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = bytes.byteLength < 4 ? Number.POSITIVE_INFINITY : view.getUint32(0, true);
  if (4 + length > bytes.byteLength) throw broken(`${bytes.byteLength} bytes`);
  let header: DetectorHeader;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as DetectorHeader;
  } catch {
    throw broken('no header');
  }
  if (!Array.isArray(header.steps) || !Array.isArray(header.heads)) throw broken('another header');
  let count = 0;
  for (const step of header.steps) {
    if (!('filter' in step)) continue;
    const { filter, bias } = weightCounts(step);
    count += filter + bias;
  }
  const start = 4 + length;
  if (start + 2 * count !== bytes.byteLength) throw broken(`${bytes.byteLength} bytes for ${count} weights`);
  const weights = new Float32Array(count);
  for (let i = 0; i < count; i++) weights[i] = fromFloat16(view.getUint16(start + 2 * i, true));
  return { ...header, weights };
}

/** The number that 16 bits of IEEE 754 half precision stand for. */
export function fromFloat16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
