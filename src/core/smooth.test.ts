import { describe, expect, test } from 'vitest';
import { decode } from './decode.ts';
import { CLEAR } from './face.test-support.ts';
import { EMOTIONS } from './labels.ts';
import { random } from './random.test-support.ts';
import { type Look, logitsOf, ONE, reading } from './readings.test-support.ts';
import { isSettled, readingOf, type SmoothState, smooth } from './smooth.ts';
import type { Logits, Words } from './types.ts';

interface Step {
  readonly at: number;
  readonly state: SmoothState;
  readonly shown: Words;
}

/** Feeds readings at `fps` for `seconds`; `lookAt` returns the face at a time in seconds. */
function watch(
  lookAt: (seconds: number) => Look,
  options: { fps: number; seconds: number; quality?: (seconds: number) => number; smoothing?: boolean },
): readonly Step[] {
  const steps: Step[] = [];
  let state: SmoothState | null = null;
  for (let i = 0; i <= options.fps * options.seconds; i++) {
    const seconds = i / options.fps;
    const quality = options.quality?.(seconds) ?? 0.9;
    state = smooth(
      state,
      reading(logitsOf(lookAt(seconds)), quality),
      seconds * 1000,
      ONE,
      options.smoothing ?? true,
    );
    steps.push({ at: seconds * 1000, state, shown: state.words });
  }
  return steps;
}

/** The time at which the condition first holds, milliseconds; Infinity if never. */
function firstTime(steps: readonly Step[], holds: (shown: Words) => boolean): number {
  return steps.find(({ shown }) => holds(shown))?.at ?? Infinity;
}

describe('a still face with noise', () => {
  const noisy = (seed: number) => {
    const next = random(seed);
    return (): Look => ({
      years: 34.5 + 6 * (next() - 0.5),
      woman: 1 + 2 * (next() - 0.5),
      smile: -0.3 + 2 * (next() - 0.5),
      emotion: next() < 0.75 ? 'neutral' : 'sadness',
      lead: 1.5,
    });
  };

  test.each([10, 30])('shows stable words, and ages within a year, at %i readings a second', (fps) => {
    for (let seed = 1; seed <= 10; seed++) {
      const shown = watch(noisy(seed), { fps, seconds: 10 })
        .filter(({ at }) => at >= 2000)
        .map((step) => step.shown);
      const years = shown.map((one) => one.years);
      expect(Math.max(...years) - Math.min(...years)).toBeLessThanOrEqual(1);
      expect(new Set(shown.map((one) => one.gender)).size).toBe(1);
      expect(new Set(shown.map((one) => one.smiling)).size).toBe(1);
    }
  });

  test('flickers without smoothing', () => {
    const shown = watch(noisy(1), { fps: 10, seconds: 10, smoothing: false }).map((step) => step.shown);
    const years = shown.map((one) => one.years);
    expect(Math.max(...years) - Math.min(...years)).toBeGreaterThan(3);
    expect(new Set(shown.map((one) => one.emotion)).size).toBe(2);
    expect(new Set(shown.map((one) => one.smiling)).size).toBe(2);
  });
});

describe('a cut from neutral to smiling', () => {
  // The cut is just after a reading, so that the first one of the new face is a whole interval later.
  const cut = (before: Look, after: Look, fps: number) => {
    const steps = watch((t) => (t <= 2 ? before : after), { fps, seconds: 4 });
    return {
      smile: firstTime(steps, ({ smiling }) => smiling) - 2000,
      word: firstTime(steps, ({ emotion }) => emotion === 'happiness') - 2000,
    };
  };

  test.each([
    [10, { lead: 4 }, { emotion: 'happiness', lead: 4, smile: 4 }],
    [10, { lead: 12, smile: -9 }, { emotion: 'happiness', lead: 4, smile: 2 }],
    [8, { lead: 6, smile: -6 }, { emotion: 'happiness', lead: 5, smile: 3 }],
    [30, { lead: 12, smile: -9 }, { emotion: 'happiness', lead: 4, smile: 2 }],
  ] as const)('is shown within 450 ms at %i readings a second', (fps, before, after) => {
    const { smile, word } = cut(before, after, fps);
    expect(smile).toBeLessThanOrEqual(450);
    expect(word).toBeLessThanOrEqual(450);
  });

  test('is not shown until it has lasted about 200 ms', () => {
    const blink = watch((t) => (t > 2 && t <= 2.1 ? { emotion: 'surprise', smile: 3, lead: 6 } : {}), {
      fps: 30,
      seconds: 4,
    });
    expect(new Set(blink.map(({ shown }) => shown.emotion))).toEqual(new Set(['neutral']));
    expect(new Set(blink.map(({ shown }) => shown.smiling))).toEqual(new Set([false]));
  });
});

test('10 and 30 readings a second agree, also after a change', () => {
  const life = (t: number): Look => (t <= 3 ? { years: 30 } : { years: 33, emotion: 'happiness', smile: 3 });
  const slow = watch(life, { fps: 10, seconds: 6 });
  const fast = watch(life, { fps: 30, seconds: 6 });
  for (const step of slow) {
    const other = fast.find(({ at }) => Math.abs(at - step.at) < 1)!;
    const a = readingOf(step.state);
    const b = readingOf(other.state);
    expect(Math.abs(a.age.years - b.age.years)).toBeLessThan(0.1);
    // During the change the slower rate lags by up to 67 ms.
    const tolerance = step.at > 3000 && step.at < 4500 ? 0.2 : 1e-3;
    expect(Math.abs(a.smile - b.smile)).toBeLessThan(tolerance);
    expect(Math.abs(a.emotions.happiness - b.emotions.happiness)).toBeLessThan(tolerance);
  }
});

test('smoothed probabilities and age stay within the range of the readings', () => {
  const next = random(11);
  for (let run = 0; run < 20; run++) {
    let state: SmoothState | null = null;
    const seen: number[][] = [];
    for (let i = 0, at = 0; i < 30; i++, at += 200 * next()) {
      const logits: Logits = {
        age: logitsOf({ years: 20 + 50 * next(), deviation: 3 + 8 * next() }).age,
        gender: [6 * next() - 3, 6 * next() - 3],
        emotion: EMOTIONS.map(() => 8 * next()),
        smile: [6 * next() - 3, 6 * next() - 3],
        visible: [9, 9, 9],
      };
      const flat = ({ age, woman, smile, emotions }: ReturnType<typeof decode>) => [
        age.years,
        woman,
        smile,
        ...EMOTIONS.map((name) => emotions[name]),
      ];
      seen.push(flat(decode(logits, ONE)));
      state = smooth(state, reading(logits, next()), at, ONE, true);
      flat(readingOf(state)).forEach((value, column) => {
        const inputs = seen.map((row) => row[column]!);
        expect(value).toBeGreaterThanOrEqual(Math.min(...inputs) - 1e-9);
        expect(value).toBeLessThanOrEqual(Math.max(...inputs) + 1e-9);
      });
    }
  }
});

test('poor crops have little weight', () => {
  const steps = watch((t) => (t >= 2 && t < 2.5 ? { years: 70, woman: -3 } : { years: 30 }), {
    fps: 10,
    seconds: 3,
    quality: (t) => (t >= 2 && t < 2.5 ? 0.1 : 0.9),
  });
  const { age, woman } = readingOf(steps.at(-1)!.state);
  expect(Math.abs(age.years - 30)).toBeLessThan(1);
  expect(woman).toBeGreaterThan(0.9);
});

test('after a swap of persons under one id the previous person is forgotten', () => {
  const steps = watch((t) => (t < 10 ? { years: 25, woman: 4 } : { years: 60, woman: -4 }), {
    fps: 10,
    seconds: 40,
  });
  const { years, gender } = steps.at(-1)!.shown;
  expect(years).toBeGreaterThan(57);
  expect(gender).toBe('man');
});

describe('hysteresis', () => {
  test('the age does not flicker between two whole years', () => {
    let state: SmoothState | null = null;
    const seen = new Set<number>();
    for (let i = 0; i < 100; i++) {
      const years = 34.5 + 0.28 * Math.sin(i / 3);
      state = smooth(state, reading(logitsOf({ years })), i * 12_000, ONE, true);
      seen.add(state.words.years);
    }
    expect(seen.size).toBe(1);
  });

  test('the gender is "not sure" inside the band, and does not flicker at its edge', () => {
    const odds = (p: number) => Math.log(p / (1 - p));
    const genderAfter = (path: readonly number[]) => {
      let state: SmoothState | null = null;
      // Readings are so far apart that earlier ones have no weight.
      path.forEach((p, i) => {
        state = smooth(state, reading(logitsOf({ woman: odds(p) })), i * 100_000, ONE, true);
      });
      return state!.words.gender;
    };
    expect(genderAfter([0.5])).toBe('unsure');
    expect(genderAfter([0.66])).toBe('woman');
    expect(genderAfter([0.34])).toBe('man');
    expect(genderAfter([0.5, 0.67])).toBe('unsure');
    expect(genderAfter([0.5, 0.72])).toBe('woman');
    expect(genderAfter([0.72, 0.62])).toBe('woman');
    expect(genderAfter([0.72, 0.58])).toBe('unsure');
    expect(genderAfter([0.2, 0.38])).toBe('man');
    expect(genderAfter([0.2, 0.8])).toBe('woman');
  });
});

describe('settled', () => {
  const wide = { deviation: 9, woman: 0.5 };

  test('is a wide interval after four readings over 400 ms, a narrow one at the second reading', () => {
    const settledAt = (look: Look, fps: number) =>
      watch(() => look, { fps, seconds: 3 }).find(({ at, state }) => isSettled(state, at))?.at;
    expect(settledAt(wide, 10)).toBe(400);
    expect(settledAt(wide, 30)).toBeCloseTo(400, 6);
    expect(settledAt({ deviation: 3, woman: 0.5 }, 10)).toBe(100);
  });

  describe('by certain readings', () => {
    const settledAt = (lookAt: (seconds: number) => Look, fps = 30, quality = 0.9) =>
      watch(lookAt, { fps, seconds: 3, quality: () => quality }).find(({ at, state }) => isSettled(state, at))
        ?.at ?? Infinity;
    const sure: Look = { deviation: 9 };

    test('four that agree suffice, however wide the interval, if they span 90 ms', () => {
      expect(settledAt(() => sure)).toBeCloseTo(100, 6);
      expect(settledAt(() => sure, 10)).toBe(300);
      expect(settledAt(() => sure, 200)).toBe(90);
    });

    test.each<[string, Look]>([
      ['gender', { woman: 1 }],
      ['emotion', { lead: 1 }],
      ['smile', { smile: 0.2 }],
    ])('readings with an undecided %s are not certain', (_, look) => {
      expect(settledAt(() => ({ ...sure, ...look }))).toBeCloseTo(400, 6);
    });

    test('readings of a poor crop are not certain', () => {
      expect(settledAt(() => sure, 30, 0.2)).toBeCloseTo(400, 6);
    });

    test('readings with varying ages do not agree', () => {
      const wanders = (seconds: number) => ({ ...sure, years: Math.round(seconds * 30) % 2 ? 30 : 40 });
      expect(settledAt(wanders)).toBeCloseTo(400, 6);
    });

    test('a later doubt does not remove the words', () => {
      const steps = watch((t) => (t < 0.15 ? sure : { ...sure, woman: 0.5 }), { fps: 30, seconds: 1 });
      const after = steps.filter(({ at }) => at > 150);
      expect(after.every(({ at, state }) => isSettled(state, at))).toBe(true);
    });
  });

  test('is a wide interval after a second if readings are rare', () => {
    const seldom = watch(() => wide, { fps: 2, seconds: 3 });
    expect(seldom.find(({ at, state }) => isSettled(state, at))?.at).toBe(1000);
  });

  test('is never a single reading, however old, except without smoothing', () => {
    const one = smooth(null, reading(logitsOf({ deviation: 3 })), 0, ONE, true);
    expect(isSettled(one, 5000)).toBe(false);
    expect(isSettled(smooth(null, reading(logitsOf(wide)), 0, ONE, false), 0)).toBe(true);
  });
});

test('a new person after a cut has to settle again and shows nothing of the previous one', () => {
  const her = {
    logits: logitsOf({ years: 30, smile: 6, emotion: 'happiness', lead: 9 }),
    quality: 0.9,
    evidence: CLEAR,
    look: [1, 0],
  };
  const him = {
    logits: logitsOf({ years: 60, woman: -3, smile: -1, lead: 2 }),
    quality: 0.9,
    evidence: CLEAR,
    look: [0, 1],
  };
  let state: SmoothState | null = null;
  for (let at = 0; at <= 2000; at += 100) state = smooth(state, her, at, ONE, true);
  expect(state!.words).toMatchObject({ gender: 'woman', emotion: 'happiness', smiling: true });
  const settled: boolean[] = [];
  for (let at = 2100; at <= 2500; at += 100) {
    state = smooth(state, him, at, ONE, true);
    settled.push(isSettled(state, at));
    expect(state.words).toMatchObject({ gender: 'man', emotion: 'neutral', smiling: false });
    expect(readingOf(state).smile).toBeCloseTo(0.27, 2);
  }
  expect(settled).toEqual([false, false, false, false, true]);
});

test('without smoothing the newest reading is shown, but the memory is kept for later', () => {
  let state = smooth(null, reading(logitsOf({ years: 30 })), 0, ONE, true);
  for (let at = 100; at <= 2000; at += 100)
    state = smooth(state, reading(logitsOf({ years: 30 })), at, ONE, true);
  const raw = smooth(state, reading(logitsOf({ years: 60, emotion: 'anger', smile: 2 })), 2100, ONE, false);
  expect(raw.words).toMatchObject({ years: 60, emotion: 'anger', smiling: true });
  expect(readingOf(raw)).toEqual(decode(logitsOf({ years: 60, emotion: 'anger', smile: 2 }), ONE));
  const again = smooth(raw, reading(logitsOf({ years: 30 })), 2200, ONE, true);
  expect(readingOf(again).age.years).toBeLessThan(33);
});
