import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

const SIDE = 96;
const ROUNDS = 5;

interface Ended {
  readonly code: number;
  readonly errors: string;
}

/** Runs the command as `npm run network-times` does. Rejects if it hangs. */
function runTimes(...args: readonly string[]): Promise<Ended> {
  const command = ['scripts/network-times/network-times.ts', ...args];
  return new Promise((done, fail) => {
    execFile('node_modules/.bin/tsx', command, { timeout: 60_000 }, (error, _, errors) => {
      if (error && typeof error.code !== 'number') fail(new Error(`${error.message}\n${errors}`));
      else done({ code: Number(error?.code ?? 0), errors });
    });
  });
}

type Tensors = Readonly<Record<string, { readonly shape: readonly number[]; readonly dtype: 'F32' | 'U8' }>>;

/** Writes a safetensors file whose values are all 0. */
function writeZeros(path: string, tensors: Tensors): void {
  let offset = 0;
  const entries = Object.entries(tensors).map(([name, { shape, dtype }]) => {
    const begin = offset;
    offset += shape.reduce((a, b) => a * b, 1) * (dtype === 'F32' ? 4 : 1);
    return [name, { dtype, shape, data_offsets: [begin, offset] }];
  });
  const header = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  writeFileSync(path, Buffer.concat([length, header, Buffer.alloc(offset)]));
}

/** Writes an export of a network: two 3×3 convolutions of `channels` output channels each, and a head for the smile. */
function writeExport(folder: string, version: string, channels: number): string {
  const conv = { op: 'conv', kernel: 3, stride: 1, padding: 1, activation: 'relu', outChannels: channels };
  const network = {
    layers: [
      { ...conv, name: 'conv01', inChannels: 3 },
      { ...conv, name: 'conv02', inChannels: channels },
      { op: 'globalAveragePool' },
    ],
    heads: [{ op: 'dense', name: 'head.smile', output: 'smile', outChannels: 2 }],
  };
  const card = {
    name: 'small',
    version,
    licence: 'none',
    dataSets: ['none'],
    input: { width: SIDE, height: SIDE, channels: 'RGB', layout: 'NHWC', scale: 1, offset: 0, crop: {} },
    outputs: { smile: { classes: ['no', 'yes'] } },
    temperature: { smile: 1 },
    heldOut: {},
  };
  const float = (...shape: readonly number[]) => ({ shape, dtype: 'F32' }) as const;
  mkdirSync(folder);
  writeFileSync(join(folder, 'network.json'), JSON.stringify(network));
  writeFileSync(join(folder, 'card.json'), JSON.stringify(card));
  writeZeros(join(folder, 'face-attributes.safetensors'), {
    'conv01.weight': float(channels, 3, 3, 3),
    'conv01.bias': float(channels),
    'conv02.weight': float(channels, channels, 3, 3),
    'conv02.bias': float(channels),
    'head.smile.weight': float(2, channels),
    'head.smile.bias': float(2),
  });
  writeZeros(join(folder, 'golden.safetensors'), {
    crops: { shape: [1, SIDE, SIDE, 3], dtype: 'U8' },
    'logits.smile': float(1, 2),
  });
  return folder;
}

let work = '';
test.beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'mien-times-test-'));
});
test.afterAll(() => rmSync(work, { recursive: true }));

test('networks are timed in this browser, each with its own name', async ({ browser }) => {
  // One network has a hundred times the multiplications, so that noise cannot change the order of the times.
  const exports = [writeExport(join(work, 'heavy'), '2', 80), writeExport(join(work, 'light'), '1', 8)];
  const json = join(work, 'times.json');
  const faces = ['--faces', '2', '--rounds', `${ROUNDS}`];
  expect(await runTimes('--exports', ...exports, ...faces, '--json', json)).toEqual({ code: 0, errors: '' });
  const report = JSON.parse(readFileSync(json, 'utf8'));
  expect(report.measured).toContain(`Chromium ${browser.version()}`);
  expect(report.measured).toContain('median of 5 rounds');
  expect(report.measured).toContain('2 faces a batch');
  expect(Object.keys(report.msPerFace)).toEqual(['small 2', 'small 1']);
  expect(report.msPerFace['small 2']).toBeGreaterThan(report.msPerFace['small 1']);
  expect(report.leastMsPerFace['small 1']).toBeGreaterThan(0);
  expect(report.leastMsPerFace['small 1']).toBeLessThanOrEqual(report.msPerFace['small 1']);
});

test('wrong arguments are reported in one sentence', async () => {
  const twin = [writeExport(join(work, 'one'), '3', 4), writeExport(join(work, 'other'), '3', 4)];
  const refused: readonly [readonly string[], string][] = [
    [[], 'name the folders of exports'],
    [['--exports', ...twin], 'the same name and version'],
    [['--exports', ...twin, '--rounds', '0'], 'whole numbers above 0'],
    [['--exports', join(work, 'nowhere')], 'no such file'],
  ];
  for (const [args, sentence] of refused) {
    const { code, errors } = await runTimes(...args);
    expect(code).toBe(1);
    expect(errors).toContain(sentence);
    expect(errors.trim().split('\n')).toHaveLength(1);
  }
});
