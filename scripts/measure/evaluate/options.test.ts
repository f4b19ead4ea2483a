import { describe, expect, it } from 'vitest';
import { parseOptions } from './options.ts';

describe('the options', () => {
  it('name sets with folders and tables, and repeat the command as it was given', () => {
    const options = parseOptions([
      '--set',
      'ferplus=/d/fer,/d/my votes.csv',
      '--set',
      'csv=own.csv',
      '--limit',
      '5',
    ]);
    expect(options.sets).toEqual([
      { kind: 'ferplus', folder: '/d/fer', table: '/d/my votes.csv' },
      { kind: 'csv', folder: 'own.csv', table: null },
    ]);
    expect(options).toMatchObject({ limit: 5, all: false, robust: false, json: null, card: null });
    expect(options.command).toBe(
      "npm run evaluate -- --set 'ferplus=/d/fer,/d/my votes.csv' --set csv=own.csv --limit 5",
    );
  });

  it('refuse what cannot be meant', () => {
    expect(() => parseOptions([])).toThrow('nothing to evaluate');
    expect(() => parseOptions(['--set', 'lfw=/d'])).toThrow('must be utkface, ferplus');
    expect(() => parseOptions(['--set', 'utkface'])).toThrow('must be');
    expect(() => parseOptions(['--set', 'utkface=/d', '--limit', '0'])).toThrow('whole number above 0');
  });

  it('keep figures of a part, or of pictures that training saw, out of the card', () => {
    const set = ['--set', 'utkface=/d', '--card', 'card.json'];
    expect(() => parseOptions([...set, '--all'])).toThrow('not with --all');
    expect(() => parseOptions([...set, '--limit', '9'])).toThrow('--limit');
    expect(parseOptions(set).card).toBe('card.json');
  });
});
