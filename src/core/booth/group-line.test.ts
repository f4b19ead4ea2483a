import { describe, expect, test } from 'vitest';
import { someFace } from '../face.test-support.ts';
import type { Face } from '../types.ts';
import { attributesOf } from './attributes.ts';
import { groupLine, NO_GROUP_LINE } from './group-line.ts';

const NO_EMOTIONS = {
  neutral: 1,
  happiness: 0,
  surprise: 0,
  sadness: 0,
  anger: 0,
  disgust: 0,
  fear: 0,
  contempt: 0,
};

const face = (id: number, years: number | null, smile: number, settled = true): Face =>
  someFace({
    id,
    settled,
    reading: { age: { years: years ?? 0, low: 0, high: 99 }, woman: 0.5, smile, emotions: NO_EMOTIONS },
    shown: { years, low: years, high: years, gender: null, emotion: null, smiling: smile > 0.5 },
  });
const all = attributesOf('age-smile');

describe('the group line', () => {
  test.each([
    ['nobody', [], null, null],
    ['a lone visitor', [face(1, 30, 0.9)], null, null],
    ['two people', [face(1, 30, 0.9), face(2, 40, 0.7)], 1, 1],
    ['people of nearly one age', [face(1, 30, 0.2), face(2, 33, 0.9)], null, 2],
    ['nobody who smiles', [face(1, 30, 0.2), face(2, 40, 0.4)], 1, null],
    ['an age that is withheld', [face(1, null, 0.9), face(2, 40, 0.6)], null, 1],
    ['a second face that is not read yet', [face(1, 30, 0.9), face(2, 40, 0.6, false)], null, null],
  ])('%s', (_name, faces, youngest, widestSmile) => {
    expect(groupLine(faces, all, NO_GROUP_LINE)).toEqual({ youngest, widestSmile });
  });

  test('does not tell what the preset leaves out', () => {
    const faces = [face(1, 30, 0.9), face(2, 40, 0.7)];
    expect(groupLine(faces, attributesOf('smile'), NO_GROUP_LINE)).toEqual({
      youngest: null,
      widestSmile: 1,
    });
  });

  test('stays until another leads clearly', () => {
    const before = { youngest: 2, widestSmile: 2 };
    expect(groupLine([face(1, 30, 0.92), face(2, 32, 0.9)], all, before)).toEqual(before);
    expect(groupLine([face(1, 30, 0.99), face(2, 35, 0.9)], all, before)).toEqual({
      youngest: 1,
      widestSmile: 1,
    });
  });
});
