import { type Analysis, type Bar, lineText } from './analysis.ts';
import type { Sample, SoakRecord } from './record.ts';

const CHART = { width: 800, height: 160, left: 70, bottom: 24 } as const;

/** What is drawn over time, each in its own chart. */
const CURVES: readonly { readonly name: string; of(one: Sample): number | null }[] = [
  { name: 'page heap, MB', of: ({ page }) => inMb(page) },
  { name: 'worker heap, MB', of: ({ worker }) => inMb(worker) },
  { name: 'WASM memory, MB', of: ({ wasm }) => inMb(wasm) },
  { name: 'renderer processes, MB', of: ({ renderers }) => inMb(renderers) },
  { name: 'DOM nodes', of: ({ nodes }) => nodes },
  { name: 'tensors', of: ({ tensors }) => tensors },
  { name: 'answers a second', of: ({ fps }) => fps },
  { name: 'frame to overlay, median, ms', of: ({ latencyMs }) => latencyMs },
];

const inMb = (bytes: number | null) => (bytes === null ? null : bytes / 1e6);

/** What no driver tells, and how a cause differs from the real one. */
const LIMITS = [
  'Open frames are counted by the browser’s warning about frames that its garbage collection found open. A killed worker leaves one.',
  'The tab is hidden by the properties and the event that the page sees; the browser itself goes on drawing it.',
  'The clock jumps by an hour, forward, in the page alone. The next load of the page sets it right.',
  'The camera is drawn in the page, on the same processor. It comes back without an event of the browser.',
  'Before each sample the garbage of page and worker is collected. Samples are taken while nothing is wrong.',
  'The renderer processes also hold the pictures of the drawn camera, which the browser keeps for reuse, so they have no bar.',
  'Nobody stands in front of the camera during a fault, so that it is known how many must be counted.',
];

/** Writes whether a bar is met. */
export const barLine = ({ bar, measured, met }: Bar): string =>
  `${(met === null ? 'too short' : met ? 'met' : 'MISSED').padEnd(10)}${bar}: ${measured}`;

/** Writes the report in Markdown; `chart` is the name of the file with the curves. */
export function reportText(record: SoakRecord, analysis: Analysis, chart: string): string {
  const { seed, seconds, at, sittings, samples } = record;
  const { settlingSeconds, lines, fps, latencyMs, faults, bars } = analysis;
  const total = (what: 'openFrames' | 'visitors') => sittings.reduce((sum, one) => sum + one[what], 0);
  const errors = [...new Set(sittings.flatMap((one) => one.errors))];
  const change = (value: Analysis['fps'], digits: number) =>
    value ? `${value.first.toFixed(digits)} → ${value.last.toFixed(digits)}` : 'too few samples';
  return [
    '# Soak of the booth',
    '',
    `\`npm run soak -- --minutes ${seconds / 60} --seed ${seed}\`: ${(at / 60).toFixed(1)} of ${seconds / 60} minutes, ` +
      `${total('visitors')} visitors, ${record.recoveries.length} faults, ${samples.length} samples, ` +
      `${sittings.length === 1 ? 'one sitting' : `${sittings.length} sittings`}, ${sittings[0]?.browser ?? 'not begun'}.`,
    '',
    '## Bars',
    '',
    '```text',
    ...bars.map(barLine),
    '```',
    '',
    `“Too short”: the slope and twice its standard error are on both sides of the bar. Lines leave out the first ${Math.round(settlingSeconds)} s of each page and worker. They have one slope for all of these, so that a restart hides no growth. In a run of less than 40 minutes they include what every page needs in its first minutes, and say little of a day.`,
    '',
    '## Faults',
    '',
    '| fault | times | said after, median; most | goes on after, median; most |',
    '| --- | --: | --: | --: |',
    ...faults.map(
      ({ fault, times, saidMs, recoveredMs }) =>
        `| ${fault} | ${times} | ${inSeconds(saidMs)} | ${inSeconds(recoveredMs)} |`,
    ),
    '',
    '## Curves',
    '',
    `![Curves over the run](${chart})`,
    '',
    '| what | an hour adds |',
    '| --- | --: |',
    ...(
      [
        ['page heap, MB', lines.page],
        ['worker heap, MB', lines.worker],
        ['WASM memory, MB', lines.wasm],
        ['renderer processes, MB', lines.renderers],
        ['DOM nodes', lines.nodes],
      ] as const
    ).map(([what, line]) => `| ${what} | ${line ? lineText(line) : 'too few samples'} |`),
    '',
    `Answers a second, first and last tenth: ${change(fps, 1)}. Frame to overlay, milliseconds: ${change(latencyMs, 0)}. Open frames: ${total('openFrames')}.`,
    '',
    ...(errors.length > 0 ? ['Errors in the console:', '', ...errors.map((one) => `- \`${one}\``), ''] : []),
    '## Limits',
    '',
    ...[...LIMITS, ...notMeasured(samples)].map((one) => `- ${one}`),
    '',
  ].join('\n');
}

function notMeasured(samples: readonly Sample[]): readonly string[] {
  return CURVES.filter(({ of }) => samples.every((one) => of(one) === null)).map(
    ({ name }) => `Not measured here: ${name}.`,
  );
}

const inSeconds = (worst: { readonly median: number; readonly most: number } | null): string =>
  worst ? `${(worst.median / 1000).toFixed(1)} s; ${(worst.most / 1000).toFixed(1)} s` : '–';

/** Draws the curves of a run below each other. */
export function chartSvg({ samples, seconds }: SoakRecord): string {
  const { width, height } = CHART;
  const charts = CURVES.map((curve, index) => {
    const points = samples.flatMap((one) => {
      const y = curve.of(one);
      return y === null ? [] : [{ x: one.at, y, life: `${one.document} ${one.engine}` }];
    });
    return `<g transform="translate(0 ${index * height})">${chart(curve.name, points, seconds)}</g>`;
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height * CURVES.length}" ` +
    `font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/>${charts.join('')}</svg>\n`
  );
}

interface Drawn {
  readonly x: number;
  readonly y: number;
  /** A line joins only the points of one life. */
  readonly life: string;
}

function chart(name: string, points: readonly Drawn[], seconds: number): string {
  const { width, height, left, bottom } = CHART;
  const most = Math.max(...points.map(({ y }) => y), 0) * 1.1 || 1;
  const [top, base] = [24, height - bottom];
  const at = ({ x, y }: Pick<Drawn, 'x' | 'y'>) =>
    `${(left + ((width - left - 16) * x) / seconds).toFixed(1)},${(base - ((base - top) * y) / most).toFixed(1)}`;
  const lives = [...new Set(points.map(({ life }) => life))];
  const curves = lives.map((life) => {
    const own = points.filter((one) => one.life === life).map(at);
    // A single point would be no line, and invisible.
    return `<polyline fill="none" stroke="#0b5fad" stroke-width="2" stroke-linecap="round" points="${[...own, own.at(-1)].join(' ')}"/>`;
  });
  return (
    `<text x="${left}" y="16" font-weight="bold">${name}</text>` +
    `<text x="${left - 6}" y="${top + 4}" text-anchor="end">${most < 100 ? most.toFixed(1) : most.toFixed(0)}</text>` +
    `<text x="${left - 6}" y="${base}" text-anchor="end">0</text>` +
    `<text x="${width - 16}" y="${height - 8}" text-anchor="end">${(seconds / 60).toFixed(0)} min</text>` +
    `<path d="M${left} ${top}V${base}H${width - 16}" fill="none" stroke="#767676"/>${curves.join('')}`
  );
}
