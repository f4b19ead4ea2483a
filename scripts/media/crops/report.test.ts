import { expect, it } from 'vitest';
import { cropsTable } from './report.ts';

const picture = (sha1: string, set: string | null) => ({ sha1, set });

it('counts pictures without a crop by set and reason', () => {
  const pictures = [
    picture('a', 'utkface'),
    picture('b', 'utkface'),
    picture('c', 'rafdb'),
    picture('d', 'rafdb'),
    picture('e', 'rafdb'),
    picture('f', null),
  ];
  const failures = new Map([
    ['b', 'no face'],
    ['c', 'photo-damaged'],
    ['d', 'no face'],
    ['of another manifest', 'photo-too-large'],
  ]);
  const rows = cropsTable(pictures, failures)
    .split('\n')
    .map((line) => line.split(/ {2,}/));
  expect(rows).toEqual([
    ['', 'pictures', 'cut', 'no face', 'photo-damaged'],
    ['rafdb', '3', '1', '1', '1'],
    ['utkface', '2', '1', '1', '0'],
    ['unknown set', '1', '1', '0', '0'],
    ['all', '6', '3', '2', '1'],
  ]);
});

it('has one row if no picture is of a known set', () => {
  const rows = cropsTable([picture('a', null), picture('b', null)], new Map([['a', 'no face']])).split('\n');
  expect(rows.map((line) => line.split(/ {2,}/))).toEqual([
    ['', 'pictures', 'cut', 'no face'],
    ['unknown set', '2', '1', '1'],
  ]);
});
