import { describe, expect, it } from 'vitest';
import { decodeCandidates, mergeCandidates, VALUES_PER_ANCHOR } from './candidates.ts';
import type { Detection, Keypoints } from './types.ts';

const PLAIN = { scale: 1, left: 0, top: 0 };

/** The output of one anchor: a logit, then centre, size, and keypoints at (i, −i). */
function anchorOutput(logit: number, [x, y, width, height]: readonly [number, number, number, number]) {
  const keypoints = Array.from({ length: 6 }, (_, i) => [i, -i]).flat();
  return Float32Array.from([logit, x, y, width, height, ...keypoints]);
}

function face(x: number, score: number, width = 100): Detection {
  const point = { x: x + 50, y: 50 };
  const names = ['rightEye', 'leftEye', 'noseTip', 'mouthCentre', 'rightEar', 'leftEar'];
  const keypoints = Object.fromEntries(names.map((name) => [name, point])) as unknown as Keypoints;
  return { box: { x, y: 0, width, height: 100 }, keypoints, score };
}

describe('decodeCandidates', () => {
  it('reads box and keypoints relative to the anchor', () => {
    const output = anchorOutput(0, [2, 4, 20, 40]);
    const [found] = decodeCandidates(output, Float32Array.of(0.5, 0.25), 192, PLAIN);
    expect(found!.box).toEqual({ x: 88, y: 32, width: 20, height: 40 });
    expect(found!.keypoints.leftEye).toEqual({ x: 97, y: 47 });
    expect(found!.keypoints.leftEar).toEqual({ x: 101, y: 43 });
    expect(found!.score).toBe(0.5);
  });

  it('undoes the letterbox', () => {
    const output = anchorOutput(5, [0, 0, 30, 30]);
    const letterbox = { scale: 0.3, left: 0, top: 24 };
    const [found] = decodeCandidates(output, Float32Array.of(0.5, 0.5), 192, letterbox);
    expect(found!.box.x + found!.box.width / 2).toBeCloseTo(320, 6);
    expect(found!.box.y + found!.box.height / 2).toBeCloseTo(240, 6);
    expect(found!.box.width).toBeCloseTo(100, 6);
  });

  it('drops scores below one half, boxes without a size, and NaN', () => {
    const outputs = [
      anchorOutput(-0.01, [0, 0, 10, 10]),
      anchorOutput(3, [0, 0, -10, 10]),
      anchorOutput(Number.NaN, [0, 0, 10, 10]),
      anchorOutput(3, [0, 0, 10, 10]),
    ];
    const all = new Float32Array(outputs.length * VALUES_PER_ANCHOR);
    for (const [i, one] of outputs.entries()) all.set(one, i * VALUES_PER_ANCHOR);
    expect(decodeCandidates(all, new Float32Array(8), 192, PLAIN)).toHaveLength(1);
  });

  it('keeps the score of an extreme logit finite and at most 1', () => {
    const [found] = decodeCandidates(anchorOutput(1e9, [0, 0, 1, 1]), new Float32Array(2), 192, PLAIN);
    expect(found!.score).toBeCloseTo(1, 9);
  });
});

describe('mergeCandidates', () => {
  it('returns the mean weighted by score, with the best score', () => {
    const [found, ...others] = mergeCandidates([face(0, 0.6), face(10, 0.9)]);
    expect(others).toEqual([]);
    expect(found!.score).toBe(0.9);
    expect(found!.box.x).toBeCloseTo(6, 6);
    expect(found!.keypoints.noseTip.x).toBeCloseTo(56, 6);
  });

  it('does not merge faces with an IoU of 0.3 or less, and sorts them best first', () => {
    // 54 pixels apart: (100 − 54) / (200 − 46) = 0.2987; 53 apart: 0.3197.
    expect(mergeCandidates([face(0, 0.6), face(54, 0.9)]).map(({ score }) => score)).toEqual([0.9, 0.6]);
    expect(mergeCandidates([face(0, 0.6), face(53, 0.9)])).toHaveLength(1);
  });

  it('measures overlap with the best candidate only, not along a chain', () => {
    const found = mergeCandidates([face(0, 0.9), face(40, 0.8), face(80, 0.7)]);
    expect(found).toHaveLength(2);
    expect(found[1]!.box.x).toBe(80);
  });

  it('returns an empty list for an empty list', () => {
    expect(mergeCandidates([])).toEqual([]);
  });
});
