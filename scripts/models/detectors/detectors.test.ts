import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { anchorCount } from '#core/anchors.ts';
import { VALUES_PER_ANCHOR } from '#core/candidates.ts';
import { parseDetectorFile } from '#engine/detector-file.ts';
import { type NetworkPlan, planNetwork } from '#engine/network-plan.ts';
import { startXnn } from '#engine/xnn.ts';
import { densify } from '../formats/sparse.ts';
import { parseTflite } from '../formats/tflite.ts';
import { detectorBytes } from './detector-bytes.ts';
import { makeDetectors } from './make-detectors.ts';
import { runReference } from './reference.test-support.ts';
import { simplify } from './simplify.ts';

const MODULES = new URL('../../../node_modules/', import.meta.url);
const PROGRAM = new URL('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm', MODULES);

const original = (name: string) =>
  parseTflite(readFileSync(new URL(`@mediapipe/face_detection/face_detection_${name}.tflite`, MODULES)));

/** Returns deterministic values of a picture, −1 … 1. */
const image = (size: number, phase: number) =>
  Float32Array.from(
    { length: size * size * 3 },
    (_, i) => Math.sin(i * 0.37 + phase) * Math.cos(i * 0.0011 * (1 + phase)),
  );

/** Returns scores and coordinates of the plan's outputs in the order of the .tflite file: by anchor, row by row. */
function inOriginalOrder(plan: NetworkPlan, heads: ReturnType<typeof simplify>['heads']) {
  const scores: number[] = [];
  const coordinates: number[] = [];
  plan.outputs().forEach((output, index) => {
    const { cells, positions, repeat } = heads[index]!;
    const side = cells * positions;
    for (let anchor = 0; anchor < anchorCount(heads[index]!); anchor++) {
      const [place, layer] = [Math.floor(anchor / repeat), anchor % repeat];
      const [row, column] = [Math.floor(place / side), place % side];
      const cell = Math.floor(row / positions) * cells + Math.floor(column / positions);
      const within = (row % positions) * positions + (column % positions);
      const at = ((cell * positions ** 2 + within) * repeat + layer) * VALUES_PER_ANCHOR;
      scores.push(output[at]!);
      coordinates.push(...output.subarray(at + 1, at + VALUES_PER_ANCHOR));
    }
  });
  return { scores, coordinates };
}

const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  expect(a.length).toBe(b.length);
  return Array.from(a, (value, i) => Math.abs(value - b[i]!)).reduce((most, one) => Math.max(most, one), 0);
};

describe.each(['short_range', 'full_range_sparse', 'full_range'])('the detector made of %s', (name) => {
  it('has the outputs of the original’s operators in every run', { timeout: 60_000 }, async () => {
    const model = original(name);
    const network = simplify(model);
    const program = await WebAssembly.compile(readFileSync(PROGRAM));
    const plan = planNetwork(await startXnn(program), parseDetectorFile('test', detectorBytes(network)));
    // Results share memory, so the second run would reveal values left by the first.
    for (const phase of [1, 2]) {
      const values = image(network.inputSize, phase);
      plan.input().set(values);
      plan.run();
      const found = inOriginalOrder(plan, network.heads);
      const [coordinates, scores] = runReference(model, values);
      expect(largestDifference(found.scores, scores!)).toBeLessThan(1e-3);
      expect(largestDifference(found.coordinates, coordinates!)).toBeLessThan(1e-3);
    }
  });
});

describe('makeDetectors', () => {
  it('returns the files that are in the repository', () => {
    for (const [name, bytes] of makeDetectors()) {
      const kept = readFileSync(new URL(`../../../public/models/face-detector/${name}`, import.meta.url));
      expect(kept.equals(bytes), name).toBe(true);
    }
  });
});

describe('densify', () => {
  it('restores the zeros of compressed rows', () => {
    const levels = [
      { kind: 'dense', size: 2 },
      { kind: 'sparse', segments: [0, 1, 3], indices: [2, 0, 1] },
    ] as const;
    const sparsity = { traversalOrder: [0, 1], blockMap: [], levels };
    expect([...densify(Float32Array.of(5, 6, 7), [2, 3], sparsity)]).toEqual([0, 0, 5, 6, 7, 0]);
  });

  it('restores blocks', () => {
    const levels = [
      { kind: 'dense', size: 1 },
      { kind: 'sparse', segments: [0, 1], indices: [1] },
      { kind: 'dense', size: 2 },
      { kind: 'dense', size: 2 },
    ] as const;
    const sparsity = { traversalOrder: [0, 1, 2, 3], blockMap: [0, 1], levels };
    const whole = densify(Float32Array.of(1, 2, 3, 4), [2, 4], sparsity);
    expect([...whole]).toEqual([0, 0, 1, 2, 0, 0, 3, 4]);
  });

  it('refuses a wrong number of values', () => {
    const sparsity = { traversalOrder: [0], blockMap: [], levels: [{ kind: 'dense', size: 2 }] } as const;
    expect(() => densify(Float32Array.of(1, 2, 3), [2], sparsity)).toThrow('2 places for 3 values');
  });
});

describe('parseDetectorFile', () => {
  const bytes = detectorBytes(simplify(original('short_range')));

  it('refuses a truncated file and other content', () => {
    for (const file of [
      bytes.subarray(0, -2),
      new Uint8Array(2),
      new TextEncoder().encode('<!doctype html>'),
    ]) {
      expect(() => parseDetectorFile('x', file)).toThrow();
    }
  });
});
