/**
 * Evaluates the shipped network as the page uses it: a real browser runs the page's own worker (detect, align,
 * classify; stills, no smoothing) on labelled pictures. Nothing of the pictures is kept but what was read.
 *
 * Only pictures that training must not see are taken (UTKFace and All-Age-Faces bucket < 15, GENKI-4K < 20, the
 * official test part of the others), unless --all. --limit takes the same N of each set every time. Of several
 * faces in a picture the largest and most central counts (lab/main-face.ts). Faces that are not found count as wrong
 * in every share; mean errors are over the faces found, and beside them over all. A run that was ended goes on
 * where it was: readings are kept in .cache/evaluate, by network and code.
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
import { readSet } from './sets/sets.ts';
import { type Evaluation, evaluationTables } from './tables.ts';

const KEPT = '.cache/evaluate';

await runProgram(USAGE, evaluate);

async function evaluate(args: readonly string[]): Promise<void> {
  const options = parseOptions(args);
  const sets = options.sets.map((request) => {
    console.error(`${request.kind}: reading labels of ${request.folder}`);
    return readSet(request, options);
  });
  const names = sets.map(({ name }) => name);
  if (new Set(names).size < names.length) throw new Error(`a set is named twice: ${names.join(', ')}`);
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
      part: options.all ? 'all pictures' : 'held-out pictures',
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

/** Hash of the training's weights that a network's folder was made from. */
function weightsOf(network: string): string {
  const { source } = JSON.parse(textOf(join(network, 'card.json'))) as {
    readonly source: { readonly sha256: string };
  };
  return source.sha256;
}

/** Four decimals: more than a thousand pictures can tell. */
function rounded<T>(value: T): T {
  const text = JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'number' ? Math.round(part * 1e4) / 1e4 : part,
  );
  return JSON.parse(text) as T;
}
