/** Runs the built booth for hours, with visitors and faults, and reports what grew, and how it came through. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { timeLeft } from '../../lab/progress.ts';
import { runProgram } from '../../run/program.ts';
import { ensureBuilt } from '../../run/setup.mjs';
import { analyse } from './analysis.ts';
import { runSitting } from './drive.ts';
import { planSoak } from './plan.ts';
import { newRecord, readRecord, type SoakRecord, writeRecord } from './record.ts';
import { barLine, chartSvg, reportText } from './report.ts';
import { openShow } from './show.ts';

const CHART = 'curves.svg';
const USAGE = `npm run soak -- [options]
  --minutes 2              how long the show runs, at least 2
  --hours 8                the same in hours
  --seed 1                 another seed has other visitors, and faults in another order
  --out .cache/soak        folder of record.json, report.json, report.md and ${CHART}
  --resume                 goes on with the run in that folder, after the last fault that it has recorded`;

await runProgram(USAGE, soak);

async function soak(args: readonly string[]): Promise<void> {
  const { record, out } = readOptions(args);
  const plan = planSoak(record.seconds, record.seed);
  if (record.at >= record.seconds) {
    report(record, out);
    return;
  }
  ensureBuilt();
  const show = await openShow('dist');
  try {
    console.log(
      `${show.browser}: ${plan.visits.length} visitors and ${plan.faults.length} faults are planned`,
    );
    const done = await runSitting(show, plan, record, (kept) => {
      writeRecord(out, kept);
      const left = timeLeft((kept.seconds - kept.at) * 1000);
      console.log(`${(kept.at / 60).toFixed(1)} of ${kept.seconds / 60} min, ${left} left`);
    });
    report(done, out);
  } finally {
    await show.close();
  }
}

/** Returns the record to go on with. Throws if an option is wrong. */
function readOptions(args: readonly string[]): { readonly record: SoakRecord; readonly out: string } {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string' },
      hours: { type: 'string' },
      seed: { type: 'string' },
      out: { type: 'string', default: '.cache/soak' },
      resume: { type: 'boolean', default: false },
    },
  });
  const { minutes, hours, seed, out, resume } = values;
  if (resume) {
    if (minutes ?? hours ?? seed)
      throw new Error('--resume takes length and seed from the run that it goes on with');
    return { record: readRecord(out), out };
  }
  if (minutes !== undefined && hours !== undefined) throw new Error('give --minutes or --hours, not both');
  const seconds = hours === undefined ? Number(minutes ?? 2) * 60 : Number(hours) * 3600;
  const number = Number(seed ?? 1);
  if (!Number.isInteger(number) || number < 0) throw new Error('--seed is a whole number from 0 on');
  return { record: newRecord(seconds, number), out };
}

function report(record: SoakRecord, out: string): void {
  const analysis = analyse(record);
  const { samples, ...rest } = record;
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'report.json'), `${JSON.stringify({ ...rest, ...analysis, samples }, null, 2)}\n`);
  writeFileSync(join(out, 'report.md'), reportText(record, analysis, CHART));
  writeFileSync(join(out, CHART), chartSvg(record));
  for (const bar of analysis.bars) console.log(barLine(bar));
  console.log(`Written to ${join(out, 'report.md')}`);
}
