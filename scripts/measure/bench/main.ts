import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type LaunchOptions } from '@playwright/test';
import type { Backend } from '#engine/protocol.ts';
import {
  MADE_CLIPS,
  makeClips,
  makeCrowds,
  makeReachClips,
  makeUnpeopled,
} from '../../media/scenes/made-clips.ts';
import { runProgram } from '../../run/program.ts';
import { ensureBuilt, ensureChromium } from '../../run/setup.mjs';
import { CLIPS, type Contestant, contestants, type Maker, SLOW_LINES } from './cases.ts';
import { measureCrowds } from './crowd-runs.ts';
import { type CrowdRow, crowdLines, judgeCrowds } from './crowds.ts';
import { type EngineRun, engineLines, measureEngines } from './engine-runs.ts';
import { type FalseFaces, falseFaceLines, judgeFalseFaces } from './false-faces.ts';
import { measureFalseFaces, measureReach } from './far-runs.ts';
import type { RunFigures, StartFigures, VisitFigures } from './figures.ts';
import { type ByLibrary, keepEarlier, keepLibraries, type PartResults } from './keep-earlier.ts';
import { describeMachine, load, type Machine, QUIET_LOAD } from './machine.ts';
import { measureRun, measureSlowStart, measureStart, type Place } from './measure.ts';
import { layOutPeers } from './peer-files.ts';
import { judgeReach, type ReachFigures, type ReachRow, reachLines } from './reach.ts';
import { serveMien, servePeers } from './server.ts';
import { reportLines } from './table.ts';
import { judgeTimeline, type TimelineCost } from './timeline-cost.ts';
import { measureTimeline } from './timeline-runs.ts';
import { compare, type Entry, type Judged, judgeBudgets, judgeChange } from './verdict.ts';

const USAGE = `npm run bench -- [options]
  --seconds 8        how long each clip is played
  --starts 3         how often each start is measured, on slow lines too
  --parts live,start,slow,engines,reach,crowds,false-faces,timeline
                     what is measured: clips that play, starts on this machine, starts on slow lines,
                     one clip in every installed engine (Chromium, Firefox, WebKitGTK),
                     clips of twelve distant faces, photos of crowds,
                     pictures and clips without people,
                     what the timeline costs the page with eight people;
                     the file keeps its figures of the other parts, and their date
  --only mien,human,face-api
  --quick            3 s a clip, one start
  --webgl            also on WebGL if it is drawn by the processor (25 to 40 times slower)
  --folder dist      the built page
  --before FOLDER    an earlier build, measured next to it for what has become slower or faster
  --out bench/results.json
  --date 2026-01-31  the date of the results, by default today`;

const PARTS = ['live', 'start', 'slow', 'engines', 'reach', 'crowds', 'false-faces', 'timeline'] as const;
type Part = (typeof PARTS)[number];

/** The clip for the comparison of browser engines. */
const ENGINE_CLIP = 'one-face.webm';

const PEER_FOLDER = '.cache/bench/peers';

interface Options {
  readonly seconds: number;
  readonly starts: number;
  readonly parts: readonly Part[];
  readonly only: readonly Maker[];
  readonly webgl: boolean;
  readonly folder: string;
  readonly before: string | null;
  readonly out: string;
  readonly date: string;
}

function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: 'string' },
      starts: { type: 'string' },
      parts: { type: 'string', default: PARTS.join() },
      only: { type: 'string', default: 'mien,human,face-api' },
      quick: { type: 'boolean', default: false },
      webgl: { type: 'boolean', default: false },
      folder: { type: 'string', default: 'dist' },
      before: { type: 'string' },
      out: { type: 'string', default: 'bench/results.json' },
      date: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    },
  });
  const seconds = Number(values.seconds ?? (values.quick ? 3 : 8));
  const starts = Number(values.starts ?? (values.quick ? 1 : 3));
  const only = values.only.split(',').filter((name): name is Maker => isMaker(name));
  if (!(seconds > 0)) throw new Error('--seconds must be a number above 0');
  if (!(starts >= 0)) throw new Error('--starts must be a number from 0 on');
  if (only.length === 0) throw new Error('--only takes mien, human, face-api');
  const parts = PARTS.filter((part) => values.parts.split(',').includes(part));
  if (parts.length === 0) throw new Error(`--parts takes ${PARTS.join(', ')}`);
  const { webgl, folder, before = null, out, date } = values;
  return {
    seconds,
    starts,
    parts,
    only: before === null ? only : [...only, 'before'],
    webgl,
    folder,
    before,
    out,
    date,
  };
}

function isMaker(name: string): boolean {
  return ['mien', 'human', 'face-api'].includes(name);
}

await runProgram(USAGE, bench);

async function bench(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  if (options.folder === 'dist') ensureBuilt();
  if (!readdirSync(join(options.folder, 'assets')).some((name) => name.endsWith('.br'))) {
    throw new Error(`${options.folder} was built without compression: run npm run build`);
  }
  console.log('Laying out the peers (their compression takes a minute the first time)…');
  layOutPeers(new URL('peers', import.meta.url).pathname, PEER_FOLDER);

  const launch: LaunchOptions = {
    executablePath: await ensureChromium(),
    args: ['--autoplay-policy=no-user-gesture-required'],
  };
  await makeClips();
  if (options.parts.includes('reach')) await makeReachClips();
  if (options.parts.includes('crowds')) await makeCrowds();
  if (options.parts.includes('false-faces')) await makeUnpeopled();
  const browser = await chromium.launch(launch);
  const mienServer = await serveMien(options.folder, MADE_CLIPS);
  const peerServer = await servePeers(PEER_FOLDER, MADE_CLIPS);
  const beforeFolder = options.before ?? options.folder;
  const beforeServer = await serveMien(beforeFolder, MADE_CLIPS);
  const peers = { server: peerServer, folder: PEER_FOLDER };
  const places: Readonly<Record<Maker, Place>> = {
    mien: { server: mienServer, folder: options.folder },
    before: { server: beforeServer, folder: beforeFolder },
    human: peers,
    'face-api': peers,
  };
  const place = (maker: Maker): Place => places[maker];

  try {
    const machine = await describeMachine(browser, options.folder === 'dist');
    printConditions(machine, options.webgl);
    const backends: readonly Backend[] = options.webgl || machine.hardwareGl ? ['wasm', 'webgl'] : ['wasm'];
    const field = backends.flatMap(contestants).filter(({ maker }) => options.only.includes(maker));
    const runs = new Map<Contestant, Map<number, RunFigures>>(field.map((one) => [one, new Map()]));
    const starts = new Map<Contestant, StartFigures>();
    const slow = new Map<Contestant, Map<string, VisitFigures>>(field.map((one) => [one, new Map()]));
    const starting = options.starts > 0 ? field.filter((one) => one.starts) : [];
    const loads: number[] = [load()];

    for (const clip of options.parts.includes('live') ? CLIPS : []) {
      for (const contestant of field) {
        process.stdout.write(`${clip.file}: ${contestant.name}… `);
        const figures = await measureRun(browser, place(contestant.maker), contestant, clip, options.seconds);
        runs.get(contestant)?.set(clip.faces, figures);
        loads.push(load());
        console.log(
          `${figures.frameMs.median.toFixed(1)} ms, ${figures.fps.toFixed(1)} frames/s (load ${load()})`,
        );
      }
    }
    for (const contestant of options.parts.includes('start') ? starting : []) {
      process.stdout.write(`start: ${contestant.name}… `);
      const figures = await measureStart(launch, place(contestant.maker), contestant, options.starts);
      starts.set(contestant, figures);
      loads.push(load());
      const { cold, warm } = figures;
      console.log(
        `${cold.firstLabelMs.toFixed(0)} ms, again ${warm.firstLabelMs.toFixed(0)} ms (load ${load()})`,
      );
    }
    for (const line of options.parts.includes('slow') ? SLOW_LINES : []) {
      for (const contestant of starting) {
        process.stdout.write(`${line.name}: ${contestant.name}… `);
        const { maker } = contestant;
        const figures = await measureSlowStart(launch, place(maker), contestant, line, options.starts);
        slow.get(contestant)?.set(line.name, figures);
        loads.push(load());
        const { firstBoxMs, firstLabelMs } = figures;
        console.log(`box ${firstBoxMs.toFixed(0)} ms, label ${firstLabelMs.toFixed(0)} ms (load ${load()})`);
      }
    }

    const engines = options.parts.includes('engines')
      ? await measureEngines(`${mienServer.origin}/`, join(MADE_CLIPS, ENGINE_CLIP), options.seconds)
      : null;
    if (engines) for (const line of ['', 'Engines, 1 face', ...engineLines(engines)]) console.log(line);

    const far = { browser, place, only: options.only };
    const reach = options.parts.includes('reach') ? await measureReach(far) : null;
    const crowds = options.parts.includes('crowds') ? await measureCrowds(far) : null;
    const falseFaces = options.parts.includes('false-faces') ? await measureFalseFaces(far) : null;
    const timeline = options.parts.includes('timeline')
      ? await measureTimeline(browser, place('mien'))
      : null;
    loads.push(load());
    if (timeline) for (const line of judged(judgeTimeline(timeline))) console.log(line);
    if (reach) for (const line of [...reachLines(reach), ...judged(judgeReach(reach))]) console.log(line);
    if (crowds) for (const line of [...crowdLines(crowds), ...judged(judgeCrowds(crowds))]) console.log(line);
    if (falseFaces)
      for (const line of [...falseFaceLines(falseFaces), ...judged(judgeFalseFaces(falseFaces))])
        console.log(line);

    const parts: Record<string, PartResults> = {};
    for (const backend of backends) {
      const entries = field
        .filter((one) => one.backend === backend)
        .map((one): Entry => {
          const { name, maker } = one;
          const [watched, slowly] = [runs.get(one) ?? new Map(), slow.get(one) ?? new Map()];
          return { name, maker, runs: watched, start: starts.get(one) ?? null, slow: slowly };
        });
      console.log(`\n== ${backend} ==`);
      for (const line of reportLines(entries)) console.log(line);
      parts[backend] = partOf(entries);
    }
    save(options, machine, { parts, engines, reach, crowds, falseFaces, timeline }, Math.max(...loads));
  } finally {
    await browser.close();
    await Promise.all([mienServer, beforeServer, peerServer].map((server) => server.close()));
  }
}

function judged(all: readonly Judged[]): readonly string[] {
  return all.map(({ budget, measured, met }) => `${met ? 'met' : 'MISSED'}   ${budget}: ${measured}`);
}

function printConditions(machine: Machine, webgl: boolean): void {
  const { cpu, cores, loadAtStart, renderer, hardwareGl } = machine;
  console.log(
    `${cpu}, ${cores} cores, ${machine.browser}, Node ${machine.node}, commit ${machine.commit ?? 'not known'}`,
  );
  if (loadAtStart > QUIET_LOAD) {
    console.log(
      `WARNING: load average ${loadAtStart}: others are at work, trust ratios and not milliseconds.`,
    );
  }
  if (!hardwareGl && !webgl) {
    const drawn = renderer ?? 'nothing';
    console.log(
      `WebGL is drawn by the processor (${drawn}), 25 to 40 times slower than WASM: left out; --webgl measures it.`,
    );
  }
  console.log(
    'Conditions: every library in the same browser, on the same 640×480 clips at 30 pictures a second from a ' +
      '<video>, tfjs 4.22.0 with one WASM SIMD thread, brotli, a server on this machine. Bytes are counted by ' +
      'that server on its sockets (headers and workers included, the clip not). First box: a face is framed. First ' +
      'label: age, gender and emotion are on the page; Mien says "looking…" before that. Slow lines: Chromium\'s ' +
      "emulation, the clip over the same line. Peers run on the page's thread, as in their " +
      'demos, with up to 8 faces.',
  );
}

/** Returns one backend's figures in the form of the file. */
function partOf(entries: readonly Entry[]): PartResults {
  const mien = entries.find(({ maker }) => maker === 'mien');
  const before = entries.find(({ maker }) => maker === 'before');
  const peers = entries.filter(({ maker }) => maker === 'human' || maker === 'face-api');
  return {
    contestants: entries.map(({ name, runs, start, slow }) => ({
      name,
      runs: Object.fromEntries(runs),
      start,
      slow: Object.fromEntries(slow),
    })),
    budgets: mien ? [...judgeBudgets(mien), ...(before ? judgeChange(mien, before) : [])] : [],
    comparison: mien ? compare(mien, peers) : [],
  };
}

/** The file of an earlier run. `theRest`: date and machine of the parts that this run had not measured. */
type Earlier = {
  readonly date: string;
  readonly machine: unknown;
  readonly theRest?: unknown;
  readonly engines?: unknown;
  readonly reach?: (ByLibrary<ReachFigures> & { readonly rows: readonly ReachRow[] }) | null;
  readonly crowds?: unknown;
  readonly falseFaces?: unknown;
  readonly timeline?: unknown;
} & Partial<Record<Backend, PartResults>>;

/** What this run has measured; null: not measured. */
interface Measured {
  readonly parts: Readonly<Record<string, PartResults>>;
  readonly engines: readonly EngineRun[] | null;
  readonly reach: readonly ReachRow[] | null;
  readonly crowds: readonly CrowdRow[] | null;
  readonly falseFaces: readonly FalseFaces[] | null;
  readonly timeline: TimelineCost | null;
}

function save(
  { date, seconds, starts, parts: measured, out }: Options,
  machine: Machine,
  { parts, engines, reach, crowds, falseFaces, timeline }: Measured,
  highestLoad: number,
): void {
  const run = { date, machine, measured, secondsPerClip: seconds, startsEach: starts, highestLoad };
  const all = measured.length === PARTS.length;
  const earlier = all || !existsSync(out) ? null : (JSON.parse(readFileSync(out, 'utf8')) as Earlier);
  const when = { date, commit: machine.commit, loadAtStart: machine.loadAtStart, highestLoad };
  const merged = Object.entries(parts).map(([backend, now]) => {
    const before = earlier?.[backend as Backend];
    return [backend, before ? keepEarlier(now, before) : now];
  });
  const results = {
    ...run,
    ...(earlier && { theRest: earlier.theRest ?? { date: earlier.date, machine: earlier.machine } }),
    engines: engines ?? earlier?.engines ?? [],
    reach: reach ? keepLibraries({ ...when, rows: reach }, earlier?.reach ?? null) : (earlier?.reach ?? null),
    crowds: (crowds && { ...when, rows: crowds }) ?? earlier?.crowds ?? null,
    falseFaces: (falseFaces && { ...when, libraries: falseFaces }) ?? earlier?.falseFaces ?? null,
    timeline: (timeline && { ...when, ...timeline }) ?? earlier?.timeline ?? null,
    ...Object.fromEntries(merged),
  };
  const round = (_: string, value: unknown) =>
    typeof value === 'number' ? Math.round(value * 100) / 100 : value;
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, `${JSON.stringify(results, round, 2)}\n`);
  console.log(`\nWritten to ${out}`);
}
