import { describe, expect, test } from 'vitest';
import { confirmedDetections, confirmingViews, needsSecondOpinion, roomyViews } from './second-opinion.ts';
import type { Detection } from './types.ts';

const SMALL = { width: 200, height: 200 };

function found(x: number, side: number, score: number): Detection {
  const p = { x: x + side / 2, y: 50 };
  const keypoints = { rightEye: p, leftEye: p, noseTip: p, mouthCentre: p, rightEar: p, leftEar: p };
  return { box: { x, y: 0, width: side, height: side }, keypoints, score };
}

test.each([
  ['no detection', SMALL, [], true],
  ['an uncertain detection', SMALL, [found(0, 100, 0.65)], true],
  ['a certain and an uncertain detection', SMALL, [found(0, 100, 0.5), found(100, 90, 0.7)], false],
  ['no detection in the largest small picture', { width: 300, height: 20 }, [], true],
  ['no detection in a larger picture', { width: 301, height: 20 }, [], false],
] as const)('%s needs a second opinion: %s', (_, picture, detections, needed) => {
  expect(needsSecondOpinion(picture, detections)).toBe(needed);
});

test.each([
  [roomyViews, [2.5, 3.4, 5]],
  [confirmingViews, [1.5, 2, 2.5]],
] as const)('the picture is centred in every view', (viewsOf, paddings) => {
  const picture = { width: 200, height: 100 };
  const views = viewsOf(picture);
  expect(views.map(({ width }) => width / picture.width)).toEqual(paddings);
  for (const view of views) {
    expect(view.x + view.width / 2).toBeCloseTo(100);
    expect(view.y + view.height / 2).toBeCloseTo(50);
  }
});

describe('confirmedDetections', () => {
  const face = found(20, 120, 0.15);
  const seen = [found(25, 118, 0.4)];

  test('keeps a detection that the second network sees in two of three views, whatever its score', () => {
    expect(confirmedDetections([], [face], [seen, [], seen], SMALL)).toEqual([face]);
  });

  test('drops a detection that it sees in one view only, even twice', () => {
    const unlikely = found(20, 120, 0.64);
    expect(confirmedDetections([unlikely], [], [[...seen, ...seen], [], []], SMALL)).toEqual([]);
  });

  test('keeps a likely detection that it does not see', () => {
    const likely = found(20, 120, 0.65);
    expect(confirmedDetections([], [likely], [[], [], []], SMALL)).toEqual([likely]);
    expect(confirmedDetections([likely], [], [[], [], []], SMALL)).toEqual([likely]);
  });

  test('ignores what it sees elsewhere', () => {
    const elsewhere = [found(120, 80, 0.9)];
    expect(confirmedDetections([], [face], [elsewhere, elsewhere, elsewhere], SMALL)).toEqual([]);
  });

  test('keeps faces too small for it if they are likely in the first views', () => {
    const [likely, unlikely] = [found(0, 40, 0.65), found(60, 40, 0.6)];
    const withRoom = found(150, 40, 0.68);
    expect(confirmedDetections([likely, unlikely], [withRoom], [[], [], []], SMALL)).toEqual([likely]);
  });
});
