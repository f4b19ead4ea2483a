import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { analyse } from '../scripts/measure/soak/analysis.ts';
import { runSitting } from '../scripts/measure/soak/drive.ts';
import { FAULTS, LEAST_SECONDS, planSoak } from '../scripts/measure/soak/plan.ts';
import { newRecord, readRecord, writeRecord } from '../scripts/measure/soak/record.ts';
import { openShow } from '../scripts/measure/soak/show.ts';

/** The run itself, its start, and the plan's waiting if the machine is busy. */
const MOST_MS = 600_000;

// One seed, so that a failure can be repeated: npm run soak -- --minutes 2 --seed 1
test('two minutes of the soak: the booth goes on after every fault, counts, and is judged', async () => {
  test.setTimeout(MOST_MS);
  const folder = mkdtempSync(join(tmpdir(), 'mien-soak-'));
  const show = await openShow('dist');
  try {
    const done = await runSitting(show, planSoak(LEAST_SECONDS, 1), newRecord(LEAST_SECONDS, 1), (record) =>
      writeRecord(folder, record),
    );
    expect(done.recoveries.map(({ fault }) => fault).sort()).toEqual([...FAULTS].sort());
    expect(done.recoveries.filter(({ recoveredMs }) => recoveredMs === null)).toEqual([]);
    expect(readRecord(folder)).toEqual(done);
    const [sitting] = done.sittings;
    expect(sitting?.passed).toBeGreaterThan(0);
    expect(sitting?.errors).toEqual([]);
    expect(done.samples.length).toBeGreaterThan(0);
    for (const { page, worker, wasm, nodes, tensors } of done.samples)
      expect([page, worker, wasm, nodes, tensors]).not.toContain(null);
    expect(analyse(done).faults).toHaveLength(FAULTS.length);
  } finally {
    await show.close();
    rmSync(folder, { recursive: true });
  }
});
