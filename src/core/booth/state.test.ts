import { describe, expect, test } from 'vitest';
import { random } from '../random.test-support.ts';
import { type BoothPhase, EMPTY_BOOTH, HOLD_MS, LEFT_MS, nextBoothState, type Sight } from './state.ts';

const SIGHTS = {
  nobody: { far: 0, near: 0, read: 0 },
  far: { far: 1, near: 0, read: 0 },
  near: { far: 0, near: 1, read: 0 },
  read: { far: 1, near: 2, read: 1 },
} as const satisfies Record<string, Sight>;
type Seen = keyof typeof SIGHTS;

/** The phase every 100 ms; `script` says what is seen for how many milliseconds. */
function phases(script: readonly (readonly [Seen, number])[]): readonly BoothPhase[] {
  let state = EMPTY_BOOTH;
  let at = 0;
  return script.flatMap(([seen, ms]) =>
    Array.from({ length: ms / 100 }, () => {
      state = nextBoothState(state, SIGHTS[seen], at);
      at += 100;
      return state.phase;
    }),
  );
}

/** The phases without repetitions. */
const course = (script: readonly (readonly [Seen, number])[]) =>
  phases(script).filter((phase, i, all) => phase !== all[i - 1]);

describe('the show', () => {
  test.each([
    ['stays empty without people', [['nobody', 2000]], ['empty']],
    [
      'goes through all phases and back',
      [
        ['nobody', 500],
        ['far', 1000],
        ['near', 1000],
        ['read', 1000],
        ['nobody', 6000],
      ],
      ['empty', 'far', 'reading', 'shown', 'left', 'empty'],
    ],
    [
      'skips what is over quickly',
      [
        ['nobody', 500],
        ['near', 200],
        ['read', 1000],
      ],
      ['empty', 'shown'],
    ],
    [
      'does not react to a blink of the detector',
      [
        ['read', 1000],
        ['nobody', 300],
        ['read', 1000],
      ],
      ['empty', 'shown'],
    ],
    [
      'turns to the next visitor while the last result stays',
      [
        ['read', 1000],
        ['nobody', 1500],
        ['near', 1000],
        ['read', 1000],
      ],
      ['empty', 'shown', 'left', 'reading', 'shown'],
    ],
    [
      'a far person does not shorten the last result',
      [
        ['read', 1000],
        ['far', 6000],
      ],
      ['empty', 'shown', 'left', 'far'],
    ],
    [
      'someone who was never read leaves no result',
      [
        ['near', 1000],
        ['nobody', 1000],
      ],
      ['empty', 'reading', 'empty'],
    ],
  ] as const)('%s', (_name, script, expected) => {
    expect(course(script)).toEqual(expected);
  });

  test('keeps the result for four seconds', () => {
    const seen = phases([
      ['read', 1000],
      ['nobody', 8000],
    ]);
    expect(seen.filter((phase) => phase === 'left')).toHaveLength(40);
  });

  test('never changes more than 2.5 times a second, whatever is seen', () => {
    const next = random(4);
    const kinds = Object.keys(SIGHTS) as Seen[];
    let state = EMPTY_BOOTH;
    for (let at = 0; at < 600_000; at += 33) {
      const before = state;
      state = nextBoothState(state, SIGHTS[kinds[Math.floor(next() * kinds.length)]!], at);
      if (state.phase !== before.phase && before.since > 0)
        expect(at - before.since).toBeGreaterThanOrEqual(HOLD_MS);
    }
  });

  test('goes on when the clock is set back', () => {
    const left = { phase: 'left', since: 90_000, asked: 'left', askedSince: 90_000 } as const;
    let state = nextBoothState(left, SIGHTS.nobody, 10);
    expect(state.phase).toBe('left');
    state = nextBoothState(state, SIGHTS.nobody, 10 + LEFT_MS);
    expect(state.phase).toBe('empty');
  });
});
