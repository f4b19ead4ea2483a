import { describe, expect, test } from 'vitest';
import { type ClipClock, NEW_CLIP_CLOCK, nextClipTime, seekClock, timeBetweenFrames } from './clip-clock.ts';
import { random } from './random.test-support.ts';

/** Runs a clock over frames, each given by its media time, or by media time and element position. */
function run(
  frames: readonly (number | readonly [frame: number, position: number])[],
  start = NEW_CLIP_CLOCK,
) {
  let clock: ClipClock = start;
  const times = frames.map((one) => {
    const [frame, position] = typeof one === 'number' ? [one, one] : one;
    const next = nextClipTime(clock, { frame, position });
    clock = next.clock;
    return next;
  });
  return { clock, at: times.map(({ at }) => at), jumps: times.filter(({ jumped }) => jumped).length };
}

/** Media times 40 ms apart. */
const steadily = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i * 40);

describe('a clip that plays', () => {
  test('uses the media times of its frames', () => {
    const frames = steadily(600, 50);
    expect(run(frames)).toMatchObject({ at: frames, jumps: 0 });
  });

  test('a repeated frame is dropped', () => {
    expect(run([0, 40, 40, 80]).at).toEqual([0, 40, null, 80]);
  });

  test('a stall is not a jump: frames are missing, but the people are the same', () => {
    expect(run([0, 40, 2040, 2080])).toMatchObject({ at: [0, 40, 2040, 2080], jumps: 0 });
  });
});

/** Recorded in Firefox ESR 153 with two busy cores: one media time is 400 ms early; its position is correct. */
const FIREFOX = [
  [13_360, 13_354],
  [13_400, 13_394],
  [13_440, 13_440],
  [13_840, 13_482],
  [13_520, 13_522],
  [13_560, 13_564],
  [13_600, 13_604],
] as const;

describe('media times that run ahead and step back', () => {
  test('as recorded in Firefox: the position replaces the wrong time, and no frame is dropped', () => {
    const { at, jumps } = run(FIREFOX);
    expect(at).toEqual([13_360, 13_400, 13_440, 13_482, 13_520, 13_560, 13_600]);
    expect(jumps).toBe(0);
  });

  test('without a useful position one frame is dropped, and time catches up at half speed', () => {
    const { at, jumps } = run([600, 1040, 800, 840, 880, ...steadily(920, 10)]);
    expect(jumps).toBe(0);
    expect(at.slice(0, 5)).toEqual([600, 1040, null, 1060, 1080]);
    expect(at[at.length - 1]).toBe(1280);
  });

  test('at random: time increases, no jump is reported, and the last time is correct', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const next = random(seed);
      let media = 0;
      const frames = Array.from({ length: 120 }, () => {
        media += 20 + next() * 40;
        return next() < 0.1 ? media + 80 + next() * 320 : media;
      });
      const end = steadily(media + 40, 40);
      const { at, jumps } = run([...frames, ...end]);
      const returned = at.filter((one) => one !== null);
      expect(jumps, `seed ${seed}`).toBe(0);
      expect(
        returned.every((one, i) => i === 0 || one > (returned[i - 1] ?? 0)),
        `seed ${seed}`,
      ).toBe(true);
      expect(returned[returned.length - 1], `seed ${seed}`).toBe(end[end.length - 1]);
    }
  });

  test('a position that does not advance (WebKitGTK after a loop) is ignored', () => {
    const frames = steadily(40, 10).map((frame) => [frame, 0] as const);
    expect(run([[0, 0], ...frames]).at).toEqual([0, ...steadily(40, 10)]);
  });
});

describe('a seek', () => {
  test.each([
    ['back', 200],
    ['a little back', 4950],
    ['far ahead', 9000],
  ])('%s is a jump', (_, target) => {
    const clock = seekClock(run([4920, 4960]).clock);
    expect(run([target, target + 40], clock)).toMatchObject({ at: [target, target + 40], jumps: 1 });
  });

  test('is a jump even if frames of the old position still arrive first', () => {
    const clock = seekClock(run([4920, 4960]).clock);
    expect(run([5000, 5040, 200, 240], clock)).toMatchObject({ at: [5000, 5040, 200, 240], jumps: 1 });
  });

  test('a little ahead is not a jump, because the picture continues', () => {
    const clock = seekClock(run([4920, 4960]).clock);
    expect(run([5460, 5500], clock)).toMatchObject({ at: [5460, 5500], jumps: 0 });
  });

  test('long ago does not turn a later stall into a jump', () => {
    const clock = seekClock(run([0]).clock);
    expect(run([...steadily(40, 10), 3000], clock).jumps).toBe(0);
  });

  test('is not needed for a step back of a second to be a jump, since a loop may cause it', () => {
    expect(run([3000, 40, 80])).toMatchObject({ at: [3000, 40, 80], jumps: 1 });
  });
});

describe('a picture that is still shown', () => {
  test('has the position of a running clip, and the next frame has a later time', () => {
    const shown = timeBetweenFrames(run([0]).clock, 2960);
    expect(shown.at).toBe(2960);
    expect(run([3000], shown)).toMatchObject({ at: [3000], jumps: 0 });
  });

  test('keeps the time of its frame in a paused clip, whose position may be slightly earlier', () => {
    expect(timeBetweenFrames(run([3000]).clock, 2990).at).toBe(3000);
  });
});
