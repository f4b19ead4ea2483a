import { CARD_COLOURS, CARD_FORMATS, type Card, type CardPerson, MOST_ON_CARD } from './card.ts';
import { AGE_YEARS, EMOTIONS, HEADS, type Head } from './labels.ts';
import type { WithheldReason } from './types.ts';

const REASONS: readonly WithheldReason[] = [
  'too-far',
  'too-dark',
  'too-blurred',
  'turned-away',
  'covered',
  'not-sure',
];

/** A valid card made of random numbers in [0, 1), with any number of people, or with `count`. */
export function someCard(next: () => number, count?: number): Card {
  const pick = <Value>(values: readonly Value[]): Value =>
    values[Math.floor(next() * values.length)] as Value;
  const shown = 1 + Math.floor(next() * 15);
  const show = Object.fromEntries(HEADS.map((head, bit) => [head, ((shown >> bit) & 1) === 1])) as Record<
    Head,
    boolean
  >;
  const person = (): CardPerson => {
    const withheld: { [H in Head]?: WithheldReason } = {};
    for (const head of HEADS) if (show[head] && next() < 0.25) withheld[head] = pick(REASONS);
    const has = (head: Head) => show[head] && withheld[head] === undefined;
    const low = Math.floor(next() * AGE_YEARS);
    const high = low + Math.floor(next() * (AGE_YEARS - low));
    return {
      colour: Math.floor(next() * CARD_COLOURS),
      age: has('age') ? { low, high } : null,
      gender: has('gender') ? pick(['woman', 'man', 'unsure'] as const) : null,
      emotion: has('emotion') ? pick(EMOTIONS) : null,
      smiling: has('smile') ? next() < 0.5 : null,
      withheld,
    };
  };
  const length = count ?? 1 + Math.floor(next() * MOST_ON_CARD);
  return { format: pick(CARD_FORMATS), show, people: Array.from({ length }, person) };
}
