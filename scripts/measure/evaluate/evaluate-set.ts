import { join } from 'node:path';
import type { RunningLab } from './lab.ts';
import { DISTORTIONS, type Distortion } from './lab-wire.ts';
import type { Outcome } from './outcome.ts';
import { type Kept, readPictures } from './read-pictures.ts';
import type { LeftOut, Sample } from './sample.ts';
import type { EvaluationSet } from './sets/set.ts';
import { type SetSummary, summarize } from './summary.ts';

/** Number of pictures of each set that --robust distorts. */
const ROBUST_PICTURES = 300;

/** The main figures of a set on distorted pictures, or on the same pictures unchanged. */
export interface RobustFigures {
  readonly n: number;
  readonly foundShare: number | null;
  readonly ageMae: number | null;
  readonly gender: number | null;
  readonly emotion: number | null;
  readonly smile: number | null;
}

export type Robustness = Readonly<Record<'unchanged' | Distortion, RobustFigures>>;

export interface SetEvaluation extends SetSummary {
  readonly leftOut: LeftOut;
  /** Number of pictures with several detected faces. */
  readonly severalFaces: number;
  /** Number of pictures that could not be read, by failure code; their faces count as not detected. */
  readonly failures: Readonly<Record<string, number>>;
  readonly robustness: Robustness | null;
}

/** Reads every picture of a set, with `robust` also some distorted, and sums up. `folder`: for stored readings. */
export async function evaluateSet(
  lab: RunningLab,
  { name, samples, emotions, leftOut }: EvaluationSet,
  folder: string,
  robust: boolean,
  progress: (what: string, done: number, total: number) => void,
): Promise<SetEvaluation> {
  const read = (part: readonly Sample[], change: Distortion | null, shareOf: (sample: Sample) => number) => {
    const what = change ? `${name}.${change}` : name;
    return readPictures(lab, part, join(folder, `${what}.jsonl`), change, shareOf, (done, total) =>
      progress(what, done, total),
    );
  };
  const kept = await read(samples, null, () => 0);
  const summary = summarize(outcomesOf(samples, kept), emotions);
  const seen = samples.flatMap(({ sha1 }) => kept.get(sha1) ?? []);

  const robustness: Partial<Record<keyof Robustness, RobustFigures>> = {};
  if (robust) {
    const part = samples.slice(0, ROBUST_PICTURES);
    const figures = (readings: ReadonlyMap<string, Kept>) =>
      robustFigures(summarize(outcomesOf(part, readings), emotions));
    robustness.unchanged = figures(kept);
    for (const change of DISTORTIONS) {
      // If no face was detected, the whole picture counts as the face.
      robustness[change] = figures(await read(part, change, ({ sha1 }) => kept.get(sha1)?.faceShare ?? 1));
    }
  }
  return {
    ...summary,
    leftOut,
    severalFaces: seen.filter(({ faces }) => faces > 1).length,
    failures: countFailures(seen),
    robustness: robust ? (robustness as Robustness) : null,
  };
}

function outcomesOf(samples: readonly Sample[], kept: ReadonlyMap<string, Kept>): readonly Outcome[] {
  return samples.map(({ sha1, labels }) => ({ labels, reading: kept.get(sha1)?.reading ?? null }));
}

function robustFigures({ n, foundShare, age, gender, emotion, smile }: SetSummary): RobustFigures {
  return {
    n,
    foundShare,
    ageMae: age?.mae ?? null,
    gender: gender?.accuracy ?? null,
    emotion: emotion?.accuracy ?? null,
    smile: smile?.accuracy ?? null,
  };
}

function countFailures(kept: readonly Kept[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { failure } of kept) if (failure) counts[failure] = (counts[failure] ?? 0) + 1;
  return counts;
}
