import { describe, expect, it } from 'vitest';
import { anchorCentres, anchorCount } from './anchors.ts';

describe('anchorCentres', () => {
  it('returns the number of anchors of each network', () => {
    expect(anchorCount({ cells: 24, positions: 2, repeat: 1 })).toBe(2304);
    const short = [
      { cells: 16, positions: 1, repeat: 2 },
      { cells: 8, positions: 1, repeat: 6 },
    ];
    expect(short.reduce((sum, grid) => sum + anchorCount(grid), 0)).toBe(896);
  });

  it('orders cells row by row and repeats anchors in place', () => {
    const centres = [...anchorCentres({ cells: 2, positions: 1, repeat: 2 })];
    const upper = [0.25, 0.25, 0.25, 0.25, 0.75, 0.25, 0.75, 0.25];
    const lower = [0.25, 0.75, 0.25, 0.75, 0.75, 0.75, 0.75, 0.75];
    expect(centres).toEqual([...upper, ...lower]);
  });

  it('lists all positions of a cell before the next cell', () => {
    const centres = [...anchorCentres({ cells: 2, positions: 2, repeat: 1 })];
    expect(centres.slice(0, 8)).toEqual([0.125, 0.125, 0.375, 0.125, 0.125, 0.375, 0.375, 0.375]);
    expect(centres.slice(8, 10)).toEqual([0.625, 0.125]);
  });
});
