import { expect, it } from 'vitest';
import { SETTINGS } from './settings.ts';

it('names the version of the page, and of the network once it runs', () => {
  expect(SETTINGS.versions('0.2.0', null)).toBe('Mien 0.2.0');
  expect(SETTINGS.versions('0.2.0', 'mien-face-attributes 0.9.0')).toBe(
    'Mien 0.2.0 · mien-face-attributes 0.9.0',
  );
});
