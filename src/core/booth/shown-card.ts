import { cardOf } from '../card.ts';
import { cardFragment } from '../card-link.ts';
import type { Face } from '../types.ts';
import type { Attributes } from './attributes.ts';

/** The card that the show offers. */
export interface ShownCard {
  /** Whose it is. */
  readonly id: number;
  readonly fragment: string;
  /** Where it is on the screen, away from that person. */
  readonly side: 'left' | 'right';
  /** Since when, milliseconds of the clock that `nextShownCard` is given. */
  readonly since: number;
}

/** A code that changed while a telephone reads it would not be read. */
const STAYS_MS = 5000;

/**
 * The card of the nearest person who is read, with the attributes that the booth shows. It stays the same for a while,
 * unless another person is the nearest.
 *
 * @param aside the side where the card may not be; null for none.
 * @param place of that person, from the left edge of what the screen shows (0) to the right one (1).
 * @param before null if no card was shown just before.
 */
export function nextShownCard(
  before: ShownCard | null,
  nearest: Face,
  show: Attributes,
  aside: ShownCard['side'] | null,
  place: number,
  at: number,
): ShownCard | null {
  const age = before?.id === nearest.id ? at - before.since : Number.POSITIVE_INFINITY;
  if (age >= 0 && age < STAYS_MS) return before;
  const card = cardOf([nearest], show, 'portrait');
  const near = aside ?? (place > 0.5 ? 'right' : 'left');
  const side = near === 'right' ? 'left' : 'right';
  return card && { id: nearest.id, fragment: cardFragment(card), side, since: at };
}
