import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { EMOTIONS, GENDERS, OUTPUT_SIZES, OUTPUTS, SMILES, VISIBLE } from '#core/labels.ts';
import type { CardFile, CardQuantization } from './convert/card.ts';
import type { ExportInput } from './convert/export.ts';
import { type GoldenFace, type GoldenLayout, type LogitsByHead, readGolden } from './convert/golden.ts';
import { startTfjs } from './convert/run-model.ts';
import { computeLogits, maxDifference } from './convert/verify.ts';

const folder = (name: string) => new URL(`../../public/models/${name}/`, import.meta.url);
const read = (from: URL, name: string) => new Uint8Array(readFileSync(new URL(name, from)));
const json = (from: URL, name: string) => JSON.parse(readFileSync(new URL(name, from), 'utf8'));
const seal = (from: URL, path: string): CardFile => {
  const bytes = read(from, path);
  return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
};

describe('the detectors', () => {
  const detectors = folder('face-detector');

  it('match the sizes and hashes in their manifest', () => {
    const { files } = json(detectors, 'manifest.json') as { files: CardFile[] };
    expect(files.map(({ path }) => path)).toEqual(['full-range.bin', 'short-range.bin']);
    for (const file of files) expect(seal(detectors, file.path)).toEqual(file);
  });

  it('have their licence', () => {
    expect(readFileSync(new URL('LICENSE', detectors), 'utf8')).toMatch(/Apache License\s+Version 2\.0/);
    expect(readFileSync(new URL('NOTICE.md', detectors), 'utf8')).toMatch(/@mediapipe\/face_detection/);
  });
});

describe('the attribute network', () => {
  const attributes = folder('face-attributes');
  const card = json(attributes, 'card.json') as {
    readonly input: ExportInput;
    readonly outputs: readonly { name: string; size: number; classes?: readonly string[] }[];
    readonly files: readonly CardFile[];
    readonly golden: GoldenLayout;
    readonly goldenMore: GoldenLayout & CardFile;
    readonly quantization: CardQuantization;
    readonly dataSets: readonly string[];
    readonly licence: string;
  };
  const faces: readonly GoldenFace[] = [card.golden, card.goldenMore].flatMap(
    (layout) => readGolden(read(attributes, layout.file), layout).faces,
  );
  let logits: readonly LogitsByHead[];

  beforeAll(async () => {
    await startTfjs();
    const files = {
      model: JSON.stringify(json(attributes, 'model.json')),
      weights: read(attributes, 'weights.bin'),
    };
    const crops = faces.map(({ crop }) => crop);
    logits = await computeLogits(files, crops, card.input, OUTPUTS);
  });

  it('matches the sizes and hashes in its card, and has no other files', () => {
    const { path, bytes, sha256 } = card.goldenMore;
    const sealed = [...card.files, { path, bytes, sha256 }];
    for (const file of sealed) expect(seal(attributes, file.path)).toEqual(file);
    const others = ['LICENSE.md', 'card.json'];
    expect(readdirSync(attributes).sort()).toEqual([...sealed.map((file) => file.path), ...others].sort());
  });

  it('has the outputs and classes of core/labels.ts', () => {
    expect(card.outputs.map(({ name, size }) => [name, size])).toEqual(Object.entries(OUTPUT_SIZES));
    const classes = Object.fromEntries(card.outputs.map((output) => [output.name, output.classes]));
    expect(classes).toMatchObject({ gender: GENDERS, emotion: EMOTIONS, smile: SMILES, visible: VISIBLE });
  });

  it('computes the logits in the golden files', () => {
    const found = maxDifference(
      logits,
      faces.map(({ converted }) => converted),
      OUTPUTS,
    );
    expect(Math.max(...Object.values(found))).toBeLessThan(0.001);
  });

  it('differs from PyTorch’s logits by the card’s figures, which are below 0.2', () => {
    const found = maxDifference(
      logits,
      faces.map(({ pytorch }) => pytorch),
      OUTPUTS,
    );
    for (const output of OUTPUTS) {
      expect(found[output], output).toBeLessThan(0.2);
      expect(found[output], output).toBeCloseTo(card.quantization.maxLogitError[output]!, 2);
    }
  });

  it('has at most 3 MB', () => {
    const shipped = card.files.filter(({ path }) => path === 'model.json' || path === 'weights.bin');
    expect(shipped).toHaveLength(2);
    expect(shipped.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(3e6);
  });

  it('names its data sets in its licence', () => {
    const licence = readFileSync(new URL('LICENSE.md', attributes), 'utf8');
    expect(card.licence).toMatch(/not for commercial use/);
    for (const name of card.dataSets) expect(licence).toContain(name);
  });
});
