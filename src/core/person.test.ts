import { describe, expect, test } from 'vitest';
import { AGE_YEARS } from './labels.ts';
import { type PersonMemory, rememberPerson } from './person.ts';
import type { Logits } from './types.ts';

const T = { age: 1, gender: 1, emotion: 1, smile: 1 };
const READ_MS = 80;

/** A network's answer for somebody of `years`; `woman` in log-odds. */
function answer(years: number, woman: number): Logits {
  const age = Array.from({ length: AGE_YEARS }, (_, year) => -(((year - years) / 6) ** 2) / 2);
  return { age, gender: [woman / 2, -woman / 2], emotion: new Array(8).fill(0), smile: [0, 0] };
}

/** Log-odds of gender that the memory holds after each reading. */
function logOddsAfter(answers: readonly Logits[]): readonly number[] {
  let person: PersonMemory | null = null;
  return answers.map((logits, index) => {
    person = rememberPerson(person, logits, 0.6, READ_MS, index * READ_MS, T);
    return person.gender.mean[0]! - person.gender.mean[1]!;
  });
}

const seconds = (count: number) => Math.round((count * 1000) / READ_MS);
const repeat = (count: number, logits: Logits) => new Array<Logits>(seconds(count)).fill(logits);

describe('somebody else on the same track', () => {
  test('is believed within a second', () => {
    const logOdds = logOddsAfter([...repeat(10, answer(40, -3)), ...repeat(1, answer(35, 3))]);
    expect(logOdds.at(-1)).toBeGreaterThan(2);
  });

  test('of the same gender but another age, too', () => {
    const logOdds = logOddsAfter([...repeat(10, answer(8, -1)), ...repeat(1, answer(60, -2))]);
    expect(logOdds.at(-1)).toBeLessThan(-1.8);
  });
});

describe('the same person', () => {
  test('is not forgotten for a short contradiction', () => {
    const logOdds = logOddsAfter([
      ...repeat(10, answer(40, -3)),
      ...repeat(0.4, answer(20, 3)),
      ...repeat(1, answer(40, -3)),
    ]);
    expect(logOdds.at(-1)).toBeLessThan(-2.5);
  });

  test('is not forgotten for readings that shake by two units and eight years', () => {
    const shaking = repeat(20, answer(40, -3)).map((_, index) => {
      const side = index % 2 === 0 ? 1 : -1;
      return answer(40 + side * 8, -1 + side * 2);
    });
    for (const value of logOddsAfter(shaking).slice(20)) expect(Math.abs(value + 1)).toBeLessThan(0.3);
  });
});
