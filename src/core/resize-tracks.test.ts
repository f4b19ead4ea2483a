import { describe, expect, test } from 'vitest';
import { faceAt } from './detection.test-support.ts';
import { resizeTracks } from './resize-tracks.ts';
import { NO_TRACKS, track } from './track.ts';
import type { Detection } from './types.ts';

const LANDSCAPE = { width: 640, height: 480 };
const PORTRAIT = { width: 480, height: 640 };
const options = { maxFaces: 4 };
/** The larger face, here the second, gets its id first. */
const IDS = [2, 1];

/** Ids of two people after a change of size; `after` is their faces in the picture of the new size. */
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

describe('ids are kept when the picture changes its size', () => {
  test('by a turned phone, which keeps the pixels around the centre', () => {
    expect(idsAfter([faceAt(152, 280, 90), faceAt(320, 342, 110)])).toEqual(IDS);
  });

  test('by a phone that also moves while it is turned', () => {
    expect(idsAfter([faceAt(175, 262, 95), faceAt(345, 330, 104)], LANDSCAPE, PORTRAIT, 400)).toEqual(IDS);
  });

  test('by scaling to fit, scaling to fill, stretching, or cropping at a corner', () => {
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

  test('by a stream of twice the resolution', () => {
    const doubled = { width: 1280, height: 960 };
    expect(idsAfter([faceAt(464, 400, 180), faceAt(800, 524, 220)], LANDSCAPE, doubled)).toEqual(IDS);
  });

  test('but not for a face at an unrelated position', () => {
    expect(idsAfter([faceAt(60, 580, 70)])).toEqual([3]);
  });

  test('and no track appears if there was none', () => {
    expect(resizeTracks(NO_TRACKS, LANDSCAPE, PORTRAIT, []).tracks).toEqual([]);
  });
});
