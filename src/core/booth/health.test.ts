import { describe, expect, test } from 'vitest';
import { random } from '../random.test-support.ts';
import {
  type Ailment,
  BLACK_PAUSES,
  type Health,
  LONGEST_STEP_MS,
  NEW_HEALTH,
  nextHealth,
  PAUSES,
  STEADY_MS,
  type Symptom,
  saidAilment,
} from './health.ts';

const TICK_MS = 500;

/** Takes steps of half a second through a script of symptoms and their seconds; returns the times of attempts, seconds. */
function attempts(script: readonly (readonly [Symptom, number])[], from: Health = NEW_HEALTH) {
  let health = from;
  let at = from.at ?? 0;
  const times: number[] = [];
  for (const [symptom, seconds] of script)
    for (let ms = 0; ms < seconds * 1000; ms += TICK_MS) {
      const step = nextHealth(health, symptom, at);
      health = step.health;
      if (step.tries) times.push(at / 1000);
      at += TICK_MS;
    }
  return { times, health };
}

const lasting = Object.entries(PAUSES) as [Exclude<Ailment, 'black'>, readonly number[]][];

describe('attempts', () => {
  test.each(lasting)('with "%s" wait longer each time, and never end', (ailment, pauses) => {
    const last = pauses.at(-1)!;
    const { times } = attempts([[ailment, pauses.reduce((sum, pause) => sum + pause, 0) + 5 * last]]);
    // One tick passes between an attempt and the plan for the next.
    const waits = times.map((time, i) => time - (times[i - 1] ?? -TICK_MS / 1000) - TICK_MS / 1000);
    expect(waits.slice(0, pauses.length)).toEqual(pauses);
    expect(waits.length).toBeGreaterThan(pauses.length + 2);
    expect(new Set(waits.slice(pauses.length))).toEqual(new Set([last]));
    expect([...waits].sort((a, b) => a - b)).toEqual(waits);
  });

  test('for a camera come often enough to be back within ten seconds', () => {
    for (const ailment of ['absent', 'busy', 'silent'] as const)
      expect(Math.max(...PAUSES[ailment])).toBeLessThanOrEqual(8);
  });

  test('on a black picture end', () => {
    expect(attempts([['black', 3600]]).times).toHaveLength(BLACK_PAUSES.length);
  });

  test.each([
    ['none while all is well', [['well', 600]], []],
    ['none while nothing is wanted', [['resting', 600]], []],
    ['none while something starts for the first time', [['pending', 600]], []],
    [
      'an attempt that never ends is followed by another',
      [
        ['busy', 1.5],
        ['pending', 65],
      ],
      [1, 31, 61],
    ],
    [
      'begin with the shortest pause again after all was well',
      [
        ['busy', 16],
        ['pending', 1],
        ['well', STEADY_MS / 1000 + 1],
        ['busy', 2],
      ],
      [1, 3.5, 8, 29],
    ],
    [
      'go on with the longer pause if all was well for a moment only',
      [
        ['stopped', 4],
        ['pending', 1],
        ['well', 2],
        ['stopped', 5],
      ],
      [1, 3.5, 11],
    ],
    [
      'an attempt under way is not disturbed',
      [
        ['busy', 1.5],
        ['pending', 20],
        ['busy', 2.5],
      ],
      [1, 23.5],
    ],
    [
      'the presenter’s pause ends them',
      [
        ['absent', 4],
        ['resting', 5],
        ['pending', 1],
        ['absent', 1.5],
      ],
      [1, 3.5, 11],
    ],
  ] as const)('%s', (_name, script, expected) => {
    expect(attempts(script).times).toEqual(expected);
  });

  test('a sleep of the machine brings the next attempt near, whatever the pause was', () => {
    const { health } = attempts([['stopped', 120]]);
    expect(health.attempts).toBeGreaterThan(5);
    const woken = nextHealth(health, 'stopped', health.at! + 8 * 3_600_000).health;
    expect(woken.attempts).toBe(0);
    expect(attempts([['stopped', 3]], woken).times).toHaveLength(1);
  });

  test('a sleep is not counted as time of being well', () => {
    const { health } = attempts([
      ['busy', 4],
      ['well', 1],
    ]);
    const woken = nextHealth(health, 'well', health.at! + 3_600_000).health;
    expect(woken.wellMs).toBe(health.wellMs);
  });
});

describe('whatever happens', () => {
  const SYMPTOMS = ['resting', 'pending', 'well', 'black', ...lasting.map(([name]) => name)] as const;

  test('attempts are made only while something is wrong, and at most one a second', () => {
    const next = random(11);
    let health = NEW_HEALTH;
    let at = 0;
    let sinceLast = Number.POSITIVE_INFINITY;
    for (let i = 0; i < 50_000; i++) {
      const symptom = SYMPTOMS[Math.floor(next() * SYMPTOMS.length)]!;
      const step = nextHealth(health, symptom, at);
      if (step.tries) {
        expect(['resting', 'well']).not.toContain(symptom);
        expect(step.health.ailment).not.toBeNull();
        expect(sinceLast).toBeGreaterThanOrEqual(1000);
        sinceLast = 0;
      }
      health = step.health;
      // Now and then the clock is set back or leaps.
      const chance = next();
      const passed = chance < 0.01 ? -10_000 * next() : chance < 0.02 ? 1e7 * next() : next() * TICK_MS;
      at += passed;
      sinceLast += Math.max(0, passed);
    }
  });

  test('an attempt follows within the longest pause, even if the fault changes all the time', () => {
    const next = random(5);
    const faults = lasting.map(([name]) => name).filter((name) => name !== 'frozen');
    let health = NEW_HEALTH;
    let waited = 0;
    let tried = 0;
    for (let at = 0; at < 3_600_000; at += TICK_MS) {
      const step = nextHealth(health, faults[Math.floor(next() * faults.length)]!, at);
      health = step.health;
      waited = step.tries ? 0 : waited + TICK_MS;
      tried += Number(step.tries);
      expect(waited).toBeLessThanOrEqual(61_000);
    }
    expect(tried).toBeGreaterThan(60);
  });
});

describe('the screen', () => {
  test('says what is wrong until all is well, also during an attempt', () => {
    let { health } = attempts([['busy', 1]]);
    expect(saidAilment(health)).toBe('busy');
    health = attempts([['pending', 20]], health).health;
    expect(saidAilment(health)).toBe('busy');
    health = attempts([['well', TICK_MS / 1000]], health).health;
    expect(saidAilment(health)).toBeNull();
  });

  test('does not mention a worker that is back within a second', () => {
    expect(saidAilment(attempts([['stopped', 1]]).health)).toBeNull();
    expect(saidAilment(attempts([['stopped', 2]]).health)).toBe('stopped');
  });

  test('says nothing at the first start', () => {
    expect(saidAilment(attempts([['pending', LONGEST_STEP_MS]]).health)).toBeNull();
  });
});
