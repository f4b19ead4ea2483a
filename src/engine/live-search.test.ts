import { describe, expect, test } from 'vitest';
import { faceAt } from '#core/detection.test-support.ts';
import { NO_TRACKS, type TrackState, track } from '#core/track.ts';
import type { Box, Detection, Picture } from '#core/types.ts';
import { createLiveSearch } from './live-search.ts';
import type { Detector } from './parts.ts';

const PICTURE: Picture = { width: 1280, height: 720, data: new Uint8ClampedArray(1280 * 720 * 4).fill(90) };
const WHOLE: Box = { x: 0, y: 0, width: 1280, height: 720 };

/** A detector that returns those of these faces that its view shows at 14 pixels of its input or more, as it does. */
function fakeDetector(faces: () => readonly Detection[], runMs = 10) {
  const clock = { now: 0 };
  const regions: Box[] = [];
  const detector: Detector = {
    detect(_picture, _least, region = WHOLE) {
      clock.now += runMs;
      regions.push(region);
      const shown = ({ box }: Detection) =>
        box.x >= region.x &&
        box.y >= region.y &&
        box.x + box.width <= region.x + region.width &&
        box.y + box.height <= region.y + region.height &&
        (box.width * 192) / Math.max(region.width, region.height) >= 14;
      return faces().filter(shown);
    },
    close: () => {},
  };
  return { detector, regions, now: () => clock.now };
}

/** Searches this number of frames at 30 per second and returns the state after each. */
function watch(
  faces: (time: number) => readonly Detection[],
  frames: number,
  { exhaustive = false, runMs = 10, budgetMs = 28 } = {},
) {
  let time = 0;
  const { detector, regions, now } = fakeDetector(() => faces(time), runMs);
  const search = createLiveSearch(now);
  let state: TrackState = NO_TRACKS;
  const states: TrackState[] = [];
  for (let frame = 0; frame < frames; frame++) {
    time = (frame * 1000) / 30;
    const { detections, looked } = search.search(detector, PICTURE, state, time, { exhaustive, budgetMs });
    state = track(state, detections, time, { maxFaces: 16, looked });
    states.push(state);
  }
  return { states, regions, search, detector };
}

const visible = (state: TrackState | undefined) => (state?.tracks ?? []).filter((one) => one.visible);

describe('live search', () => {
  test('twelve distant faces are there within a second, and keep their ids', () => {
    const crowd = Array.from({ length: 12 }, (_, i) =>
      faceAt(160 + 320 * (i % 4), 120 + 240 * Math.floor(i / 4), 32),
    );
    const { states } = watch(() => crowd, 150);
    expect(visible(states[29])).toHaveLength(12);
    for (const state of states.slice(30)) expect(visible(state)).toHaveLength(12);
    expect(states.at(-1)?.nextId).toBe(13);
  });

  test('a near face is there in the first frame', () => {
    const { states } = watch(() => [faceAt(600, 350, 400)], 1);
    expect(visible(states[0])).toHaveLength(1);
  });

  test('somebody who walks from near to far keeps the id from view to view', () => {
    const { states, regions } = watch((at) => [faceAt(300 + at / 10, 300, 300 * Math.exp(-at / 2000))], 120);
    expect(states.at(-1)?.nextId).toBe(2);
    expect(visible(states.at(-1))).toHaveLength(1);
    expect(regions.some((region) => region.width < 300)).toBe(true);
  });

  test('somebody who leaves is gone after a second', () => {
    const { states } = watch((at) => (at < 2000 ? [faceAt(600, 350, 40)] : []), 110);
    expect(visible(states[59])).toHaveLength(1);
    expect(states.at(-1)?.tracks).toHaveLength(0);
  });

  test('a slow device runs the detector once a frame, a quick one twice while there is much to search', () => {
    expect(watch(() => [], 10, { runMs: 20 }).regions).toHaveLength(11);
    expect(watch(() => [], 10, { runMs: 5 }).regions).toHaveLength(19);
  });

  test('after forget() the whole picture comes first again', () => {
    const { search, detector, regions } = watch(() => [], 60);
    const options = { exhaustive: false, budgetMs: 28 };
    search.forget();
    search.search(detector, PICTURE, NO_TRACKS, 2000, options);
    expect(regions.at(-2)).toMatchObject(WHOLE);
  });

  test('exhaustive: the same views whatever a run costs', () => {
    const crowd = [faceAt(160, 120, 32), faceAt(900, 500, 60)];
    const { regions } = watch(() => crowd, 30, { exhaustive: true, runMs: 1 });
    expect(watch(() => crowd, 30, { exhaustive: true, runMs: 30 }).regions).toEqual(regions);
  });
});
