/**
 * File format of a detector, little-endian, written by scripts/models/detectors/main.ts: a uint32 with the length of the
 * header, the header (JSON), then the weights as half-precision floats. Weights are in the order of the steps, each
 * filter before its bias.
 */
import type { AnchorGrid } from '#core/anchors.ts';
import { EngineError } from './failure.ts';

/** Zero padding around the input of a convolution, in pixels. */
export type Padding = readonly [top: number, bottom: number, left: number, right: number];

/** A convolution with bias. Filter: [height, width, in, out]; for depthwiseConv [height, width, channels, 1]. */
export interface ConvStep {
  readonly op: 'conv' | 'depthwiseConv';
  readonly output: string;
  readonly input: string;
  readonly filter: readonly [number, number, number, number];
  readonly stride: number;
  readonly padding: Padding;
  readonly relu: boolean;
}

/** One operation of a detector's network. Inputs and outputs are named tensors of [1, height, width, channels]. */
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
  /** Appends `count` channels of zeros. */
  | { readonly op: 'padChannels'; readonly output: string; readonly input: string; readonly count: number }
  /** Resizes to `size` × `size` pixels, bilinear with half-pixel centres. */
  | { readonly op: 'enlarge'; readonly output: string; readonly input: string; readonly size: number };

/** An output and its anchors (core/anchors.ts): 17 numbers for each anchor. */
export interface Head extends AnchorGrid {
  readonly value: string;
}

/** The JSON header of a detector file. */
export interface DetectorHeader {
  /** Side of the square RGB input in pixels. The name of the input is `image`. */
  readonly inputSize: number;
  readonly steps: readonly Step[];
  readonly heads: readonly Head[];
}

/** A parsed detector file. */
export interface DetectorFile extends DetectorHeader {
  /** The weights of all steps, in their order. */
  readonly weights: Float32Array;
}

/** The number of weights in the filter and the bias of a convolution. */
export function weightCounts({ op, filter }: ConvStep): { readonly filter: number; readonly bias: number } {
  const [height, width, inChannels, outChannels] = filter;
  return {
    filter: height * width * inChannels * outChannels,
    bias: op === 'conv' ? outChannels : inChannels,
  };
}

/** Parses a detector file. Throws EngineError asset-broken if header and weights do not fit; `url` names the file. */
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

/** Decodes an IEEE 754 half-precision number from its 16 bits. */
export function fromFloat16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
