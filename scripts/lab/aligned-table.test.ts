import { expect, it } from 'vitest';
import { alignedTable } from './aligned-table.ts';

it('pads the cells of each column to the same width', () => {
  expect(
    alignedTable([
      ['set', 'n'],
      ['a', '1000'],
    ]),
  ).toBe('set     n\na    1000');
});
