import type { ConvStep, Head, Step } from '#engine/detector-file.ts';

/** A convolution with its values: weights in the order of the filter's shape, and a bias per output. */
export interface WeightedConv extends ConvStep {
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/** A detector's network as in src/engine/detector-file.ts, with its weights. */
export interface DetectorNetwork {
  readonly inputSize: number;
  readonly steps: readonly (WeightedConv | Exclude<Step, ConvStep>)[];
  readonly heads: readonly Head[];
}

export type NetworkStep = DetectorNetwork['steps'][number];

export function isConv(step: NetworkStep): step is WeightedConv {
  return step.op === 'conv' || step.op === 'depthwiseConv';
}
