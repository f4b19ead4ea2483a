import { expect, it } from 'vitest';
import { alignedTable } from './aligned-table.ts';

it('a table has columns of equal width', () => {
  expect(
    alignedTable([
      ['set', 'n'],
      ['a', '1000'],
    ]),
  ).toBe('set     n\na    1000');
});
