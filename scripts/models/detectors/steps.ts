import type { ConvStep, Head, Step } from '#engine/detector-file.ts';

/** A convolution with its numbers: weights in the order of its filter's shape, and a bias for each output. */
export interface WeightedConv extends ConvStep {
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/** A detector's network as it will be written: src/engine/detector-file.ts, with the weights in place. */
export interface DetectorNetwork {
  readonly inputSize: number;
  readonly steps: readonly (WeightedConv | Exclude<Step, ConvStep>)[];
  readonly heads: readonly Head[];
}

export type NetworkStep = DetectorNetwork['steps'][number];

export function isConv(step: NetworkStep): step is WeightedConv {
  return step.op === 'conv' || step.op === 'depthwiseConv';
}
