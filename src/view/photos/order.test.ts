import { describe, expect, it } from 'vitest';
import { someFace } from '#core/face.test-support.ts';
import { EMOTIONS, type Emotion } from '#core/labels.ts';
import type { Face, ShownGender } from '#core/types.ts';
import type { PhotoRow, PhotoStatus } from '#store/state.ts';
import { ARRIVAL, arrange, COLUMNS, type Filter, NO_FILTER, nextOrder, type Order } from './order.ts';

interface Look {
  readonly years?: number;
  readonly gender?: ShownGender;
  readonly emotion?: Emotion;
  readonly sure?: number;
  readonly smile?: number;
}

function face(id: number, look: Look = {}): Face {
  const { years = 30, gender = 'woman', emotion = 'neutral', sure = 0.6, smile = 0 } = look;
  const rest = (1 - sure) / (EMOTIONS.length - 1);
  return someFace({
    id,
    reading: {
      age: { years, low: years - 4, high: years + 4 },
      woman: gender === 'woman' ? 0.9 : gender === 'man' ? 0.1 : 0.5,
      emotions: Object.fromEntries(EMOTIONS.map((name) => [name, name === emotion ? sure : rest])) as Record<
        Emotion,
        number
      >,
      smile,
    },
    shown: { years, low: years - 4, high: years + 4, gender, emotion, smiling: smile > 0.5 },
  });
}

const row = (id: number, name: string, status: PhotoStatus): PhotoRow => ({ id, name, bytes: 1, status });
const done = (...faces: Face[]): PhotoStatus => ({ state: 'done', size: { width: 9, height: 9 }, faces });

const rows: readonly PhotoRow[] = [
  row(1, 'img10.jpg', done(face(1, { years: 50, gender: 'man', emotion: 'anger', smile: 0.1 }))),
  row(
    2,
    'img2.jpg',
    done(face(1, { years: 20, emotion: 'happiness', smile: 0.9 }), face(2, { gender: 'man' })),
  ),
  row(3, 'Beach.png', done()),
  row(4, 'notes.txt', { state: 'failed', failure: { code: 'photo-not-picture' } }),
  row(5, 'late.jpg', { state: 'waiting' }),
  row(
    6,
    'img1.jpg',
    done(face(1, { years: 35, gender: 'unsure', emotion: 'happiness', sure: 0.9, smile: 0.7 })),
  ),
];

function check(filter: Partial<Filter>, order: Order, expected: readonly number[]) {
  expect(arrange(rows, { ...NO_FILTER, ...filter }, order).map(({ id }) => id)).toEqual(expected);
}

describe('arrange', () => {
  it('keeps the order of arrival, and can reverse it', () => {
    check({}, ARRIVAL, [1, 2, 3, 4, 5, 6]);
    check({}, { by: 'arrival', down: true }, [6, 5, 4, 3, 2, 1]);
  });

  it('sorts names with numbers: img2 before img10', () => {
    check({}, { by: 'name', down: false }, [3, 6, 2, 1, 5, 4]);
  });

  it('puts rows without a value last, ascending or descending, in the order of arrival', () => {
    check({}, { by: 'age', down: false }, [2, 6, 1, 3, 4, 5]);
    check({}, { by: 'age', down: true }, [1, 6, 2, 3, 4, 5]);
  });

  it('takes what is withheld for missing, in every order and filter', () => {
    const silent = { years: null, low: null, high: null, gender: null, emotion: null, smiling: null };
    const far = { ...face(1, { years: 1, smile: 0.99, emotion: 'neutral' }), shown: silent };
    const both = [row(1, 'far.jpg', done(far)), row(2, 'near.jpg', done(face(1, { smile: 0.1 })))];
    for (const by of ['age', 'gender', 'emotion', 'smile'] as const)
      for (const down of [false, true])
        expect(
          arrange(both, NO_FILTER, { by, down }).map(({ id }) => id),
          by,
        ).toEqual([2, 1]);
    expect(arrange(both, { ...NO_FILTER, gender: 'woman' }, ARRIVAL).map(({ id }) => id)).toEqual([2]);
    expect(arrange(both, { ...NO_FILTER, emotion: 'neutral' }, ARRIVAL).map(({ id }) => id)).toEqual([2]);
  });

  it('groups by emotion, the most probable first', () => {
    check({ which: 'faces' }, { by: 'emotion', down: false }, [6, 2, 1]);
  });

  it('sorts by faces, smile and gender', () => {
    check({}, { by: 'faces', down: true }, [2, 1, 6, 3, 4, 5]);
    check({ which: 'faces' }, { by: 'smile', down: true }, [2, 6, 1]);
    check({ which: 'faces' }, { by: 'gender', down: false }, [1, 6, 2]);
    check({}, { by: 'status', down: true }, [4, 5, 1, 2, 3, 6]);
  });

  it('filters by result', () => {
    check({ which: 'faces' }, ARRIVAL, [1, 2, 6]);
    check({ which: 'none' }, ARRIVAL, [3]);
    check({ which: 'failed' }, ARRIVAL, [4]);
  });

  it('matches any face, but emotion and gender must match the same face', () => {
    check({ gender: 'man' }, ARRIVAL, [1, 2]);
    check({ emotion: 'happiness' }, ARRIVAL, [2, 6]);
    check({ emotion: 'happiness', gender: 'man' }, ARRIVAL, []);
    check({ emotion: 'happiness', gender: 'unsure' }, ARRIVAL, [6]);
  });

  it('ignores case in names', () => {
    check({ text: ' BEACH' }, ARRIVAL, [3]);
  });

  it('does not change its argument', () => {
    const before = rows.map(({ id }) => id);
    for (const by of COLUMNS) arrange(rows, NO_FILTER, { by, down: true });
    expect(rows.map(({ id }) => id)).toEqual(before);
  });
});

describe('nextOrder', () => {
  it('goes from ascending to descending to arrival', () => {
    const up = nextOrder(ARRIVAL, 'age');
    expect(up).toEqual({ by: 'age', down: false });
    const down = nextOrder(up, 'age');
    expect(down).toEqual({ by: 'age', down: true });
    expect(nextOrder(down, 'age')).toEqual(ARRIVAL);
    expect(nextOrder(down, 'name')).toEqual({ by: 'name', down: false });
  });
});
