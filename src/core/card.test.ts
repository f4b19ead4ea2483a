import { describe, expect, it } from 'vitest';
import { cardOf } from './card.ts';
import { someFace } from './face.test-support.ts';
import type { Shown } from './types.ts';

const ALL = { age: true, gender: true, emotion: true, smile: true };
const SHOWN: Shown = { years: 34, low: 31, high: 38, gender: 'man', emotion: 'neutral', smiling: false };

describe('the card of faces', () => {
  it('has what is shown, and why the rest is not', () => {
    const face = someFace({
      id: 11,
      shown: { ...SHOWN, emotion: null, smiling: null },
      withheld: { emotion: 'covered', smile: 'covered' },
    });
    expect(cardOf([face], { ...ALL, smile: false }, 'square')).toEqual({
      format: 'square',
      show: { ...ALL, smile: false },
      people: [
        {
          colour: 2,
          age: { low: 31, high: 38 },
          gender: 'man',
          emotion: null,
          smiling: null,
          withheld: { emotion: 'covered' },
        },
      ],
    });
  });

  it('leaves out whoever was not read, and is none if nothing is left', () => {
    const looking = someFace({ settled: false, shown: SHOWN });
    const read = someFace({ shown: SHOWN });
    expect(cardOf([looking, read], ALL, 'portrait')?.people).toHaveLength(1);
    expect(cardOf([looking], ALL, 'portrait')).toBeNull();
    expect(cardOf([], ALL, 'portrait')).toBeNull();
  });

  it('is none without an attribute, or with too many people', () => {
    const none = { age: false, gender: false, emotion: false, smile: false };
    const nine = Array.from({ length: 9 }, (_, index) => someFace({ id: index + 1, shown: SHOWN }));
    expect(cardOf(nine.slice(0, 8), ALL, 'portrait')?.people).toHaveLength(8);
    expect(cardOf(nine, ALL, 'portrait')).toBeNull();
    expect(cardOf(nine.slice(0, 1), none, 'portrait')).toBeNull();
  });
});
