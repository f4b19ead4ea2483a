import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { RunningLab } from './lab.ts';
import { medianOf } from './metrics.ts';

/** A public-domain portrait of this repository with one face. */
const PICTURE = 'e2e/photos/portrait.jpg';
const RUNS = 24;
const WARM_UP = 4;

interface BatchCost {
  /** Faces in the batch, as the page found them. */
  readonly faces: number;
  /**
   * Milliseconds of one reading of a face in the network, median; includes nothing but the network. A live face is
   * read once, a photo's face twice.
   */
  readonly classifyMs: number | null;
  /** Milliseconds per face to cut it out and judge its quality. */
  readonly cropMs: number | null;
}

export interface Cost {
  readonly multiplyAdds: number;
  readonly parameters: number;
  /** Of model.json and weights.bin, and as they travel (brotli). */
  readonly bytes: number;
  readonly bytesBrotli: number;
  readonly wasmBatch1: BatchCost;
  readonly wasmBatch8: BatchCost;
}

/** What the network costs: counts from its card, time through the page's own stills with one face and with eight. */
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
