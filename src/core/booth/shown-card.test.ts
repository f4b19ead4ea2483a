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
    const { fragment = '' } = nextShownCard(null, person(3), SHOW, null, 0.7, 0) ?? {};
    expect(parseCardFragment(fragment)).toEqual({
      format: 'portrait',
      show: SHOW,
      people: [
        { colour: 2, age: { low: 31, high: 38 }, gender: null, emotion: null, smiling: true, withheld: {} },
      ],
    });
  });

  test('stays for five seconds, then follows what is shown', () => {
    const first = nextShownCard(null, person(1), SHOW, null, 0.7, 1000);
    expect(nextShownCard(first, person(1, { smiling: false }), SHOW, null, 0.7, 5900)).toBe(first);
    const later = nextShownCard(first, person(1, { smiling: false }), SHOW, null, 0.7, 6000);
    expect(parseCardFragment(later?.fragment ?? '')?.people[0]?.smiling).toBe(false);
  });

  test('changes at once for another person, and after a clock that was set back', () => {
    const first = nextShownCard(null, person(1), SHOW, null, 0.7, 9000);
    expect(nextShownCard(first, person(2), SHOW, null, 0.7, 9100)?.id).toBe(2);
    expect(nextShownCard(first, person(1, { smiling: false }), SHOW, null, 0.7, 100)?.since).toBe(100);
  });

  test('is on the side away from the person, and never where nobody is read', () => {
    const sideOf = (aside: 'left' | 'right' | null, place: number) =>
      nextShownCard(null, person(1), SHOW, aside, place, 0)?.side;
    expect([0.2, 0.8].map((place) => sideOf(null, place))).toEqual(['right', 'left']);
    expect([0.2, 0.8].map((place) => sideOf('left', place))).toEqual(['right', 'right']);
    expect([0.2, 0.8].map((place) => sideOf('right', place))).toEqual(['left', 'left']);
  });

  test('is none before anything is read', () => {
    expect(nextShownCard(null, someFace({ settled: false, shown: null }), SHOW, null, 0.7, 0)).toBeNull();
  });
});
