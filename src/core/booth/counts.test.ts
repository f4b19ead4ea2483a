import { describe, expect, test } from 'vitest';
import type { Attributes } from './attributes.ts';
import { type CountsState, endVisits, nextCounts, startCounts } from './counts.ts';
import type { Clock } from './counts-day.ts';
import type { SeenFace } from './counts-readings.ts';

const ALL: Attributes = { age: true, gender: true, emotion: true, smile: true };
const CLOCK: Clock = { day: '2026-11-30', slot: 60 };
const STEP_MS = 100;
const unread = { age: null, woman: null, emotions: null, smile: null };
const aged = (years: number) => ({ ...unread, age: { years, low: years - 8, high: years + 8 } });

/** A face of 100 pixels. */
function face(id: number, about: Partial<SeenFace> = {}, x = 300, width = 100): SeenFace {
  return { id, box: { x, y: 200, width, height: width }, turned: true, reading: unread, ...about };
}

type Part = readonly [seconds: number, ...faces: SeenFace[]];

/** Shows each part's faces for its seconds, ten pictures a second. */
function watch(parts: readonly Part[], from = startCounts({}), clock = CLOCK, counted = ALL): CountsState {
  let state = from;
  let at = state.at === null ? 0 : state.at + STEP_MS;
  for (const [seconds, ...faces] of parts) {
    for (let i = 0; i < seconds * (1000 / STEP_MS); i++) {
      state = nextCounts(state, at, faces, clock, counted);
      at += STEP_MS;
    }
  }
  return state;
}

const counted = (state: CountsState, clock = CLOCK) => {
  const { passed, stayed, turned } = state.days[clock.day]?.slots[clock.slot] ?? {
    passed: 0,
    stayed: 0,
    turned: 0,
  };
  return [passed, stayed, turned];
};

describe('passed, stayed, turned to the screen', () => {
  test.each<readonly [string, readonly Part[], readonly number[]]>([
    ['nobody', [[10]], [0, 0, 0]],
    ['a flicker', [[0.4, face(1)], [40]], [0, 0, 0]],
    ['many flickers', Array.from({ length: 20 }, (_, i): Part => [0.3, face(i + 1)]), [0, 0, 0]],
    ['somebody who walks past', [[0.8, face(1, { turned: false })], [2]], [1, 0, 0]],
    ['somebody who looks while walking past', [[1.5, face(1)], [2]], [1, 0, 1]],
    ['somebody who stays', [[3.2, face(1)]], [1, 1, 1]],
    ['somebody who stays with the back of the head', [[5, face(1, { turned: false })]], [1, 1, 0]],
    ['two people', [[5, face(1), face(2, {}, 700)]], [2, 2, 2]],
    [
      'a face that is lost for half a second, again and again',
      Array.from({ length: 12 }, (_, i): Part => (i % 2 === 0 ? [1, face(1)] : [0.5])),
      [1, 1, 1],
    ],
    ['a track that gets another number', [[2, face(1)], [0.5], [2, face(2, {}, 330)], [5]], [1, 1, 1]],
    [
      'another number without a gap',
      [
        [2, face(1)],
        [3, face(2, {}, 330)],
      ],
      [1, 1, 1],
    ],
    [
      'two tracks that change their numbers',
      [
        [4, face(1, {}, 300), face(2, {}, 600)],
        [4, face(2, {}, 300), face(1, {}, 600)],
      ],
      [2, 2, 2],
    ],
  ])('%s', (_name, parts, expected) => {
    expect(counted(watch(parts))).toEqual(expected);
  });

  test('each once in a visit, however long it is', () => {
    expect(counted(watch([[600, face(1)]]))).toEqual([1, 1, 1]);
  });
});

describe('somebody who comes back', () => {
  const back = (seconds: number, second: SeenFace, first = face(1, { reading: aged(30) })) =>
    counted(watch([[5, first], [seconds], [5, second], [5]]))[0];

  test.each<readonly [string, number, SeenFace, number]>([
    ['at the same place, of the same age', 20, face(2, { reading: aged(33) }), 1],
    ['after more than 30 s', 31, face(2, { reading: aged(33) }), 2],
    ['of another age', 20, face(2, { reading: aged(45) }), 2],
    ['at another place', 20, face(2, { reading: aged(30) }, 700), 2],
    ['much nearer', 20, face(2, { reading: aged(30) }, 300, 160), 2],
    ['soon, unread', 4, face(2), 1],
    ['later, unread', 10, face(2), 2],
    ['of the same age, with another gender', 20, face(2, { reading: { ...aged(30), woman: 0.9 } }), 2],
  ])('%s', (_name, seconds, second, expected) => {
    expect(back(seconds, second, face(1, { reading: { ...aged(30), woman: 0.1 } }))).toBe(expected);
  });

  test('waits for the age before it is compared', () => {
    const unreadAtFirst: readonly Part[] = [
      [5, face(1, { reading: aged(30) })],
      [20],
      [1, face(2)],
      [4, face(2, { reading: aged(31) })],
    ];
    expect(counted(watch(unreadAtFirst))[0]).toBe(1);
  });

  test('is one person, even if two who are alike have left', () => {
    const one = face(1, { reading: aged(30) });
    const two = face(2, { reading: aged(31) }, 340);
    const state = watch([[5, one, two], [5], [5, face(3, { reading: aged(30) })], [5]]);
    expect(counted(state)[0]).toBe(2);
    const both = watch([
      [5, one, two],
      [5],
      [5, face(3, { reading: aged(30) }), face(4, { reading: aged(31) }, 340)],
    ]);
    expect(counted(both)[0]).toBe(2);
    const joined = watch([
      [5, one],
      [5],
      [5, face(3, { reading: aged(30) }), face(4, { reading: aged(31) }, 340)],
    ]);
    expect(counted(joined)[0]).toBe(2);
  });
});

describe('what is kept', () => {
  test('nothing of anybody 30 s after the last sight, except counts', () => {
    const state = watch([[10, face(1, { reading: aged(30) }), face(2, {}, 800)], [31]]);
    expect(state.visits).toEqual([]);
    expect(JSON.stringify(state.days)).not.toContain('box');
  });

  test('a stay and its readings, once the visit is over', () => {
    const smiling = { ...aged(35), smile: 0.9, woman: 0.2 };
    const seen = watch([[10, face(1, { reading: smiling })]]);
    expect(seen.days[CLOCK.day]?.sums.age.people).toBe(0);
    const { stays, sums } = watch([[31]], seen).days[CLOCK.day]!;
    expect(stays.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect(stays[4]).toBe(1);
    expect(sums.age.people).toBe(1);
    expect(sums.age.mass.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1);
    expect(sums.age.mass[3]).toBeGreaterThan(0.4);
    expect(sums.gender.mass[0]).toBeCloseTo(0.2);
    expect(sums.smile.mass[1]).toBeCloseTo(0.9);
    expect(sums.smile.variance[1]).toBeCloseTo(0.09);
    expect(sums.emotion.people).toBe(0);
  });

  test('a smile of a moment is none', () => {
    const reading = (smile: number) => ({ reading: { ...unread, smile } });
    const state = watch([
      [5, face(1, reading(0.05))],
      [0.2, face(1, reading(0.95))],
      [5, face(1, reading(0.05))],
      [31],
    ]);
    expect(state.days[CLOCK.day]?.sums.smile.mass[1]).toBeLessThan(0.3);
    const long = watch([[5, face(1, reading(0.05))], [4, face(1, reading(0.95))], [31]]);
    expect(long.days[CLOCK.day]?.sums.smile.mass[1]).toBeGreaterThan(0.9);
  });

  test('emotions are averages over the visit', () => {
    const emotions = (happiness: number) => ({
      reading: {
        ...unread,
        emotions: {
          neutral: 1 - happiness,
          happiness,
          surprise: 0,
          sadness: 0,
          anger: 0,
          disgust: 0,
          fear: 0,
          contempt: 0,
        },
      },
    });
    const state = watch([[4, face(1, emotions(1))], [4, face(1, emotions(0))], [31]]);
    expect(state.days[CLOCK.day]?.sums.emotion.mass[1]).toBeCloseTo(0.5, 1);
  });

  test('the time in which pictures were read, without pauses', () => {
    let state = watch([[60]]);
    expect(state.days[CLOCK.day]?.seconds).toBeCloseTo(60, 0);
    state = nextCounts(state, 3_600_000, [], CLOCK, ALL);
    expect(state.days[CLOCK.day]?.seconds).toBeLessThan(62);
  });
});

describe('clocks', () => {
  test('the wall clock decides the bar and the day', () => {
    const night = { day: '2026-11-30', slot: 143 };
    const morning = { day: '2026-12-01', slot: 0 };
    let state = watch([[2, face(1)]], undefined, night);
    state = watch([[2, face(1)], [31]], state, morning);
    expect([counted(state, night), counted(state, morning)]).toEqual([
      [1, 0, 1],
      [0, 1, 0],
    ]);
    expect(state.days[morning.day]?.stays.reduce((sum, one) => sum + one, 0)).toBe(1);
  });

  test('a wall clock that is set back counts there again', () => {
    let state = watch([[5, face(1)], [31]], undefined, { day: '2026-11-30', slot: 61 });
    state = watch([[5, face(2)], [31]], state, CLOCK);
    state = watch([[5, face(3)], [31]], state, { day: '2026-11-30', slot: 61 });
    expect(counted(state, { day: '2026-11-30', slot: 61 })).toEqual([2, 2, 2]);
    expect(counted(state)).toEqual([1, 1, 1]);
  });

  test('a picture clock that is set back ends the visits', () => {
    const state = watch([[5, face(1)]]);
    const again = nextCounts(state, 0, [face(1)], CLOCK, ALL);
    expect(again.days[CLOCK.day]?.stays.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect(again.visits).toHaveLength(1);
  });

  test('a computer that slept does not make a long stay', () => {
    let state = watch([[2, face(1)]]);
    state = nextCounts(state, 7_200_000, [face(1)], CLOCK, ALL);
    expect(counted(state)[1]).toBe(0);
  });

  test('at most fourteen days are kept, and always the one that is counted', () => {
    let state = startCounts({});
    for (let day = 10; day < 30; day++)
      state = watch([[1, face(day)], [31]], state, { day: `2026-11-${day}`, slot: 5 });
    expect(Object.keys(state.days)).toHaveLength(14);
    expect(Object.keys(state.days).sort()[0]).toBe('2026-11-16');
    state = watch([[1, face(99)]], state, { day: '1970-01-01', slot: 5 });
    expect(Object.keys(state.days)).toHaveLength(14);
    expect(state.days['1970-01-01']).toBeDefined();
  });
});

test('when the show ends its visits enter the counts', () => {
  const state = endVisits(watch([[5, face(1, { reading: aged(20) })]]), CLOCK);
  expect(state.visits).toEqual([]);
  expect(state.days[CLOCK.day]?.sums.age.people).toBe(1);
});
