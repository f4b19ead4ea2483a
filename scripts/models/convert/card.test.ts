import { describe, expect, it } from 'vitest';
import { pageCard } from './card.ts';
import type { ExportCard } from './export.ts';

const EXPORTED = {
  name: 'n',
  version: '1.2.3',
  date: '2026-11-22',
  licence: 'l',
  dataSets: ['UTKFace'],
  input: { width: 96, height: 96, channels: 'RGB', layout: 'NHWC', scale: 1, offset: 0, crop: {} },
  outputs: { age: { years: [0, 100] }, smile: { classes: ['no', 'yes'] } },
  temperature: { age: 1, smile: 1 },
  cost: {},
  validation: { sets: { utkface: { n: 3 } } },
  heldOut: {},
  sha256: { safetensors: 'abc' },
} satisfies ExportCard & Record<string, unknown>;
const LAYOUT = {
  file: 'golden.bin',
  count: 0,
  inputSize: 96,
  crops: { offset: 0, valuesPerFace: 0 },
  logits: { pytorch: {}, converted: {} },
  pictures: [],
};
const MORE = { ...LAYOUT, path: 'more', bytes: 0, sha256: '' };

function convert(card: ExportCard) {
  const quantization = { scheme: 's', maxLogitError: {}, tolerance: 1 };
  return pageCard(card, [], LAYOUT, MORE, quantization) as Record<string, unknown>;
}

describe('the page’s card', () => {
  it('names an output whose logits are independent', () => {
    const visible = { classes: ['face', 'eyes', 'mouth'] };
    expect(convert({ ...EXPORTED, outputs: { visible } })).toMatchObject({
      outputs: [{ name: 'visible', kind: 'independent', size: 3, classes: visible.classes }],
    });
  });

  it('keeps fields that the converter does not know, and lists the outputs', () => {
    expect(convert(EXPORTED)).toMatchObject({
      version: '1.2.3',
      validation: { sets: { utkface: { n: 3 } } },
      outputs: [
        { name: 'age', kind: 'distribution', size: 101, years: [0, 100] },
        { name: 'smile', kind: 'classes', size: 2, classes: ['no', 'yes'] },
      ],
      source: { format: 'safetensors', sha256: 'abc' },
    });
  });

  it('ends with the held-out figures, and says that none were measured if there are none', () => {
    const card = convert(EXPORTED);
    expect(Object.keys(card).slice(-2)).toEqual(['heldOutMeasuredBy', 'heldOut']);
    expect(card.heldOut).toEqual({});
    expect(card.heldOutMeasuredBy).toMatch(/^nobody yet: `npm run evaluate/);
  });

  it('says that figures from the export are of the network before quantization', () => {
    const card = convert({ ...EXPORTED, heldOut: { utkface: { n: 3394 } } });
    expect(card.heldOut).toEqual({ utkface: { n: 3394 } });
    expect(card.heldOutMeasuredBy).toMatch(/before quantization/);
  });
});
