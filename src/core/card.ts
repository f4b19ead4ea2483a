import { AGE_YEARS, type Emotion, HEADS, type Head } from './labels.ts';
import type { Face, ShownGender, Withheld } from './types.ts';

/** Most people on one card. */
export const MOST_ON_CARD = 8;
/** Number of colours of people; they repeat. */
export const CARD_COLOURS = 8;

/** The shapes of a card. */
export const CARD_FORMATS = ['portrait', 'square'] as const;
export type CardFormat = (typeof CARD_FORMATS)[number];

/** One person on a card. An attribute is null if the card does not show it, or if it is withheld. */
export interface CardPerson {
  /** Index of the person's colour, 0…7. */
  readonly colour: number;
  /** Whole years, 0…100. */
  readonly age: { readonly low: number; readonly high: number } | null;
  readonly gender: ShownGender | null;
  readonly emotion: Emotion | null;
  readonly smiling: boolean | null;
  readonly withheld: Withheld;
}

/** What a card says: neither picture nor name, number or time. */
export interface Card {
  readonly format: CardFormat;
  /** The attributes on the card; at least one. */
  readonly show: Readonly<Record<Head, boolean>>;
  /** 1 to MOST_ON_CARD. */
  readonly people: readonly CardPerson[];
}

/** Whether there is something to say about a face. */
export const isReadable = (face: Face): boolean => face.settled && face.shown !== null;

/**
 * The card of some faces; null if it would say nothing, or for more than MOST_ON_CARD faces. Attributes that are not in
 * `show` are left out, and so is a face without a reading.
 */
export function cardOf(faces: readonly Face[], show: Card['show'], format: CardFormat): Card | null {
  const people = faces.filter(isReadable).map((face) => personOf(face, show));
  if (people.length === 0 || people.length > MOST_ON_CARD || !HEADS.some((head) => show[head])) return null;
  return { format, show, people };
}

function personOf({ id, shown, withheld }: Face, show: Card['show']): CardPerson {
  const reasons: { [H in Head]?: Withheld[H] } = {};
  for (const head of HEADS) if (show[head] && withheld[head] !== undefined) reasons[head] = withheld[head];
  const { low, high } = shown ?? { low: null, high: null };
  return {
    colour: (((id - 1) % CARD_COLOURS) + CARD_COLOURS) % CARD_COLOURS,
    age: show.age && low !== null && high !== null ? { low: year(low), high: year(high) } : null,
    gender: show.gender ? (shown?.gender ?? null) : null,
    emotion: show.emotion ? (shown?.emotion ?? null) : null,
    smiling: show.smile ? (shown?.smiling ?? null) : null,
    withheld: reasons,
  };
}

const year = (years: number): number => Math.min(AGE_YEARS - 1, Math.max(0, Math.round(years)));
