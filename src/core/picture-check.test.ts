import { describe, expect, test } from 'vitest';
import { COPIES, checkPicture, type PictureState, UNCHECKED } from './picture-check.ts';
import { random } from './random.test-support.ts';

const PIXELS = 64 * 36;

/** A copy whose grey levels are `level` and noise of at most `noise` in each direction. */
function copyOf(level: number, noise: number, next = random(1)): Uint8ClampedArray {
  const copy = new Uint8ClampedArray(PIXELS * 4);
  for (let i = 0; i < copy.length; i += 4)
    copy.fill(Math.round(level + (2 * next() - 1) * noise), i, i + 3).fill(255, i + 3, i + 4);
  return copy;
}

/** The states after each copy. */
function states(copies: readonly Uint8ClampedArray[]): readonly PictureState[] {
  let check = UNCHECKED;
  return copies.map((copy) => {
    check = checkPicture(check, copy);
    return check.state;
  });
}

const many = (make: () => Uint8ClampedArray, count: number) => Array.from({ length: count }, make);

describe('pictures of a camera', () => {
  const noise = random(7);
  const lit = () => copyOf(120, 2, noise);
  const dark = () => copyOf(16, 3, noise);
  const covered = () => copyOf(2, 2, noise);
  const lamps = () => {
    const copy = copyOf(3, 2, noise);
    for (let i = 0; i < copy.length; i += 200) copy.fill(200, i, i + 3);
    return copy;
  };
  const same = copyOf(120, 2);
  const off = copyOf(0, 0);

  test.each([
    ['a still scene with noise is alive', many(lit, 40), 'alive'],
    ['a dark room with noise is alive', many(dark, 40), 'alive'],
    ['one copy says nothing', [lit()], 'unknown'],
    ['the same picture for less than five seconds is not frozen', many(() => same, COPIES), 'unknown'],
    ['the same picture for five seconds is frozen', many(() => same, COPIES + 1), 'frozen'],
    ['a picture that freezes', [...many(lit, 5), ...many(() => same, COPIES + 1)], 'frozen'],
    ['black without noise is black, not frozen', many(() => off, COPIES + 1), 'black'],
    ['a dark hall with some lamps is alive', many(lamps, 40), 'alive'],
    ['a covered camera with a little noise is black', many(covered, COPIES), 'black'],
    ['covered from the start, with noise, is not alive meanwhile', many(covered, COPIES - 1), 'unknown'],
    [
      'black for less than five seconds is not black',
      [...many(lit, 3), ...many(covered, COPIES - 1)],
      'alive',
    ],
    ['one picture of light ends it', [...many(() => off, 20), lit()], 'alive'],
    ['one other picture ends a frozen one', [...many(() => same, 20), lit()], 'alive'],
    ['black with one dead pixel that is white', many(() => off.with(0, 255), COPIES), 'black'],
  ] as const)('%s', (_name, copies, expected) => {
    expect(states(copies).at(-1)).toBe(expected);
  });

  test('one changed byte in five seconds is a sensor', () => {
    const next = random(3);
    const copies = many(() => {
      const copy = same.slice();
      copy[4 * Math.floor(next() * PIXELS)] = 90 + Math.floor(next() * 20);
      return copy;
    }, 100);
    expect(new Set(states(copies).slice(1))).toEqual(new Set(['alive']));
  });
});
