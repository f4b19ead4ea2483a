import { percentile } from '#core/stats.ts';
import { FAULT_SECONDS, type Plan, type PlannedFault, RECOVERY_SECONDS } from './plan.ts';
import type { Recovery, Sitting, SoakRecord } from './record.ts';
import { pause, type Show } from './show.ts';

const POLL_MS = 100;
/** A show that is not back after this time is loaded again, so that the rest of the run can be measured. */
const PATIENCE_MS = 60_000;
/** Time between two samples in seconds: many enough in a short run, and few enough to disturb a long one little. */
const SAMPLE_SECONDS = { least: 4, most: 15 } as const;
/** After the last visitor the numbers are complete and stored within this time. */
const STORED_SECONDS = 8;

/**
 * Runs the plan on a show from where the record ends. `save` gets the record after each fault and at the end, when
 * nobody is there, so that a later sitting can go on from it.
 */
export async function runSitting(
  show: Show,
  plan: Plan,
  before: SoakRecord,
  save: (record: SoakRecord) => void,
): Promise<SoakRecord> {
  const samples = [...before.samples];
  const recoveries = [...before.recoveries];
  const date = new Date().toISOString();
  const livesBefore = before.samples.at(-1) ?? { document: 0, engine: 0 };
  const every = Math.min(SAMPLE_SECONDS.most, Math.max(SAMPLE_SECONDS.least, plan.seconds / 60));
  const beganAt = performance.now();
  /** The plan waits while a fault takes longer than planned. */
  let lateMs = 0;
  let record = before;

  const now = () => before.at + (performance.now() - beganAt - lateMs) / 1000;

  async function sample(): Promise<void> {
    const { results, seconds, latencies } = await show.answers();
    const insides = await show.insides();
    const { document, engine } = show.lives();
    samples.push({
      ...insides,
      at: now(),
      document: livesBefore.document + document,
      engine: livesBefore.engine + engine,
      fps: results / seconds,
      latencyMs: latencies.length > 0 ? percentile(latencies, 0.5) : null,
      latencyP95Ms: latencies.length > 0 ? percentile(latencies, 0.95) : null,
    });
    await show.restart();
  }

  /** Lets visitors come and go until `until`, and takes samples. */
  async function keepGoing(until: number): Promise<void> {
    let there = '';
    let sampledAt = now();
    await show.restart();
    for (let at = now(); at < until; at = now()) {
      const people = plan.visits.filter(({ from, to }) => from <= at && at < to);
      const next = JSON.stringify(people);
      if (next !== there) await show.setPeople(people);
      there = next;
      if (at - sampledAt >= every) {
        await sample();
        sampledAt = now();
      }
      await pause(POLL_MS);
    }
    await show.setPeople([]);
  }

  async function suffer(planned: PlannedFault): Promise<Recovery> {
    const { fault, to } = planned;
    const at = now();
    const begunAt = performance.now();
    await show.begin(fault);
    let saidMs: number | null = null;
    const seconds = FAULT_SECONDS[fault];
    while (performance.now() - begunAt < seconds * 1000) {
      if (saidMs === null && (await show.says())) saidMs = performance.now() - begunAt;
      await pause(POLL_MS);
    }
    const endedAt = seconds === 0 ? begunAt : performance.now();
    await show.end(fault);
    let recoveredMs: number | null = null;
    while (recoveredMs === null && performance.now() - endedAt < PATIENCE_MS) {
      // While a page is loaded it cannot answer.
      if (await show.isWell().catch(() => false)) recoveredMs = performance.now() - endedAt;
      else await pause(POLL_MS);
    }
    if (recoveredMs === null) await loadAgain(show);
    lateMs += Math.max(0, now() - (to + RECOVERY_SECONDS)) * 1000;
    return { fault, at, saidMs, recoveredMs };
  }

  async function keep(at: number): Promise<void> {
    const { passed, stayed } = await show.counts();
    const visitors = plan.visits.filter(({ from, to }) => from >= before.at && to <= at).length;
    const sitting: Sitting = {
      date,
      browser: show.browser,
      from: before.at,
      to: at,
      visitors,
      passed,
      stayed,
      openFrames: show.openFrames(),
      errors: show.errors(),
    };
    record = {
      ...before,
      at,
      sittings: [...before.sittings, sitting],
      samples: [...samples],
      recoveries: [...recoveries],
    };
    save(record);
  }

  for (const planned of plan.faults.filter(({ from }) => from >= before.at)) {
    await keepGoing(planned.from);
    recoveries.push(await suffer(planned));
    await keepGoing(planned.to + RECOVERY_SECONDS);
    await keep(planned.to + RECOVERY_SECONDS);
  }
  await keepGoing(plan.seconds);
  await pause(STORED_SECONDS * 1000);
  await keep(plan.seconds);
  return record;
}

async function loadAgain(show: Show): Promise<void> {
  await show.begin('reload');
  const until = performance.now() + PATIENCE_MS;
  while (!(await show.isWell().catch(() => false))) {
    if (performance.now() > until)
      throw new Error('the show did not start again, even when it was loaded again');
    await pause(POLL_MS);
  }
}
