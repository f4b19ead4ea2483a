import { describe, expect, test } from 'vitest';
import { CLEAR } from './face.test-support.ts';
import { HEADS, type Head } from './labels.ts';
import { random } from './random.test-support.ts';
import type { Evidence, Reading, WithheldReason } from './types.ts';
import { LEAST_EMOTION, LIMITS, nextWithholding, UNCOVERED, type Withholding, withhold } from './withhold.ts';

/** A certain reading; `width` of the age interval in years, `emotion` the probability of the first. */
function readingOf({ width = 12, emotion = 0.93, smile = 0.1 } = {}): Reading {
  const rest = (1 - emotion) / 7;
  return {
    age: { years: 40, low: 40 - width / 2, high: 40 + width / 2 },
    woman: 0.9,
    emotions: {
      neutral: emotion,
      happiness: rest,
      surprise: rest,
      sadness: rest,
      anger: rest,
      disgust: rest,
      fear: rest,
      contempt: rest,
    },
    smile,
  };
}

const CERTAIN = readingOf();
const both = (evidence: Evidence) => ({ person: evidence, moment: evidence });
const every = (reason: WithheldReason) => Object.fromEntries(HEADS.map((head) => [head, reason]));

describe('a single reading', () => {
  test.each<readonly [string, Partial<Evidence>, object]>([
    ['near, sharp and frontal', {}, {}],
    ['just large enough for everything', { side: Math.max(...HEADS.map((head) => LIMITS[head].side)) }, {}],
    ['tiny', { side: 8 }, every('too-far')],
    ['tiny and therefore blurred', { side: 8, sharpness: 0 }, every('too-far')],
    ['tiny and dark', { side: 8, brightness: 0, contrast: 0 }, every('too-far')],
    ['blurred', { sharpness: 0.005 }, every('too-blurred')],
    [
      'dark, which noise makes sharp',
      { brightness: 0.001, contrast: 0.005, sharpness: 0.7 },
      every('too-dark'),
    ],
    ['dark but rich in contrast', { brightness: 0.09, contrast: 0.05 }, {}],
    ['dim', { brightness: 0.09, contrast: 0.02 }, { smile: 'too-dark' }],
    ['in the distance', { side: 20 }, { emotion: 'too-far' }],
    ['in profile', { turned: 1 }, every('turned-away')],
    ['masked', { mouth: 0.39 }, { emotion: 'covered', smile: 'covered' }],
    ['hardly uncovered', { mouth: UNCOVERED.mouth }, {}],
    ['behind dark glasses', { eyes: 0.09 }, { age: 'covered' }],
    ['behind light glasses', { eyes: 0.11 }, {}],
    [
      'masked, with eyes in doubt',
      { eyes: 0.4, mouth: 0.2 },
      { gender: 'covered', emotion: 'covered', smile: 'covered' },
    ],
    ['all covered', { eyes: 0.05, mouth: 0.1 }, every('covered')],
    ['covered, but too far away to tell', { side: 8, eyes: 0, mouth: 0 }, every('too-far')],
    ['covered by turning away', { turned: 1, eyes: 0, mouth: 0 }, every('turned-away')],
    [
      'masked and half outside the picture',
      { mouth: 0, inside: 0.2 },
      { age: 'not-sure', gender: 'not-sure', emotion: 'covered', smile: 'covered' },
    ],
    ['half outside the picture', { inside: 0.2 }, every('not-sure')],
  ])('of a face that is %s', (_, evidence, withheld) => {
    expect(withhold(both({ ...CLEAR, ...evidence }), CERTAIN)).toEqual(withheld);
  });

  test.each<readonly [string, Parameters<typeof readingOf>[0], object]>([
    ['an age of 35 years’ width', { width: 35 }, {}],
    ['an age of more', { width: 35.2 }, { age: 'not-sure' }],
    ['a smile that may be none', { smile: 0.6 }, { smile: 'not-sure' }],
    ['an emotion that hardly leads', { emotion: LEAST_EMOTION - 0.01 }, { emotion: 'not-sure' }],
    ['an emotion that leads enough', { emotion: LEAST_EMOTION + 0.01 }, {}],
  ])('with %s', (_, reading, withheld) => {
    expect(withhold(both(CLEAR), readingOf(reading))).toEqual(withheld);
  });

  test('age and gender depend on the evidence for the person, emotion and smile on that of the moment', () => {
    const blurred = { ...CLEAR, sharpness: 0 };
    expect(withhold({ person: CLEAR, moment: blurred }, CERTAIN)).toEqual({
      emotion: 'too-blurred',
      smile: 'too-blurred',
    });
    expect(withhold({ person: blurred, moment: CLEAR }, CERTAIN)).toEqual({
      age: 'too-blurred',
      gender: 'too-blurred',
    });
  });

  test.each(HEADS)('shows the %s of everything that is no worse than a face that shows it', (head) => {
    const rnd = random(7);
    for (let i = 0; i < 500; i++) {
      const one: Evidence = {
        ...CLEAR,
        side: rnd() * 60,
        sharpness: rnd() * 0.2,
        brightness: rnd() * 0.1,
        contrast: rnd() * 0.04,
        turned: rnd(),
        inside: rnd(),
        eyes: rnd(),
        mouth: rnd(),
      };
      if (withhold(both(one), CERTAIN)[head] !== undefined) continue;
      const better: Evidence = {
        ...one,
        side: one.side + rnd() * 100,
        sharpness: one.sharpness + rnd(),
        brightness: one.brightness + rnd() * (1 - one.brightness),
        contrast: one.contrast + rnd(),
        turned: one.turned * rnd(),
        inside: one.inside + rnd() * (1 - one.inside),
        eyes: one.eyes + rnd() * (1 - one.eyes),
        mouth: one.mouth + rnd() * (1 - one.mouth),
      };
      expect(withhold(both(better), CERTAIN)[head]).toBeUndefined();
    }
  });
});

/** Reasons over time: one reading every 100 ms. */
function over(evidence: readonly Partial<Evidence>[], head: Head): readonly (WithheldReason | null)[] {
  let state: Withholding | null = null;
  return evidence.map((one, i) => {
    state = nextWithholding(state, both({ ...CLEAR, ...one }), CERTAIN, i * 100);
    return state.withheld[head] ?? null;
  });
}

/** Lengths of the runs of equal values. */
const changes = (values: readonly unknown[]) =>
  values.filter((one, i) => i > 0 && one !== values[i - 1]).length;

describe('over time', () => {
  const least = LIMITS.age.side;

  test('the first reading decides at once', () => {
    expect(over([{ side: 5 }], 'age')).toEqual(['too-far']);
    expect(over([{}], 'age')).toEqual([null]);
  });

  test('a person who comes nearer is read again, once, and one who leaves is withheld, once', () => {
    const nearer = Array.from({ length: 60 }, (_, i) => ({ side: 6 + i * 1.5 }));
    const coming = over(nearer, 'age');
    expect(coming[0]).toBe('too-far');
    expect(coming.at(-1)).toBeNull();
    expect(changes(coming)).toBe(1);
    const leaving = over([...nearer].reverse(), 'age');
    expect(leaving[0]).toBeNull();
    expect(leaving.at(-1)).toBe('too-far');
    expect(changes(leaving)).toBe(1);
  });

  test('a face at the limit, with noise of a tenth, does not flicker', () => {
    const rnd = random(3);
    const noisy = Array.from({ length: 300 }, () => ({ side: least * (0.95 + 0.1 * rnd()) }));
    expect(changes(over(noisy, 'age'))).toBeLessThanOrEqual(1);
  });

  test.each(HEADS)(
    'a mouth and eyes at their limits, with noise of a tenth, do not make the %s flicker',
    (head) => {
      const rnd = random(5);
      const limit = head === 'age' ? UNCOVERED.eyesForAge : UNCOVERED.eitherForGender;
      const noisy = Array.from({ length: 300 }, () => {
        const noise = 0.95 + 0.1 * rnd();
        return { eyes: limit * noise, mouth: UNCOVERED.mouth * noise };
      });
      expect(changes(over(noisy, head))).toBeLessThanOrEqual(1);
      expect(over(noisy, head).at(-1)).toBe('covered');
    },
  );

  test('a single blurred, turned or covered reading removes nothing', () => {
    const bad = { sharpness: 0, turned: 1, mouth: 0 };
    const blink = Array.from({ length: 20 }, (_, i) => (i === 9 ? bad : {}));
    expect(new Set(over(blink, 'emotion'))).toEqual(new Set([null]));
  });

  test('a reason stays while it holds, and gives way to another that lasts', () => {
    const dark = { brightness: 0.001, contrast: 0.005 };
    const away = [
      ...Array(10).fill(dark),
      ...Array(10).fill({ ...dark, side: 5 }),
      ...Array(10).fill({ side: 5 }),
    ];
    const reasons = over(away, 'smile');
    expect(reasons.slice(0, 20)).toEqual(Array(20).fill('too-dark'));
    expect(reasons.at(-1)).toBe('too-far');
    expect(changes(reasons)).toBe(1);
  });
});
