import { describe, expect, it } from 'vitest';
import { EMOTIONS } from '#core/labels.ts';
import { NO_LABELS } from './sample.ts';
import { summarize } from './summary.ts';
import { evaluationTables, percent } from './tables.ts';

describe('tables', () => {
  it('show shares in per cent, and a dash if there is no figure', () => {
    expect([percent(0.12345), percent(1), percent(null), percent(undefined)]).toEqual([
      '12.3',
      '100.0',
      '–',
      '–',
    ]);
  });

  it('show how many faces were not detected, and why pictures were left out', () => {
    const reading = {
      years: 30,
      low: 25,
      high: 35,
      woman: 0.9,
      emotions: EMOTIONS.map((_, i) => (i === 6 ? 0.93 : 0.01)),
      smile: 0.8,
    };
    const labels = { ...NO_LABELS, emotion: 'fear' } as const;
    const summary = summarize(
      [
        { labels, reading },
        { labels, reading: null },
      ],
      EMOTIONS,
    );
    const batch = { faces: 1, classifyMs: 10, cropMs: 0.5 };
    const text = evaluationTables({
      command: 'npm run evaluate',
      part: 'held-out pictures',
      network: 'mien 1',
      weightsSha256: 'c0cf',
      date: '2026-11-22',
      backend: 'wasm',
      browser: 'Chromium',
      cost: {
        multiplyAdds: 130.9e6,
        parameters: 2.1e6,
        bytes: 3.8e6,
        bytesBrotli: 1.4e6,
        wasmBatch1: batch,
        wasmBatch8: { ...batch, faces: 8 },
      },
      sets: {
        ferplus: {
          ...summary,
          leftOut: { 'no emotion has most votes': 7 },
          severalFaces: 0,
          failures: {},
          robustness: null,
        },
      },
    });
    expect(text).toContain('ferplus: 2 pictures, 1 without a face found, 0 with several');
    expect(text).toContain('no emotion has most votes: 7');
    expect(text).toContain('right of the faces found: emotion 100.0 %');
    expect(text).toContain('10.00 of 1 (crop 0.50), 10.00 of 8 (crop 0.50)');
    const fear = text.split('\n').find((line) => line.startsWith('fear'));
    expect(fear?.split(/ +/)).toEqual('fear 2 50.0 100.0 0.667 0 0 0 0 0 0 1 0 1'.split(' '));
  });
});
