import type { DetectorHeader, Padding } from '../../src/engine/detector-file.ts';
import { toFloat16 } from '../convert/quantize.ts';
import type { DetectorNetwork } from './steps.ts';

/** A network as the file that src/engine/detector-file.ts reads. The same network gives the same bytes. */
export function detectorBytes({ inputSize, steps, heads }: DetectorNetwork): Uint8Array {
  const weights: Float32Array[] = [];
  const header: DetectorHeader = {
    inputSize,
    steps: steps.map((step) => {
      if (step.op !== 'conv' && step.op !== 'depthwiseConv') return step;
      weights.push(step.filter, step.bias);
      const { op, output, input, filterShape, stride, relu } = step;
      const { top, bottom, left, right } = step.padding;
      const padding: Padding = [top, bottom, left, right];
      return { op, output, input, filter: filterShape, stride, padding, relu };
    }),
    heads,
  };
  // The weights begin at an even place; JSON may end in a space.
  const json = JSON.stringify(header);
  const text = new TextEncoder().encode(json.length % 2 ? `${json} ` : json);
  const count = weights.reduce((sum, part) => sum + part.length, 0);
  const bytes = new Uint8Array(4 + text.length + 2 * count);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, text.length, true);
  bytes.set(text, 4);
  let at = 4 + text.length;
  for (const part of weights) {
    for (const weight of part) {
      view.setUint16(at, toFloat16(weight), true);
      at += 2;
    }
  }
  return bytes;
}
