import type { EngineName, EnginePage } from '../../engines/browser.ts';
import { findEngines } from '../../engines/find.mjs';
import { launch } from '../../engines/launch.ts';

/** Figures of one browser engine with one clip. */
export interface EngineRun {
  readonly engine: EngineName;
  /** Version as the browser reports it. */
  readonly version: string;
  /** Results per second. */
  readonly fps: number;
  /** Medians of the stages and of the whole frame in the worker, in milliseconds. */
  readonly readMs: number;
  readonly detectMs: number;
  readonly classifyMs: number;
  readonly frameMs: number;
  /** Number of different ids; should be 1 for a clip with one person. */
  readonly ids: number;
}

interface Seen {
  readonly shownAt: number;
  readonly ids: readonly number[];
  readonly cost: Readonly<Record<'readMs' | 'detectMs' | 'classifyMs' | 'totalMs' | 'classified', number>>;
}

/** Time limit for the first settled reading. */
const SETTLED_MS = 60_000;

/** Plays `clip` for `seconds` in each installed engine, one after another, Chromium first. */
export async function measureEngines(
  url: string,
  clip: string,
  seconds: number,
): Promise<readonly EngineRun[]> {
  const installed = findEngines();
  const names = (['chromium', 'firefox', 'webkit'] as const).filter(
    (name) => name === 'chromium' || installed[name] !== null,
  );
  const runs: EngineRun[] = [];
  for (const name of names) {
    const browser = await launch(name);
    try {
      const seen = await watch(browser.page, url, clip, seconds);
      runs.push({ engine: name, version: browser.version, ...figures(seen) });
    } finally {
      await browser.close();
    }
  }
  return runs;
}

async function watch(page: EnginePage, url: string, clip: string, seconds: number): Promise<readonly Seen[]> {
  await page.resize(1280, 800);
  await page.goto(`${url}?backend=wasm`);
  await page.chooseFiles([clip]);
  return page.evaluate(
    async ({ ms, patience }) => {
      const seen: Seen[] = [];
      let settled = false;
      addEventListener('mien-result', (event) => {
        const { faces, cost } = (event as CustomEvent).detail;
        settled ||= faces.some((face: { settled: boolean }) => face.settled);
        if (settled) {
          seen.push({ shownAt: performance.now(), ids: faces.map(({ id }: { id: number }) => id), cost });
        }
      });
      const start = performance.now();
      while (!settled) {
        if (performance.now() - start > patience) throw new Error('no face was read');
        await new Promise((later) => setTimeout(later, 50));
      }
      await new Promise((later) => setTimeout(later, ms));
      return seen;
    },
    { ms: seconds * 1000, patience: SETTLED_MS },
  );
}

function figures(seen: readonly Seen[]): Omit<EngineRun, 'engine' | 'version'> {
  const first = seen[0]?.shownAt ?? 0;
  const last = seen[seen.length - 1]?.shownAt ?? 0;
  const read = seen.filter(({ cost }) => cost.classified > 0);
  return {
    fps: last > first ? (1000 * (seen.length - 1)) / (last - first) : 0,
    readMs: median(seen.map(({ cost }) => cost.readMs)),
    detectMs: median(seen.map(({ cost }) => cost.detectMs)),
    classifyMs: median(read.map(({ cost }) => cost.classifyMs)),
    frameMs: median(seen.map(({ cost }) => cost.totalMs)),
    ids: new Set(seen.flatMap(({ ids }) => ids)).size,
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** Returns the lines of a Markdown table, each run with its ratio to the first one, Chromium. */
export function engineLines(runs: readonly EngineRun[]): readonly string[] {
  const [reference] = runs;
  const cells = runs.map((run) => [
    run.version,
    `${run.fps.toFixed(1)}`,
    `${run.frameMs.toFixed(1)} ms (${(run.frameMs / (reference?.frameMs ?? Number.NaN)).toFixed(2)} ×)`,
    `${run.readMs.toFixed(1)} ms`,
    `${run.detectMs.toFixed(1)} ms`,
    `${run.classifyMs.toFixed(1)} ms`,
    `${run.ids}`,
  ]);
  return [
    '| engine | frames a second | frame (ratio to Chromium) | pixels | detection | classification | ids |',
    '| --- | --: | --: | --: | --: | --: | --: |',
    ...cells.map((row) => `| ${row.join(' | ')} |`),
  ];
}
