import type { DetectorHeader } from '#engine/detector-file.ts';
import { toFloat16 } from '../formats/float16.ts';
import { type DetectorNetwork, isConv } from './steps.ts';

/** Returns a network as a file for src/engine/detector-file.ts. The same network gives the same bytes. */
export function detectorBytes({ inputSize, steps, heads }: DetectorNetwork): Uint8Array {
  const parts: Float32Array[] = [];
  const header: DetectorHeader = {
    inputSize,
    steps: steps.map((step) => {
      if (!isConv(step)) return step;
      const { weights, bias, ...rest } = step;
      parts.push(weights, bias);
      return rest;
    }),
    heads,
  };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const count = parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = new Uint8Array(4 + text.length + 2 * count);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, text.length, true);
  bytes.set(text, 4);
  let at = 4 + text.length;
  for (const part of parts) {
    for (const weight of part) {
      view.setUint16(at, toFloat16(weight), true);
      at += 2;
    }
  }
  return bytes;
}
