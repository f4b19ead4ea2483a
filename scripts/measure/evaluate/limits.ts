import { join } from 'node:path';
import { alignedTable } from '../../lab/aligned-table.ts';
import type { RunningLab } from './lab.ts';
import type { Degradation } from './lab-wire.ts';
import { type Judgement, judgementsOf, type LimitStudy, limitTables } from './limit-figures.ts';
import { readPictures } from './read-pictures.ts';
import type { EvaluationSet } from './sets/set.ts';

/** Steps of each degradation, from mild to severe. */
const STEPS: { readonly [K in Degradation['kind']]: readonly number[] } = {
  small: [32, 24, 18, 14, 10],
  blur: [0.03, 0.06, 0.1],
  dark: [0.2, 0.1, 0.05],
};

/** Reads every picture and its worse copies. What was read is kept in `folder`, as an evaluation's readings are. */
export async function studyLimits(
  lab: RunningLab,
  sets: readonly EvaluationSet[],
  folder: string,
  progress: (what: string, done: number, total: number) => void,
): Promise<LimitStudy> {
  const unchanged: Judgement[] = [];
  const steps = (Object.keys(STEPS) as Degradation['kind'][]).flatMap((kind) =>
    STEPS[kind].map((amount) => ({ kind, amount, judgements: [] as Judgement[] })),
  );
  for (const { name, samples } of sets) {
    const read = (what: string, change: Degradation | null, shareOf: (sha1: string) => number) =>
      readPictures(
        lab,
        samples,
        join(folder, `${what}.jsonl`),
        change,
        ({ sha1 }) => shareOf(sha1),
        (done, total) => progress(what, done, total),
      );
    const plain = await read(name, null, () => 0);
    unchanged.push(...judgementsOf(samples, plain));
    // A picture in which no face was found unchanged has no face to make smaller.
    for (const { kind, amount, judgements } of steps) {
      const kept = await read(
        `${name}.${kind}-${amount}`,
        { kind, amount },
        (sha1) => plain.get(sha1)?.faceShare ?? 1,
      );
      judgements.push(...judgementsOf(samples, kept));
    }
  }
  return { unchanged, steps };
}

/** The tables of a study as text. */
export function printLimits(study: LimitStudy): string {
  return limitTables(study)
    .map(({ title, rows }) => `${title}\n${alignedTable(rows)}`)
    .join('\n\n');
}
