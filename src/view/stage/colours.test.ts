import { describe, expect, it } from 'vitest';
import { PERSON_COLOURS, PLATE, PLATE_QUIET, PLATE_TEXT, personColour, SWATCH_TEXT } from './colours.ts';

/** WCAG 2.2 relative luminance of #rrggbb. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((offset) => {
    const c = Number.parseInt(colour.slice(offset, offset + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

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
