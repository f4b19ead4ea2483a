/** Zeros put around a picture before a window slides over it, pixels. */
export interface Padding {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** A convolution with bias and, if asked for, a ReLU in one. */
export interface ConvStep {
  readonly op: 'conv' | 'depthwiseConv';
  readonly output: string;
  readonly input: string;
  /** conv: [height, width, in, out]; depthwiseConv: [height, width, channels, 1]. */
  readonly filterShape: readonly [number, number, number, number];
  readonly filter: Float32Array;
  readonly bias: Float32Array;
  readonly stride: number;
  readonly padding: Padding;
  readonly relu: boolean;
}

/** One operation of a detector, all over [1, height, width, channels]. Values go by name. */
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
  /** To twice the size, bilinear with half-pixel centres. */
  | { readonly op: 'enlarge'; readonly output: string; readonly input: string; readonly size: number };

/** A detector's network as it will run, and which anchors its outputs speak of. */
export interface DetectorNetwork {
  /** Side of the square RGB input, pixels. */
  readonly inputSize: number;
  readonly steps: readonly Step[];
  readonly heads: readonly Head[];
}

/**
 * An output of cells × cells × (positions² · repeat · 17): in each cell positions × positions places, row by row,
 * at each of them `repeat` anchors, and of each anchor its score (a logit) and then its 16 coordinates.
 */
export interface Head {
  readonly value: string;
  readonly cells: number;
  readonly positions: number;
  readonly repeat: number;
}

/** Numbers told of one anchor: score, box centre and size, six keypoints. */
export const VALUES_PER_ANCHOR = 17;
