import { expect, test } from 'vitest';
import { facesToHide, HOLD_MS, type Seen } from './cover-newcomers.ts';
import { someFace } from './face.test-support.ts';
import type { Face } from './types.ts';

const at = (time: number, ...faces: readonly Face[]): Seen => ({
  at: time,
  size: { width: 640, height: 480 },
  faces,
  seen: faces.length,
});
const anna = someFace({ id: 1, box: { x: 100, y: 100, width: 80, height: 80 } });
const ben = someFace({ id: 2, box: { x: 400, y: 100, width: 100, height: 100 }, velocity: { x: 200, y: 0 } });

test('a frame hides its own faces as they are', () => {
  const { box, keypoints } = anna;
  expect(facesToHide(at(0, anna), [at(33, anna)])).toEqual([{ box, keypoints }]);
});

test('a face that moves is hidden on its way a moment before and after, because boxes follow late', () => {
  const moved = (x: number) => ({ ...anna, box: { ...anna.box, x } });
  const near = [at(-100, moved(60)), at(100, moved(150)), at(390, moved(300))];
  expect(facesToHide(at(0, anna), near)).toMatchObject([{ box: { x: 60, width: 170, y: 100, height: 80 } }]);
});

test('a newcomer is hidden before being found, with a margin that grows with the time before', () => {
  const near = [at(100, anna), at(200, anna, ben)];
  const boxes = [at(167, anna), at(0, anna)].map((frame) => facesToHide(frame, near)[1]?.box);
  const margins = boxes.map((box) => (box ? ben.box.y - box.y : 0));
  expect(margins[0]).toBeGreaterThan(0.15 * ben.box.height);
  expect(margins[1]).toBeGreaterThan((margins[0] ?? 0) + 20);
});

test('a newcomer that moves is hidden where they may come from', () => {
  const [hidden] = facesToHide(at(0), [at(300, ben)]);
  expect(hidden?.box.x).toBeLessThanOrEqual(ben.box.x - 0.3 * 200 - 0.45 * ben.box.width);
});

test('a face that is lost for a moment stays hidden between', () => {
  const hidden = facesToHide(at(200), [at(100, anna), at(250, anna)]);
  expect(hidden).toHaveLength(1);
  expect(hidden[0]?.box.x).toBeLessThan(anna.box.x);
});

test('frames further away, or of another size, do not count', () => {
  expect(facesToHide(at(0), [{ ...at(100, ben), size: { width: 480, height: 640 } }])).toEqual([]);
  expect(facesToHide(at(0), [at(HOLD_MS + 1, ben)])).toEqual([]);
});

test('where more faces are seen than read, the whole picture is hidden', () => {
  const crowd = { ...at(100, anna), seen: 2 };
  for (const hidden of [facesToHide(crowd, []), facesToHide(at(0, anna), [crowd])])
    expect(hidden.map(({ box }) => box)).toEqual([{ x: 0, y: 0, width: 640, height: 480 }]);
});
