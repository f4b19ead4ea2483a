import { describe, expect, it } from 'vitest';
import { someCard } from './card.test-support.ts';
import { type Card, MOST_ON_CARD } from './card.ts';
import { cardFragment, parseCardFragment } from './card-link.ts';
import { random } from './random.test-support.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const ONE: Card = {
  format: 'portrait',
  show: { age: true, gender: true, emotion: true, smile: true },
  people: [
    {
      colour: 2,
      age: { low: 31, high: 38 },
      gender: 'woman',
      emotion: 'happiness',
      smiling: null,
      withheld: { smile: 'covered' },
    },
  ],
};

/** A link with any bytes and the checksum that belongs to them, as a forger would make it. */
function forged(bytes: readonly number[]): string {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  const check = Buffer.alloc(4);
  check.writeUInt32BE(~crc >>> 0);
  return `#card=${Buffer.concat([Buffer.from(bytes), check]).toString('base64url')}`;
}

describe('the link of a card', () => {
  it('stays the same, because links are kept', () => {
    expect(cardFragment(ONE)).toBe(forged([1, 0b0001_1110, 32, 39, 0x12, 0xd2]));
  });

  it('every card comes back as it was', () => {
    const next = random(1);
    for (let round = 0; round < 5000; round++) {
      const card = someCard(next);
      expect(parseCardFragment(cardFragment(card))).toEqual(card);
    }
  });

  it('is short, and made of letters that no program changes', () => {
    const next = random(2);
    for (let round = 0; round < 500; round++) {
      expect(cardFragment(someCard(next, MOST_ON_CARD))).toMatch(/^#card=[\w-]{51}$/);
      expect(cardFragment(someCard(next, 4))).toMatch(/^#card=[\w-]{30}$/);
    }
  });

  it('holds nothing of an attribute that the card does not show', () => {
    const [person] = ONE.people;
    const show = { age: false, gender: false, emotion: true, smile: false };
    const other = { ...ONE, show, people: [{ ...person!, age: null, gender: null, withheld: {} }] };
    const revealing = { ...ONE, show, people: [person!] };
    expect(cardFragment(revealing)).toBe(cardFragment(other));
  });
});

describe('a fragment that is no card', () => {
  it('one changed, lost or added letter', () => {
    const next = random(3);
    for (let round = 0; round < 40; round++) {
      const fragment = cardFragment(someCard(next));
      for (let at = 6; at < fragment.length; at++) {
        for (const letter of LETTERS) {
          const [before, after] = [fragment.slice(0, at), fragment.slice(at + 1)];
          if (letter !== fragment[at]) expect(parseCardFragment(before + letter + after)).toBeNull();
        }
        expect(parseCardFragment(fragment.slice(0, at) + fragment.slice(at + 1))).toBeNull();
        expect(parseCardFragment(`${fragment.slice(0, at)}A${fragment.slice(at)}`)).toBeNull();
      }
    }
  });

  it('every beginning of a link', () => {
    const fragment = cardFragment(someCard(random(4), MOST_ON_CARD));
    for (let length = 0; length < fragment.length; length++)
      expect(parseCardFragment(fragment.slice(0, length))).toBeNull();
  });

  it('other names, other letters, other versions', () => {
    const text = cardFragment(ONE).slice(6);
    const others = [
      '',
      '#',
      '#card',
      '#card=',
      `card=${text}`,
      `#Card=${text}`,
      `#card=${text}=`,
      `#card=${text}\n`,
      `#card=${text}&more`,
      `#card=%41${text.slice(1)}`,
      '#card=💾💾💾💾💾💾💾',
      '#card=constructor',
      '#card=__proto__',
    ];
    for (const fragment of others) expect(parseCardFragment(fragment)).toBeNull();
    for (const version of [0, 2, 255])
      expect(parseCardFragment(forged([version, 0b0001_1110, 32, 39, 0x12, 0xd2]))).toBeNull();
  });

  it('random letters of any length, without a long wait', () => {
    const next = random(5);
    for (let round = 0; round < 50_000; round++) {
      const length = Math.floor(next() * 70);
      const text = Array.from({ length }, () => LETTERS[Math.floor(next() * 64)]).join('');
      expect(parseCardFragment(`#card=${text}`)).toBeNull();
    }
    const started = performance.now();
    expect(parseCardFragment(`#card=${'A'.repeat(5_000_000)}`)).toBeNull();
    expect(performance.now() - started).toBeLessThan(100);
  });

  it('bytes with a right checksum give null, or a card whose link they are', () => {
    const next = random(6);
    let cards = 0;
    for (let round = 0; round < 50_000; round++) {
      const count = 1 + Math.floor(next() * MOST_ON_CARD);
      const people = Array.from({ length: count * 4 }, () => {
        const small = next() < 0.7;
        return Math.floor(next() * (small ? 40 : 256));
      });
      const fragment = forged([1, ((count - 1) << 5) | Math.floor(next() * 32), ...people]);
      const card = parseCardFragment(fragment);
      if (card === null) continue;
      cards++;
      expect(cardFragment(card)).toBe(fragment);
      for (const { age } of card.people) if (age) expect(age.low).toBeLessThanOrEqual(age.high);
    }
    expect(cards).toBeGreaterThan(10);
  });
});
