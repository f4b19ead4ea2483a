import type { Face } from '../types.ts';
import type { Attributes } from './attributes.ts';

/** What the show says to a group about two of its people, by their ids. */
export interface GroupLine {
  readonly youngest: number | null;
  readonly widestSmile: number | null;
}

/** Nothing is said to a lone visitor, or where nobody leads clearly. */
export const NO_GROUP_LINE: GroupLine = { youngest: null, widestSmile: null };

/** A smaller lead says nothing, years: about the error of an age. */
const LEAD_YEARS = 4;
/** A smaller lead of P(smile) says nothing. */
const LEAD_SMILE = 0.05;

/**
 * The youngest-looking person and the widest smile among at least two people with a reading. Somebody keeps the place
 * until another leads clearly, so that it does not jump back and forth.
 */
export function groupLine(faces: readonly Face[], show: Attributes, before: GroupLine): GroupLine {
  const read = faces.filter((face) => face.settled && face.shown !== null);
  const youth = read.flatMap(({ id, shown }) => (shown?.years == null ? [] : [{ id, score: -shown.years }]));
  const smiles = read.flatMap(({ id, shown, reading }) =>
    shown?.smiling == null || reading === null ? [] : [{ id, score: reading.smile, smiles: shown.smiling }],
  );
  const somebodySmiles = smiles.some((one) => one.smiles);
  return {
    youngest: show.age ? leader(youth, LEAD_YEARS, before.youngest) : null,
    widestSmile: show.smile && somebodySmiles ? leader(smiles, LEAD_SMILE, before.widestSmile) : null,
  };
}

interface Scored {
  readonly id: number;
  readonly score: number;
}

function leader(people: readonly Scored[], lead: number, before: number | null): number | null {
  const [first, second] = [...people].sort((a, b) => b.score - a.score);
  if (first === undefined || second === undefined) return null;
  const last = people.find(({ id }) => id === before);
  if (last && first.score - last.score < lead) return last.id;
  return first.score - second.score >= lead ? first.id : null;
}
