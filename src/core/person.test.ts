import { describe, expect, test } from 'vitest';
import type { Appearance } from './appearance.ts';
import { CLEAR } from './face.test-support.ts';
import { AGE_YEARS } from './labels.ts';
import { type PersonMemory, rememberPerson } from './person.ts';
import type { Logits } from './types.ts';

const T = { age: 1, gender: 1, emotion: 1, smile: 1 };
const READ_MS = 80;

/** A network's output for a person of `years`; `woman` in log-odds. */
function answer(years: number, woman: number): Logits {
  const age = Array.from({ length: AGE_YEARS }, (_, year) => -(((year - years) / 6) ** 2) / 2);
  return {
    age,
    gender: [woman / 2, -woman / 2],
    emotion: new Array(8).fill(0),
    smile: [0, 0],
    visible: [9, 9, 9],
  };
}

/** The memory's log-odds of gender after each reading. */
function logOddsAfter(answers: readonly Logits[]): readonly number[] {
  let person: PersonMemory | null = null;
  return answers.map((logits, index) => {
    person = rememberPerson(
      person,
      { logits, evidence: CLEAR, look: null },
      0.6,
      READ_MS,
      index * READ_MS,
      T,
    );
    return person.gender.mean[0]! - person.gender.mean[1]!;
  });
}

/** Appearances of two crops with a likeness of 0. */
const HERS: Appearance = [1, 0];
const HIS: Appearance = [0, 1];

interface Seen {
  readonly logits: Logits;
  readonly look: Appearance;
}

/** The memory after each reading of a crop, with the time of the reading. */
function memoriesOf(seen: readonly Seen[], readMs = READ_MS): readonly (PersonMemory & { at: number })[] {
  let person: PersonMemory | null = null;
  return seen.map(({ logits, look }, index) => {
    person = rememberPerson(person, { logits, evidence: CLEAR, look }, 0.6, readMs, index * readMs, T);
    return { ...person, at: index * readMs };
  });
}

const seconds = (count: number) => Math.round((count * 1000) / READ_MS);
const repeat = (count: number, logits: Logits) => new Array<Logits>(seconds(count)).fill(logits);

describe('another person on the same track', () => {
  test('replaces the memory within a second', () => {
    const logOdds = logOddsAfter([...repeat(10, answer(40, -3)), ...repeat(1, answer(35, 3))]);
    expect(logOdds.at(-1)).toBeGreaterThan(2);
  });

  test('replaces it also with the same gender but another age', () => {
    const logOdds = logOddsAfter([...repeat(10, answer(8, -1)), ...repeat(1, answer(60, -2))]);
    expect(logOdds.at(-1)).toBeLessThan(-1.8);
  });
});

describe('the same person', () => {
  test('is not forgotten because of a short contradiction', () => {
    const logOdds = logOddsAfter([
      ...repeat(10, answer(40, -3)),
      ...repeat(0.4, answer(20, 3)),
      ...repeat(1, answer(40, -3)),
    ]);
    expect(logOdds.at(-1)).toBeLessThan(-2.5);
  });

  test('is not forgotten because of noise of two units and eight years', () => {
    const noisy = repeat(20, answer(40, -3)).map((_, index) => {
      const side = index % 2 === 0 ? 1 : -1;
      return answer(40 + side * 8, -1 + side * 2);
    });
    for (const value of logOddsAfter(noisy).slice(20)) expect(Math.abs(value + 1)).toBeLessThan(0.3);
  });
});

describe('a crop whose appearance has changed', () => {
  const her = { logits: answer(30, 3), look: HERS };
  const him = { logits: answer(38, -2), look: HIS };
  const many = (seen: Seen, count: number) => new Array<Seen>(count).fill(seen);
  const womanIn = ({ gender }: PersonMemory) => gender.mean[0]! - gender.mean[1]!;

  test('is of another person at once if its reading differs as well', () => {
    const memories = memoriesOf([...many(her, 100), ...many(him, 1)]);
    expect(womanIn(memories.at(-1)!)).toBeCloseTo(-2);
    expect(womanIn(memories.at(-2)!)).toBeCloseTo(3);
  });

  test('is of another person even if they are only nine years apart', () => {
    const sister = { logits: answer(39, 3), look: HIS };
    const peak = ({ age }: PersonMemory) => age.mean.indexOf(Math.max(...age.mean));
    expect(peak(memoriesOf([...many(her, 100), ...many(sister, 1)]).at(-1)!)).toBe(39);
    expect(peak(memoriesOf([...many(her, 100), ...many({ ...sister, look: HERS }, 1)]).at(-1)!)).toBe(30);
  });

  test('is of the same person if its reading is similar', () => {
    const lit = { logits: answer(33, 2.5), look: HIS };
    const [before, after] = memoriesOf([...many(her, 100), ...many(lit, 1)]).slice(-2);
    expect(after!.gender.weight).toBeGreaterThan(before!.gender.weight * 0.99);
    expect(after).toMatchObject({ since: 0, readings: 101 });
  });

  test('needs a larger contradiction if it is partly alike', () => {
    const half: Appearance = [0.6, 0.8];
    const toHalf = (logits: Logits) =>
      memoriesOf([...many(her, 100), ...many({ logits, look: half }, 1)]).at(-1)!;
    expect(womanIn(toHalf(answer(39, 3)))).toBeCloseTo(3);
    expect(toHalf(answer(39, 3)).readings).toBe(101);
    expect(womanIn(toHalf(answer(38, -2)))).toBeCloseTo(-2);
    expect(toHalf(answer(38, -2))).toMatchObject({ since: 100 * READ_MS, readings: 1 });
  });

  test.each([33, 80, 200])('is noticed after a dissolve of 200 ms that is read every %i ms', (readMs) => {
    const blend = (share: number): Seen => ({
      logits: answer(30 + 8 * share, 3 - 5 * share),
      look: [Math.cos((share * Math.PI) / 2), Math.sin((share * Math.PI) / 2)],
    });
    const steps = Math.floor(200 / readMs);
    const dissolve = Array.from({ length: steps }, (_, index) => blend((index + 1) / (steps + 1)));
    const memories = memoriesOf([...many(her, 100), ...dissolve, ...many(him, 3)], readMs);
    // The previous person has no weight left; the remaining blend is closer to the new one.
    expect(womanIn(memories.at(-1)!)).toBeLessThan(-1.5);
  });

  test('is the same person in another light if the reading is the same, so the memory continues', () => {
    const memories = memoriesOf([...many(her, 100), ...many({ ...her, look: HIS }, 1)]);
    expect(memories.at(-1)!.gender.weight).toBeGreaterThan(memories.at(-2)!.gender.weight * 0.99);
  });

  test('counts as unchanged after a while, so that a contradiction needs its usual time', () => {
    const lit = { ...her, look: HIS };
    const memories = memoriesOf([...many(her, 100), ...many(lit, 10), ...many(him, 1)]);
    expect(womanIn(memories.at(-1)!)).toBeGreaterThan(2.5);
  });

  test('is compared with recent appearances only; older ones are dropped', () => {
    for (const { looks, at } of memoriesOf(many(her, 100))) {
      expect(looks.length).toBeLessThanOrEqual(5);
      expect(looks.at(-1)!.at).toBe(at);
    }
  });
});
