import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runSitting } from './drive.ts';
import { FAULTS, type Fault, planSoak } from './plan.ts';
import { newRecord, type SoakRecord } from './record.ts';
import type { Show } from './show.ts';

const SECONDS = 120;
const PLAN = planSoak(SECONDS, 1);

/** A show that comes back two seconds after each fault, or never, and counts whom it sees. */
function fakeShow(never: Fault | null = null) {
  const done: string[] = [];
  let wellAt = 0;
  let passed = 0;
  let there = 0;
  const show: Show = {
    browser: 'fake',
    lives: () => ({ document: 1, engine: 1 }),
    openFrames: () => 0,
    errors: () => [],
    async setPeople(people) {
      passed += Math.max(0, people.length - there);
      there = people.length;
    },
    async begin(fault) {
      done.push(`begin ${fault}`);
      if (fault === 'reload') wellAt = performance.now() + 2000;
    },
    async end(fault) {
      done.push(`end ${fault}`);
      wellAt = fault === never ? Number.POSITIVE_INFINITY : performance.now() + 2000;
    },
    says: async () => true,
    isWell: async () => performance.now() >= wellAt,
    restart: async () => {},
    answers: async () => ({ results: 30, seconds: 1, latencies: [20, 40, 60] }),
    insides: async () => ({ page: 1, worker: 1, wasm: 1, renderers: 1, nodes: 1, tensors: 1 }),
    counts: async () => ({ passed, stayed: passed }),
    close: async () => {},
  };
  return { show, done };
}

/** Runs a sitting on fake timers until it has ended. */
async function run(show: Show, before: SoakRecord, most = 2 * SECONDS) {
  const saved: SoakRecord[] = [];
  const sitting = runSitting(show, PLAN, before, (record) => saved.push(record));
  await vi.advanceTimersByTimeAsync(most * 1000);
  return { record: await sitting, saved };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'performance', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('runs every fault of the plan in its order, and measures until the show goes on', async () => {
  const { show, done } = fakeShow();
  const { record, saved } = await run(show, newRecord(SECONDS, 1));
  expect(done).toEqual(PLAN.faults.flatMap(({ fault }) => [`begin ${fault}`, `end ${fault}`]));
  for (const { recoveredMs } of record.recoveries) expect(recoveredMs).toBe(2000);
  expect(record.at).toBe(SECONDS);
  expect(record.sittings).toMatchObject([{ from: 0, to: SECONDS, visitors: 3, passed: 3, stayed: 3 }]);
  expect(record.samples[0]).toMatchObject({ fps: 30, latencyMs: 40, document: 1, engine: 1 });
  expect(saved).toHaveLength(FAULTS.length + 1);
});

test('goes on from what was saved: each fault and visitor once, in the lives after those of before', async () => {
  const first = fakeShow();
  const { saved } = await run(first.show, newRecord(SECONDS, 1));
  const before = saved[3]!;
  const { show, done } = fakeShow();
  const { record } = await run(show, before);
  expect(record.recoveries.map(({ fault }) => fault)).toEqual(PLAN.faults.map(({ fault }) => fault));
  expect(done).toHaveLength(2 * (FAULTS.length - 4));
  expect(record.sittings).toHaveLength(2);
  const sum = (what: 'visitors' | 'passed') =>
    record.sittings.reduce((total, sitting) => total + sitting[what], 0);
  expect([sum('visitors'), sum('passed')]).toEqual([PLAN.visits.length, PLAN.visits.length]);
  expect(record.samples.at(-1)).toMatchObject({ document: 2, engine: 2 });
});

test('loads a show again that never goes on, and waits with the rest of the plan', async () => {
  const { show, done } = fakeShow('hidden');
  const { record } = await run(show, newRecord(SECONDS, 1), 4 * SECONDS);
  expect(record.recoveries.filter(({ recoveredMs }) => recoveredMs === null)).toMatchObject([
    { fault: 'hidden' },
  ]);
  expect(done.slice(done.indexOf('end hidden'))[1]).toBe('begin reload');
  expect(record.sittings[0]).toMatchObject({ visitors: 3, passed: 3 });
});
