import { describe, expect, it } from 'vitest';
import { PERSON_COLOURS, PLATE, PLATE_QUIET, PLATE_TEXT, personColour, SWATCH_TEXT } from './colours.ts';
import { contrast } from './contrast.test-support.ts';

describe('colours', () => {
  it('keep the text on plates readable', () => {
    expect(contrast(PLATE_TEXT, PLATE)).toBeGreaterThan(7);
    expect(contrast(PLATE_QUIET, PLATE)).toBeGreaterThan(7);
  });

  it('keep the number readable on every swatch', () => {
    for (const colour of PERSON_COLOURS) expect(contrast(SWATCH_TEXT, colour), colour).toBeGreaterThan(4.5);
  });

  it('differ for consecutive ids and repeat after the last', () => {
    expect(new Set([1, 2, 3, 4, 5, 6, 7, 8].map(personColour)).size).toBe(8);
    expect(personColour(9)).toBe(personColour(1));
    expect(PERSON_COLOURS).toContain(personColour(0));
  });
});
