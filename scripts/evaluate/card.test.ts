import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withHeldOut } from './card.ts';

describe('a card with measured figures', () => {
  const card = JSON.parse(readFileSync('public/models/face-attributes/card.json', 'utf8')) as Record<
    string,
    unknown
  >;

  it('names the command, and differs in nothing else', () => {
    const written = withHeldOut(card, 'npm run evaluate -- --set utkface=DIR', { utkface: { n: 3 } });
    const { heldOut, heldOutMeasuredBy, ...rest } = written;
    expect(heldOut).toEqual({ utkface: { n: 3 } });
    expect(heldOutMeasuredBy).toContain('npm run evaluate -- --set utkface=DIR');
    const { heldOut: _, heldOutMeasuredBy: __, ...before } = card;
    expect(rest).toEqual(before);
    expect(Object.keys(written)).toEqual(Object.keys(card));
  });
});
