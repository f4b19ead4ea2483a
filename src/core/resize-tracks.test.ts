import { describe, expect, test } from 'vitest';
import { faceAt } from './detection.test-support.ts';
import { resizeTracks } from './resize-tracks.ts';
import { NO_TRACKS, track } from './track.ts';
import type { Detection } from './types.ts';

const LANDSCAPE = { width: 640, height: 480 };
const PORTRAIT = { width: 480, height: 640 };
const options = { maxFaces: 4 };
/** The bigger face, here the second, gets its id first. */
const IDS = [2, 1];

/** Two people before the change; `after` are their faces in the picture of the new size. */
function idsAfter(
  after: readonly Detection[],
  from = LANDSCAPE,
  to = PORTRAIT,
  gapMs = 33,
): readonly number[] {
  let state = track(NO_TRACKS, [faceAt(230, 200, 90), faceAt(400, 260, 110)], 0, options);
  state = track(state, [faceAt(232, 200, 90), faceAt(400, 262, 110)], 33, options);
  const at = 33 + gapMs;
  state = track(resizeTracks(state, from, to, after), after, at, options);
  const visible = state.tracks.filter((one) => one.visible);
  return after.map((face) => {
    const nearest = visible.find((one) => Math.abs(one.box.x - face.box.x) < 40);
    return nearest?.id ?? 0;
  });
}

describe('ids through a change of the picture’s size', () => {
  test('a turned phone: the same pixels about the middle', () => {
    expect(idsAfter([faceAt(152, 280, 90), faceAt(320, 342, 110)])).toEqual(IDS);
  });

  test('a hand that turned it does not keep still', () => {
    expect(idsAfter([faceAt(175, 262, 95), faceAt(345, 330, 104)], LANDSCAPE, PORTRAIT, 400)).toEqual(IDS);
  });

  test('scaled to fit, cut to fill, stretched, or cut at its corner', () => {
    const fitted = 480 / 640;
    const filled = 640 / 480;
    const about = (x: number, y: number, size: number, scale: number) =>
      faceAt(240 + (x - 320) * scale, 320 + (y - 240) * scale, size * scale);
    expect(idsAfter([about(232, 200, 90, fitted), about(400, 262, 110, fitted)])).toEqual(IDS);
    expect(idsAfter([about(232, 200, 90, filled), about(400, 262, 110, filled)])).toEqual(IDS);
    expect(
      idsAfter([faceAt(232 * fitted, 200 * filled, 90), faceAt(400 * fitted, 262 * filled, 110)]),
    ).toEqual(IDS);
    expect(idsAfter([faceAt(232, 200, 90), faceAt(400, 262, 110)])).toEqual(IDS);
  });

  test('a stream of twice the pixels', () => {
    const doubled = { width: 1280, height: 960 };
    expect(idsAfter([faceAt(464, 400, 180), faceAt(800, 524, 220)], LANDSCAPE, doubled)).toEqual(IDS);
  });

  test('somebody elsewhere is somebody else', () => {
    expect(idsAfter([faceAt(60, 580, 70)])).toEqual([3]);
  });

  test('nobody before, nobody after', () => {
    expect(resizeTracks(NO_TRACKS, LANDSCAPE, PORTRAIT, []).tracks).toEqual([]);
  });
});
