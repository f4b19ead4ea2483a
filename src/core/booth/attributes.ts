import { HEADS, type Head } from '../labels.ts';
import type { Face, Reading, Result, Shown } from '../types.ts';
import type { Booth, Preset } from './booth.ts';

/** Whether each attribute is shown. */
export type Attributes = Readonly<Record<Head, boolean>>;

const SHOWN_BY: { readonly [P in Preset]: readonly Head[] } = {
  smile: ['smile'],
  'age-smile': ['age', 'smile'],
  'no-gender': ['age', 'emotion', 'smile'],
  everything: HEADS,
};

/** The attributes that a preset shows. */
export function attributesOf(preset: Preset): Attributes {
  const shown = SHOWN_BY[preset];
  return {
    age: shown.includes('age'),
    gender: shown.includes('gender'),
    emotion: shown.includes('emotion'),
    smile: shown.includes('smile'),
  };
}

/** The attributes that the day's numbers may hold: never more than the preset shows. */
export function countedAttributes({ preset, numbers }: Pick<Booth, 'preset' | 'numbers'>): Attributes {
  const shown = attributesOf(preset);
  const counts = (...allowed: readonly Booth['numbers'][]) => allowed.includes(numbers);
  return {
    age: shown.age && counts('age-smile', 'all'),
    gender: shown.gender && counts('all'),
    emotion: shown.emotion && counts('all'),
    smile: shown.smile && counts('age-smile', 'all'),
  };
}

/** A face without what the booth does not show: its fields are absent in `reading` and null in `shown`. */
export interface LimitedFace extends Omit<Face, 'reading'> {
  readonly reading: Partial<Reading> | null;
}

/** A result without what the booth does not show. */
export interface LimitedResult extends Omit<Result, 'faces'> {
  readonly faces: readonly LimitedFace[];
}

/** Leaves out every attribute that is not shown, for whatever leaves the page's own code. */
export function limitResult(result: Result, show: Attributes): LimitedResult {
  return { ...result, faces: result.faces.map((face) => limitFace(face, show)) };
}

function limitFace(face: Face, show: Attributes): LimitedFace {
  const { reading, shown, withheld } = face;
  return {
    ...face,
    reading: reading && {
      ...(show.age && { age: reading.age }),
      ...(show.gender && { woman: reading.woman }),
      ...(show.emotion && { emotions: reading.emotions }),
      ...(show.smile && { smile: reading.smile }),
    },
    shown: shown && limitShown(shown, show),
    withheld: Object.fromEntries(Object.entries(withheld).filter(([head]) => show[head as Head])),
  };
}

function limitShown(shown: Shown, show: Attributes): Shown {
  return {
    years: show.age ? shown.years : null,
    low: show.age ? shown.low : null,
    high: show.age ? shown.high : null,
    gender: show.gender ? shown.gender : null,
    emotion: show.emotion ? shown.emotion : null,
    smiling: show.smile ? shown.smiling : null,
  };
}
