import { EMOTIONS, type Emotion } from '#core/labels.ts';
import type { Face, ShownGender } from '#core/types.ts';
import type { PhotoRow } from '#store/state.ts';

export const COLUMNS = ['name', 'faces', 'age', 'gender', 'emotion', 'smile', 'status'] as const;
export type Column = (typeof COLUMNS)[number];

/** The order of the table. */
export interface Order {
  /** `arrival`: the order in which the photos were added. */
  readonly by: Column | 'arrival';
  readonly down: boolean;
}

export const WHICH = ['all', 'faces', 'none', 'failed'] as const;
export type Which = (typeof WHICH)[number];

/** The conditions for a row to be in the table; null and '' match every row. */
export interface Filter {
  readonly which: Which;
  readonly emotion: Emotion | null;
  readonly gender: ShownGender | null;
  readonly text: string;
}

export const ARRIVAL: Order = { by: 'arrival', down: false };
export const NO_FILTER: Filter = { which: 'all', emotion: null, gender: null, text: '' };

const names = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/**
 * Returns the rows that pass the filter, sorted. Rows without a value are last; they, and ties, are in the order of
 * arrival.
 */
export function arrange(rows: readonly PhotoRow[], filter: Filter, order: Order): readonly PhotoRow[] {
  const kept = rows.filter((row) => passes(row, filter));
  if (order.by === 'arrival') return order.down ? kept.reverse() : kept;
  const by = order.by;
  const keyed = kept.map((row) => ({ row, key: keyOf(row, by) }));
  const sign = order.down ? -1 : 1;
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) {
      return Number(a.key === null) - Number(b.key === null) || a.row.id - b.row.id;
    }
    return sign * compare(a.key, b.key) || a.row.id - b.row.id;
  });
  return keyed.map(({ row }) => row);
}

/** The faces of a row, in the order of their numbers; empty while it waits or after it failed. */
export function facesOf(row: PhotoRow): readonly Face[] {
  return row.status.state === 'done' ? row.status.faces : [];
}

function passes(row: PhotoRow, filter: Filter): boolean {
  const faces = facesOf(row);
  switch (filter.which) {
    case 'all':
      break;
    case 'faces':
      if (faces.length === 0) return false;
      break;
    case 'none':
      if (row.status.state !== 'done' || faces.length > 0) return false;
      break;
    case 'failed':
      if (row.status.state !== 'failed') return false;
      break;
  }
  const { emotion, gender } = filter;
  const text = filter.text.trim().toLowerCase();
  if (text !== '' && !row.name.toLowerCase().includes(text)) return false;
  if (emotion === null && gender === null) return true;
  // A single face must match both conditions.
  return faces.some(
    ({ shown }) =>
      shown !== null &&
      (emotion === null || shown.emotion === emotion) &&
      (gender === null || shown.gender === gender),
  );
}

type Key = number | string;

const compare = (a: Key, b: Key): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : names.compare(String(a), String(b));

/** The sort key of a row: that of its first face, but for smiles the highest. Null if the row has no value. */
function keyOf(row: PhotoRow, by: Column): Key | null {
  const faces = facesOf(row);
  const first = faces[0];
  switch (by) {
    case 'name':
      return row.name;
    case 'faces':
      return row.status.state === 'done' ? faces.length : null;
    case 'age':
      return first?.shown?.years ?? null;
    case 'gender':
      return first?.shown?.gender == null ? null : (first.reading?.woman ?? null);
    case 'emotion': {
      if (first?.shown?.emotion == null || first.reading === null) return null;
      // Sorts by emotion, and within an emotion by descending probability.
      return EMOTIONS.indexOf(first.shown.emotion) + 1 - first.reading.emotions[first.shown.emotion];
    }
    case 'smile': {
      const smiles = faces.flatMap(({ reading, shown }) =>
        reading === null || shown?.smiling == null ? [] : [reading.smile],
      );
      return smiles.length > 0 ? Math.max(...smiles) : null;
    }
    case 'status':
      return { waiting: 1, done: 0, failed: 2 }[row.status.state];
  }
}

/** The order after a click on a column's head: ascending, then descending, then by arrival. */
export function nextOrder(order: Order, by: Column): Order {
  if (order.by !== by) return { by, down: false };
  return order.down ? ARRIVAL : { by, down: true };
}
