import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOT_FOR_STILLS, readingFingerprint } from './fingerprint.ts';

const DETECTORS = 'public/models/face-detector';
const PAGE = 'scripts/measure/evaluate/page';
const CARD = 'public/models/face-attributes/card.json';
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mien-fingerprint-'));
  cpSync(CARD, join(folder, 'card.json'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function changed(change: Readonly<Record<string, unknown>>): string {
  const card = JSON.parse(readFileSync(CARD, 'utf8')) as object;
  writeFileSync(join(folder, 'card.json'), JSON.stringify({ ...card, ...change }));
  return readingFingerprint(DETECTORS, folder, [PAGE]);
}

describe('the fingerprint', () => {
  it('changes with the network, a temperature or the crop, but not with the card’s figures', () => {
    const shipped = readingFingerprint(DETECTORS, 'public/models/face-attributes', [PAGE]);
    expect(shipped).toMatch(/^[0-9a-f]{16}$/);
    expect(changed({ heldOut: {}, version: '9' })).toBe(shipped);
    expect(changed({ temperature: { age: 2 } })).not.toBe(shipped);
    expect(changed({ files: [] })).not.toBe(shipped);
    expect(changed({ input: {} })).not.toBe(shipped);
  });

  it('leaves out existing modules only, and none that the reading of a still imports', () => {
    const core = readdirSync('src/core');
    for (const name of NOT_FOR_STILLS) expect(core).toContain(name);
    const needed = [
      'core/align',
      'core/sample',
      'core/still',
      'core/candidates',
      'core/letterbox',
      'core/anchors',
    ];
    const reading = [
      'core/decode',
      'core/geometry',
      'engine/still-search',
      'engine/detector',
      'engine/picture',
    ];
    for (const path of [...needed, ...reading, 'engine/classifier']) {
      const imports = [...readFileSync(`src/${path}.ts`, 'utf8').matchAll(/from '[^']*\/([\w-]+\.ts)'/g)];
      for (const [, name] of imports) expect(NOT_FOR_STILLS, path).not.toContain(name);
    }
  });
});
