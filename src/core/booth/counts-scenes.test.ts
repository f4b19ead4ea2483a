import { describe, expect, test } from 'vitest';
import { random } from '../random.test-support.ts';
import { endVisits, nextCounts, startCounts } from './counts.ts';
import { type PlannedVisitor, planVisitors, sightsAt } from './counts-scenes.test-support.ts';

const CLOCK = { day: '2026-11-30', slot: 60 };
const FRAME_MS = 1000 / 15;
const MINUTES = 40;

const PRESETS = {
  everything: { age: true, gender: true, emotion: true, smile: true },
  'age-smile': { age: true, gender: false, emotion: false, smile: true },
  smile: { age: false, gender: false, emotion: false, smile: true },
} as const;

/** Plays a plan, and returns what was counted next to what the plan says. */
function play(seed: number, perMinute: number, counted: (typeof PRESETS)[keyof typeof PRESETS]) {
  const next = random(seed);
  const visitors = planVisitors(next, MINUTES, perMinute);
  let state = startCounts({});
  for (let at = 0; at < (MINUTES + 2) * 60_000; at += FRAME_MS)
    state = nextCounts(state, at, sightsAt(visitors, at, next, counted), CLOCK, counted);
  const day = endVisits(state, CLOCK).days[CLOCK.day]!;
  const plan = (is: (visitor: PlannedVisitor) => boolean) => visitors.filter(is).length;
  return {
    passed: [day.slots[CLOCK.slot]!.passed, plan(({ isPerson }) => isPerson)],
    stayed: [day.slots[CLOCK.slot]!.stayed, plan(({ isPerson, seenMs }) => isPerson && seenMs >= 3000)],
    turned: [day.slots[CLOCK.slot]!.turned, plan(({ isPerson, turnedMs }) => isPerson && turnedMs >= 1000)],
    returned: plan(({ isPerson, spans }) => isPerson && spans.length > 1),
    tracks: visitors.reduce((sum, { spans }) => sum + spans.length, 0),
  } as const;
}

describe.each([
  ['a quiet booth', 3],
  ['a busy booth', 12],
])('%s', (_name, perMinute) => {
  test.each(Object.keys(PRESETS) as (keyof typeof PRESETS)[])('counts within 10 %% with the preset %s', (preset) => {
    const totals = { passed: [0, 0], stayed: [0, 0], turned: [0, 0] };
    for (let seed = 1; seed <= 4; seed++) {
      const scene = play(seed, perMinute, PRESETS[preset]);
      for (const what of ['passed', 'stayed', 'turned'] as const) {
        const [found, planned] = scene[what];
        totals[what][0]! += found;
        totals[what][1]! += planned;
      }
      expect(scene.returned).toBeGreaterThan(0);
      expect(scene.tracks).toBeGreaterThan(scene.passed[1] * 1.2);
    }
    for (const [found, planned] of Object.values(totals)) {
      expect(found! / planned!).toBeGreaterThan(0.9);
      expect(found! / planned!).toBeLessThan(1.1);
    }
  });
});
