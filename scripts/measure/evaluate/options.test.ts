import { describe, expect, it } from 'vitest';
import { parseOptions } from './options.ts';

const MANIFEST = ['--manifest', 'work/manifest.jsonl'] as const;

describe('the options', () => {
  it('contain a manifest, its sets and tables, and the command as it was entered', () => {
    const options = parseOptions([
      ...['--manifest', '/d/my work/m.jsonl'],
      ...['--set', 'ferplus', '--set', 'csv=own.csv', '--set', 'utkface', '--limit', '5'],
    ]);
    expect(options).toMatchObject({
      ...{ manifest: '/d/my work/m.jsonl', names: ['ferplus', 'utkface'], tables: ['own.csv'] },
      ...{ part: 'held-out', limit: 5, robust: false, json: null, card: null },
    });
    expect(options.command).toBe(
      "npm run evaluate -- --manifest '/d/my work/m.jsonl' --set ferplus --set csv=own.csv --set utkface --limit 5",
    );
  });

  it('may name no set of a manifest, or a table without a manifest', () => {
    expect(parseOptions(MANIFEST)).toMatchObject({ names: [], tables: [] });
    expect(parseOptions(['--set', 'csv=own.csv'])).toMatchObject({ manifest: null, tables: ['own.csv'] });
  });

  it('select a part, or all', () => {
    expect(parseOptions([...MANIFEST, '--part', 'validation']).part).toBe('validation');
    expect(parseOptions([...MANIFEST, '--all']).part).toBeNull();
    expect(() => parseOptions([...MANIFEST, '--part', 'test'])).toThrow(
      '--part test: must be one of held-out, validation, train',
    );
    expect(() => parseOptions([...MANIFEST, '--part', 'train', '--all'])).toThrow('not with --part');
  });

  it('are refused if they make no sense', () => {
    expect(() => parseOptions([])).toThrow('nothing to evaluate: give --manifest FILE or --set csv=FILE');
    expect(() => parseOptions(['--set', 'utkface'])).toThrow('give --manifest FILE');
    expect(() => parseOptions(['--set', 'csv='])).toThrow('must be NAME or csv=FILE');
    expect(() => parseOptions([...MANIFEST, '--limit', '0'])).toThrow('whole number above 0');
  });

  it('explain how a folder of a set is read', () => {
    expect(() => parseOptions(['--set', 'utkface=/d'])).toThrow(
      '--set utkface=/d: must be NAME or csv=FILE; folders are read by python -m training prepare',
    );
  });

  it('are refused if they would put figures of other pictures than all held-out ones into the card', () => {
    const card = [...MANIFEST, '--card', 'card.json'];
    expect(() => parseOptions([...card, '--all'])).toThrow('not with --all');
    expect(() => parseOptions([...card, '--part', 'train'])).toThrow('--part');
    expect(() => parseOptions([...card, '--limit', '9'])).toThrow('--limit');
    expect(parseOptions(card).card).toBe('card.json');
  });
});
