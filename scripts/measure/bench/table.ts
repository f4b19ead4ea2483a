import type { RunFigures, Spread } from './figures.ts';
import { compare, type Entry, inMb, inMs, judgeBudgets, judgeChange } from './verdict.ts';

type Cells = readonly string[];

/** Returns all figures as lines for the console. */
export function reportLines(entries: readonly Entry[]): readonly string[] {
  const lines: string[] = [];
  const faces = [...new Set(entries.flatMap(({ runs }) => [...runs.keys()]))];
  for (const count of faces) {
    lines.push('', `${count} ${count === 1 ? 'face' : 'faces'}`);
    lines.push(
      ...table(
        RUN_HEAD,
        entries.flatMap((entry) => runCells(entry, count)),
      ),
    );
  }
  const staged = entries.filter(({ runs }) => [...runs.values()].some(({ stages }) => stages));
  for (const entry of staged) {
    lines.push('', `Stages of ${entry.name}, median / p95 (crop and classify: of frames that read a face)`);
    lines.push(
      ...table(
        STAGE_HEAD,
        [...entry.runs].map(([count, run]) => stageCells(count, run)),
      ),
    );
  }
  const started = entries.filter(({ start }) => start !== null);
  if (started.length > 0) {
    lines.push('', 'From navigation to the first label, 1 face (empty cache / second visit)');
    lines.push(...table(START_HEAD, started.flatMap(startCells)));
  }
  const mien = entries.find(({ maker }) => maker === 'mien');
  for (const line of new Set(entries.flatMap(({ slow }) => [...slow.keys()]))) {
    lines.push('', `From navigation over a slow line, ${line}, 1 face, empty cache`);
    const rows = entries.flatMap((entry) => slowCells(entry, mien, line));
    lines.push(...table(SLOW_HEAD, rows));
  }
  if (!mien) return lines;
  lines.push('', 'Budgets (docs/measurements.md; tests check that heap and tensors stay flat)');
  const before = entries.find(({ maker }) => maker === 'before');
  const budgets = [...judgeBudgets(mien), ...(before ? judgeChange(mien, before) : [])];
  lines.push(...table(['budget', 'measured', ''], budgets.map(budgetCells)));
  const rows = compare(
    mien,
    entries.filter(({ maker }) => maker === 'human' || maker === 'face-api'),
  );
  if (rows.length === 0) return lines;
  lines.push('', 'Ahead of both peers? (against the best configuration of each)');
  const against = rows.map(({ row, mien: own, peers, ahead }) => [
    row,
    own,
    peers.map(({ name, value }) => `${name} ${value}`).join(', '),
    ahead,
  ]);
  lines.push(...table(['row', 'Mien', 'peers', 'ahead'], against));
  return lines;
}

const RUN_HEAD = [
  '',
  'frame ms median/p95',
  'frames/s (of)',
  'to overlay ms median/p95',
  'found',
  'readings/face/s',
  'engine ms/s',
  'processor ms/s',
  'blocks > 50 ms (worst)',
];

function runCells({ name, runs }: Entry, faces: number): readonly Cells[] {
  const run = runs.get(faces);
  if (!run) return [];
  return [
    [
      name,
      spread(run.frameMs),
      `${run.fps.toFixed(1)} (${run.presentedFps.toFixed(1)})`,
      spread(run.latencyMs),
      run.found.toFixed(0),
      run.readingsPerFace.toFixed(1),
      run.busyMsPerSecond.toFixed(0),
      run.processorMsPerSecond.toFixed(0),
      run.blocks === 0 ? 'none' : `${run.blocks} (${run.worstBlockMs.toFixed(0)} ms)`,
    ],
  ];
}

const STAGE_HEAD = ['faces', 'read ms', 'detect ms', 'crop ms', 'classify ms', 'whole ms'];

function stageCells(faces: number, { stages, frameMs }: RunFigures): Cells {
  if (!stages) return [String(faces)];
  const { readMs, detectMs, cropMs, classifyMs } = stages;
  return [String(faces), ...[readMs, detectMs, cropMs, classifyMs, frameMs].map(spread)];
}

const SLOW_HEAD = ['', 'first box', 'first label', 'label, ratio to Mien', 'transferred'];

function slowCells({ name, slow }: Entry, mien: Entry | undefined, line: string): readonly Cells[] {
  const visit = slow.get(line);
  if (!visit) return [];
  const own = mien?.slow.get(line)?.firstLabelMs;
  const times = own === undefined ? '' : (visit.firstLabelMs / own).toFixed(2);
  return [[name, inMs(visit.firstBoxMs), inMs(visit.firstLabelMs), times, inMb(visit.transferred)]];
}

const START_HEAD = [
  '',
  'first box',
  'first reading',
  'first label',
  'transferred',
  'unpacked',
  'requests',
  'worst block',
];

function startCells({ name, start }: Entry): readonly Cells[] {
  if (!start) return [];
  const { cold, warm } = start;
  const both = (show: (value: number) => string, of: (visit: typeof cold) => number) =>
    `${show(of(cold))} / ${show(of(warm))}`;
  return [
    [
      name,
      both(inMs, ({ firstBoxMs }) => firstBoxMs),
      both(inMs, ({ firstReadingMs }) => firstReadingMs),
      both(inMs, ({ firstLabelMs }) => firstLabelMs),
      both(inMb, ({ transferred }) => transferred),
      inMb(cold.unpacked),
      both(String, ({ requests }) => requests),
      both(inMs, ({ worstBlockMs }) => worstBlockMs),
    ],
  ];
}

function budgetCells({ budget, measured, met }: ReturnType<typeof judgeBudgets>[number]): Cells {
  return [budget, measured, met ? 'met' : 'MISSED'];
}

function spread({ median, p95 }: Spread): string {
  return `${median.toFixed(1)} / ${p95.toFixed(1)}`;
}

/** Returns the lines of a table: the first column is aligned to the left, the others to the right. */
function table(head: Cells, rows: readonly Cells[]): readonly string[] {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((cells) => (cells[column] ?? '').length)));
  return all.map((cells) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('   ')
      .trimEnd(),
  );
}
