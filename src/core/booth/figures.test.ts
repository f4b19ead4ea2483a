import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readFigures } from './figures.ts';

const card = JSON.parse(readFileSync('public/models/face-attributes/card.json', 'utf8')) as {
  heldOut: Record<string, unknown>;
};

test('the shipped card has every figure', () => {
  const figures = readFigures(card);
  expect(figures).not.toBeNull();
  expect(figures!.side).toBe(96);
  expect(figures!.ageError[0]).toBeLessThan(figures!.ageError[1]);
  const { ageInside, smileRight, emotionRight, fearRight, childGenderRight } = figures!;
  for (const part of [ageInside, smileRight, emotionRight, fearRight, childGenderRight]) {
    expect(part).toBeGreaterThan(0);
    expect(part).toBeLessThan(1);
  }
});

test.each([null, 'x', [], { heldOut: 3 }, { ...card, heldOut: { ...card.heldOut, genki4k: {} } }])(
  'a card without one has none',
  (other) => {
    expect(readFigures(other)).toBeNull();
  },
);
