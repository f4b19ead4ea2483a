import { expect, test } from 'vitest';
import { random } from '../random.test-support.ts';
import type { Attributes } from './attributes.ts';
import { endVisits, nextCounts, startCounts } from './counts.ts';
import { inSight, type PlannedVisitor, planVisitors, sightsAt } from './counts-scenes.test-support.ts';

const CLOCK = { day: '2026-11-30', slot: 60 };
const FRAME_MS = 120;
const MINUTES = 20;
/** Other seeds than those with which the rule for returns was chosen. */
const SEEDS = [11, 12, 13, 14, 15, 16];

const PRESETS = {
  everything: { age: true, gender: true, emotion: true, smile: true },
  'age-smile': { age: true, gender: false, emotion: false, smile: true },
  smile: { age: false, gender: false, emotion: false, smile: true },
} as const;

/** Counts a made scene. */
function count(visitors: readonly PlannedVisitor[], next: () => number, counted: Attributes) {
  const spans = visitors.map(
    (visitor) => [visitor, visitor.spans[0]!.from, visitor.spans.at(-1)!.to] as const,
  );
  let state = startCounts({});
  for (let at = 0; at < (MINUTES + 2) * 60_000; at += FRAME_MS) {
    const here = spans.flatMap(([visitor, from, to]) => (at >= from && at <= to ? [visitor] : []));
    state = nextCounts(state, at, sightsAt(here, at, next, counted), CLOCK, counted);
  }
  return endVisits(state, CLOCK).days[CLOCK.day]!.slots[CLOCK.slot]!;
}

/** What was counted in the scenes of all seeds, divided by what was planned. */
function ratios(perMinute: number, counted: Attributes) {
  const [found, planned] = [
    { passed: 0, stayed: 0, turned: 0 },
    { passed: 0, stayed: 0, turned: 0 },
  ];
  for (const seed of SEEDS) {
    const next = random(seed);
    const visitors = planVisitors(next, MINUTES, perMinute);
    const counts = count(visitors, next, counted);
    const people = visitors.filter(({ isPerson }) => isPerson);
    for (const what of ['passed', 'stayed', 'turned'] as const) found[what] += counts[what];
    planned.passed += people.length;
    planned.stayed += people.filter((one) => inSight(one) >= 3000).length;
    planned.turned += people.filter((one) => one.isTurned && inSight(one) >= 1000).length;
  }
  return {
    passed: found.passed / planned.passed,
    stayed: found.stayed / planned.stayed,
    turned: found.turned / planned.turned,
  };
}

test.each([
  ['everything', 3, 0.1],
  ['everything', 12, 0.1],
  ['age-smile', 3, 0.1],
  ['age-smile', 12, 0.1],
  ['smile', 3, 0.2],
  ['smile', 12, 0.2],
] as const)(
  'with the preset %s, made visitors, %i a minute, are counted within ±%f of their number',
  { timeout: 60_000 },
  (preset, perMinute, within) => {
    for (const ratio of Object.values(ratios(perMinute, PRESETS[preset]))) {
      expect(ratio).toBeGreaterThan(1 - within);
      expect(ratio).toBeLessThan(1 + within);
    }
  },
);

test('the made scenes have many more tracks than people', () => {
  const people = planVisitors(random(11), MINUTES, 12).filter(({ isPerson }) => isPerson);
  const tracks = people.reduce((sum, { spans }) => sum + spans.length, 0);
  expect(tracks).toBeGreaterThan(people.length * 1.5);
});
