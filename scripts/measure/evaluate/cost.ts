import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { RunningLab } from './lab.ts';
import { medianOf } from './metrics.ts';

/** A portrait with one face, in the public domain. */
const PICTURE = 'e2e/photos/portrait.jpg';
const RUNS = 24;
const WARM_UP = 4;

interface BatchCost {
  /** Number of faces in the batch, as the page detected them. */
  readonly faces: number;
  /**
   * Median time of the network alone in milliseconds per reading. A live face is read once, a photo's face twice.
   */
  readonly classifyMs: number | null;
  /** Median time in milliseconds per face to cut its crop and estimate its quality. */
  readonly cropMs: number | null;
}

export interface Cost {
  readonly multiplyAdds: number;
  readonly parameters: number;
  /** Size of model.json and weights.bin together, and their size compressed by brotli. */
  readonly bytes: number;
  readonly bytesBrotli: number;
  readonly wasmBatch1: BatchCost;
  readonly wasmBatch8: BatchCost;
}

/** Measures the cost of the network: counts from its card, times from stills with one and with eight faces. */
export async function measureCost(lab: RunningLab, attributes: string): Promise<Cost> {
  const card = JSON.parse(readFileSync(join(attributes, 'card.json'), 'utf8')) as {
    readonly cost: { readonly multiplyAdds: number; readonly parameters: number };
  };
  const files = ['model.json', 'weights.bin'].map((name) => readFileSync(join(attributes, name)));
  return {
    ...card.cost,
    bytes: files.reduce((sum, file) => sum + file.length, 0),
    bytesBrotli: files.reduce((sum, file) => sum + brotliCompressSync(file).length, 0),
    wasmBatch1: await measureBatch(lab, null),
    wasmBatch8: await measureBatch(lab, 'eightfold'),
  };
}

async function measureBatch(lab: RunningLab, change: 'eightfold' | null): Promise<BatchCost> {
  const picture = { path: PICTURE, change, faceShare: 0 };
  const replies = await lab.read(Array.from({ length: WARM_UP + RUNS }, () => picture));
  const read = replies.slice(WARM_UP).flatMap(({ cost }) => (cost && cost.classified > 0 ? [cost] : []));
  return {
    faces: medianOf(read.map(({ classified }) => classified)) ?? 0,
    classifyMs: medianOf(read.map(({ classifyMs, readings }) => classifyMs / readings)),
    cropMs: medianOf(read.map(({ cropMs, classified }) => cropMs / classified)),
  };
}
