import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EMOTIONS } from '#core/labels.ts';
import { cardFigures, writeHeldOut } from './card.ts';
import { NO_LABELS } from './sample.ts';
import { summarize } from './summary.ts';

const reading = {
  years: 33,
  low: 25,
  high: 35,
  woman: 0.9,
  emotions: EMOTIONS.map((_, i) => (i === 0 ? 0.93 : 0.01)),
  smile: 0.75,
};
const summary = summarize(
  [
    { labels: { ...NO_LABELS, age: 30, gender: 'woman', group: 'Asian' }, reading },
    { labels: { ...NO_LABELS, smile: true }, reading },
    { labels: { ...NO_LABELS, smile: true }, reading: null },
  ],
  [],
);

describe('the figures of a set in a card', () => {
  it('are those for which the set has labels, without the long tables', () => {
    expect(cardFigures(summary)).toEqual({
      n: 3,
      found: 2,
      age: {
        mae: 3,
        maeOfAll: 3,
        cs5: 1,
        coverage80: 1,
        byBand: { '30-39': { n: 1, mae: 3 } },
        byGender: { woman: { n: 1, mae: 3 } },
        byGroup: { Asian: { n: 1, mae: 3 } },
      },
      gender: {
        accuracy: 1,
        accuracyOfFound: 1,
        ece: expect.closeTo(0.1, 12),
        byGender: { woman: { n: 1, accuracy: 1 } },
        byBand: { '30-39': { n: 1, accuracy: 1 } },
        byGroup: { Asian: { n: 1, accuracy: 1 } },
      },
      smile: { accuracy: 0.5, accuracyOfFound: 1, ece: 0.25 },
    });
  });
});

describe('a card with measured figures', () => {
  it('names the command, and differs from the shipped card in no other byte', () => {
    const shipped = readFileSync('public/models/face-attributes/card.json', 'utf8');
    const folder = mkdtempSync(join(tmpdir(), 'mien-card-'));
    try {
      const file = join(folder, 'card.json');
      writeFileSync(file, shipped);
      writeHeldOut(file, 'npm run evaluate -- --set mine=DIR', { mine: summary });
      const written = readFileSync(file, 'utf8');
      const parsed = JSON.parse(written) as Record<string, unknown>;
      expect(parsed.heldOut).toEqual({ mine: JSON.parse(JSON.stringify(cardFigures(summary))) });
      expect(parsed.heldOutMeasuredBy).toContain('npm run evaluate -- --set mine=DIR');
      const upToFigures = (text: string) => text.slice(0, text.indexOf('"heldOutMeasuredBy"'));
      expect(upToFigures(written)).toBe(upToFigures(shipped));
      const keys = (text: string) => Object.keys(JSON.parse(text) as object);
      expect(keys(written)).toEqual(keys(shipped));
      expect(keys(shipped).slice(-2)).toEqual(['heldOutMeasuredBy', 'heldOut']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
