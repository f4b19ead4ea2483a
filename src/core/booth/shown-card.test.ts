import { describe, expect, test } from 'vitest';
import { parseCardFragment } from '../card-link.ts';
import { someFace } from '../face.test-support.ts';
import type { Face, Shown } from '../types.ts';
import { attributesOf } from './attributes.ts';
import { nextShownCard } from './shown-card.ts';

const SHOWN: Shown = { years: 34, low: 31, high: 38, gender: 'man', emotion: 'fear', smiling: true };
const SHOW = attributesOf('age-smile');
const person = (id: number, shown: Partial<Shown> = {}): Face =>
  someFace({ id, shown: { ...SHOWN, ...shown } });

describe('the card of a show', () => {
  test('holds only what the preset shows', () => {
    const { fragment = '' } = nextShownCard(null, person(3), SHOW, 0) ?? {};
    expect(parseCardFragment(fragment)).toEqual({
      format: 'portrait',
      show: SHOW,
      people: [
        { colour: 2, age: { low: 31, high: 38 }, gender: null, emotion: null, smiling: true, withheld: {} },
      ],
    });
  });

  test('stays for five seconds, then follows what is shown', () => {
    const first = nextShownCard(null, person(1), SHOW, 1000);
    expect(nextShownCard(first, person(1, { smiling: false }), SHOW, 5900)).toBe(first);
    const later = nextShownCard(first, person(1, { smiling: false }), SHOW, 6000);
    expect(parseCardFragment(later?.fragment ?? '')?.people[0]?.smiling).toBe(false);
  });

  test('changes at once for another person, and after a clock that was set back', () => {
    const first = nextShownCard(null, person(1), SHOW, 9000);
    expect(nextShownCard(first, person(2), SHOW, 9100)?.id).toBe(2);
    expect(nextShownCard(first, person(1, { smiling: false }), SHOW, 100)?.since).toBe(100);
  });

  test('is none before anything is read', () => {
    expect(nextShownCard(null, someFace({ settled: false, shown: null }), SHOW, 0)).toBeNull();
  });
});
