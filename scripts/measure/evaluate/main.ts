/**
 * Evaluates the shipped network as the page uses it: a real browser runs the page's worker (detect, align, classify;
 * stills, no smoothing) on labelled pictures. Only readings are stored, no pictures.
 *
 * Sets, labels and parts are those of training's manifest. By default only held-out pictures are read, which training
 * does not use. --limit takes the same N pictures of each set every time. If a picture has several faces, its main
 * face counts (lab/main-face.ts). Shares count faces that are not detected as wrong; mean errors are given both over
 * the detected faces and over all. An interrupted run continues: readings are stored in .cache/evaluate, by network
 * and code.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { textOf } from '../../lab/files.ts';
import { createProgress } from '../../lab/progress.ts';
import { runProgram } from '../../run/program.ts';
import { writeHeldOut } from './card.ts';
import { measureCost } from './cost.ts';
import { evaluateSet, type SetEvaluation } from './evaluate-set.ts';
import { startLab } from './lab.ts';
import { parseOptions, USAGE } from './options.ts';
import { readSets } from './sets/sets.ts';
import { type Evaluation, evaluationTables } from './tables.ts';

const KEPT = '.cache/evaluate';

await runProgram(USAGE, evaluate);

async function evaluate(args: readonly string[]): Promise<void> {
  const options = parseOptions(args);
  const sets = readSets(options);
  const weightsSha256 = weightsOf(options.network);
  const lab = await startLab(options.network);
  try {
    const progress = createProgress();
    const evaluated: Record<string, SetEvaluation> = {};
    for (const set of sets) {
      const kept = join(KEPT, lab.fingerprint);
      evaluated[set.name] = await evaluateSet(lab, set, kept, options.robust, progress);
    }
    const evaluation: Evaluation = {
      command: options.command,
      part: `${options.part ?? 'all'} pictures`,
      network: lab.info.model,
      weightsSha256,
      date: new Date().toISOString().slice(0, 10),
      backend: lab.info.backend,
      browser: lab.browser,
      cost: await measureCost(lab, options.network),
      sets: evaluated,
    };
    console.log(evaluationTables(evaluation));
    if (options.json) {
      mkdirSync(dirname(options.json), { recursive: true });
      writeFileSync(options.json, `${JSON.stringify(rounded(evaluation), null, 2)}\n`);
    }
    if (options.card) writeHeldOut(options.card, options.command, rounded(evaluated));
  } finally {
    await lab.close();
  }
}

/** Returns the hash of the trained weights from which a network's folder was converted. */
function weightsOf(network: string): string {
  const { source } = JSON.parse(textOf(join(network, 'card.json'))) as {
    readonly source: { readonly sha256: string };
  };
  return source.sha256;
}

/** Rounds all numbers to four decimals, below the statistical error of any set. */
function rounded<T>(value: T): T {
  const text = JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'number' ? Math.round(part * 1e4) / 1e4 : part,
  );
  return JSON.parse(text) as T;
}
