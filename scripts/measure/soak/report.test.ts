import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { analyse } from './analysis.ts';
import { newRecord, readRecord, type Sample, type SoakRecord, writeRecord } from './record.ts';
import { barLine, chartSvg, reportText } from './report.ts';

const sample = (at: number, more: Partial<Sample> = {}): Sample => ({
  at,
  document: 1,
  engine: 1,
  page: 5e6,
  worker: 23e6,
  wasm: 59e6,
  renderers: null,
  nodes: 230,
  tensors: 65,
  fps: 30,
  latencyMs: 40,
  latencyP95Ms: 60,
  ...more,
});

const RECORD: SoakRecord = {
  ...newRecord(600, 7),
  at: 300,
  sittings: [
    {
      date: '2026-01-01',
      browser: 'Chromium 1',
      from: 0,
      to: 300,
      visitors: 6,
      passed: 6,
      stayed: 5,
      openFrames: 1,
      errors: ['broken'],
    },
  ],
  samples: [0, 30, 60, 90, 120, 150, 180, 210, 240].map((at) => sample(at, { engine: at < 120 ? 1 : 2 })),
  recoveries: [
    { fault: 'black', at: 100, saidMs: 5200, recoveredMs: 700 },
    { fault: 'reload', at: 200, saidMs: null, recoveredMs: 1800 },
  ],
};

describe('the report', () => {
  const text = reportText(RECORD, analyse(RECORD), 'curves.svg');

  it.each([
    [
      'the command and how far it has come',
      '`npm run soak -- --minutes 10 --seed 7`: 5.0 of 10 minutes, 6 visitors',
    ],
    ['bars', 'met       passed: within 10 % of the plan: 6 counted of 6'],
    ['bars that are missed', 'MISSED    stayed: within 10 % of the plan: 5 counted of 6'],
    ['faults', '| black | 1 | 5.2 s; 5.2 s | 0.7 s; 0.7 s |'],
    ['faults that nothing is said of', '| reload | 1 | – | 1.8 s; 1.8 s |'],
    ['errors', '- `broken`'],
    ['what could not be measured', 'Not measured here: renderer processes, MB.'],
  ])('says %s', (_name, line) => {
    expect(text).toContain(line);
  });

  it('says when a run is too short for a bar', () => {
    expect(barLine({ bar: 'b', measured: 'm', met: null })).toBe('too short b: m');
  });

  it('draws each life as a line of its own, inside the picture', () => {
    const svg = chartSvg(RECORD);
    const [heap] = svg.split('worker heap');
    const lines = [...heap!.matchAll(/points="([^"]+)"/g)].map(([, list]) => list!.split(' ').length);
    // The last point of each is there twice.
    expect(lines).toEqual([4 + 1, 5 + 1]);
    const places = [...svg.matchAll(/points="([^"]+)"/g)].flatMap(([, list]) =>
      list!.split(/[ ,]/).map(Number),
    );
    expect(places.every((place) => place >= 0 && place <= 800)).toBe(true);
  });

  it('can be written before the first sample', () => {
    const empty = newRecord(120, 1);
    expect(reportText(empty, analyse(empty), 'curves.svg')).toContain('too few samples');
    expect(chartSvg(empty)).not.toContain('NaN');
  });
});

describe('the record', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mien-soak-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is read as it was written', () => {
    writeRecord(join(folder, 'new'), RECORD);
    expect(readRecord(join(folder, 'new'))).toEqual(RECORD);
  });

  it('is missed in one sentence', () => {
    expect(() => readRecord(folder)).toThrow(`there is no run to resume in ${folder}: leave out --resume`);
  });

  test.each([
    ['{', 'is damaged'],
    ['[]', 'is not the record of a run'],
    [
      '{"seed":1,"seconds":120,"at":0,"sittings":[],"samples":{},"recoveries":[]}',
      'is not the record of a run',
    ],
    ['null', 'is not the record of a run'],
  ])('is refused if it is %s', (text, words) => {
    writeFileSync(join(folder, 'record.json'), text);
    expect(() => readRecord(folder)).toThrow(words);
  });
});
