import type { Attributes } from './attributes.ts';
import type { SeenFace } from './counts-readings.ts';

/** A time in which one track follows a visitor, milliseconds. */
interface Span {
  readonly id: number;
  readonly from: number;
  readonly to: number;
}

/** A made visitor in a picture of 1280 × 720, or a false detection. */
export interface PlannedVisitor {
  readonly isPerson: boolean;
  readonly spans: readonly Span[];
  /** Where the middle of the face is at a time. */
  readonly place: (at: number) => { readonly x: number; readonly y: number };
  readonly width: number;
  readonly years: number;
  readonly woman: number;
  readonly isTurned: boolean;
  readonly seenMs: number;
  readonly turnedMs: number;
}

const WIDTH = 1280;
/** A new track is read after this time. */
const READ_MS = 900;

/**
 * Visitors at random times: people who walk past, people who stay and walk off, of whom some come back within 25 s at
 * the same side, and false detections. Tracks break off and get new numbers, and those of people who cross are
 * exchanged.
 *
 * @param next random numbers 0…1.
 */
export function planVisitors(
  next: () => number,
  minutes: number,
  perMinute: number,
): readonly PlannedVisitor[] {
  let id = 1;
  const visitors: PlannedVisitor[] = [];
  const between = (least: number, most: number) => least + next() * (most - least);
  const track = (from: number, to: number): Span => ({ id: id++, from, to });
  for (let at = 0; at < minutes * 60_000; at += (-Math.log(1 - next()) * 60_000) / perMinute) {
    const kind = next();
    const woman = next() < 0.5 ? between(0.02, 0.2) : between(0.8, 0.98);
    const years = between(6, 70);
    const y = between(250, 450);
    const fromLeft = next() < 0.5;
    const about = { isPerson: true, years, woman };
    if (kind < 0.25) {
      // A false detection of a moment, at any place.
      const x = between(0, WIDTH);
      const spans = [track(at, at + between(60, 400))];
      visitors.push(finish({ ...about, isPerson: false, spans, place: () => ({ x, y }), width: 60, isTurned: true }));
    } else if (kind < 0.55) {
      // Somebody who walks past, and may be hidden on the way.
      const lasts = between(1500, 6000);
      const hidden = next() < 0.25 ? at + lasts * between(0.3, 0.6) : null;
      const spans =
        hidden === null
          ? [track(at, at + lasts)]
          : [track(at, hidden), track(hidden + between(100, 500), at + lasts)];
      const place = (time: number) => {
        const way = (time - at) / lasts;
        return { x: WIDTH * (fromLeft ? way : 1 - way), y };
      };
      visitors.push(finish({ ...about, spans, place, width: between(40, 90), isTurned: next() < 0.4 }));
    } else {
      // Somebody who walks in, stands, and walks off at the same side or at the other one.
      const stands = between(2000, 40_000);
      const x = between(0.25, 0.75) * WIDTH;
      const isBack = next() < 0.3;
      const leaves = at + stands;
      const comesBack = leaves + between(2000, 24_000);
      const end = isBack ? comesBack + between(2000, 15_000) : leaves;
      const edge = fromLeft ? 60 : WIDTH - 60;
      const exit = isBack || next() < 0.5 ? edge : WIDTH - edge;
      const place = (time: number) => {
        const near = (from: number, to: number) => Math.min(1, Math.max(0, (time - from) / (to - from)));
        if (time <= leaves) {
          const walked = edge + (x - edge) * near(at, at + 1200);
          return { x: walked + (exit - walked) * near(leaves - 1200, leaves), y };
        }
        const walked = edge + (x - edge) * near(comesBack, comesBack + 1200);
        return { x: walked, y };
      };
      const width = between(90, 200);
      const spans = [...broken(at, leaves), ...(isBack ? broken(comesBack, end) : [])];
      visitors.push(finish({ ...about, spans, place, width, isTurned: next() < 0.8 }));
    }
  }
  return exchanged(visitors, next);

  /** A track that breaks off about every 20 s, and is found again after up to 4 s. */
  function broken(from: number, to: number): readonly Span[] {
    const spans: Span[] = [];
    let start = from;
    while (start < to) {
      const end = Math.min(to, start + 3000 - Math.log(1 - next()) * 20_000);
      spans.push(track(start, end));
      start = end + between(300, 4000);
    }
    return spans;
  }
}

function finish(visitor: Omit<PlannedVisitor, 'seenMs' | 'turnedMs'>): PlannedVisitor {
  const seenMs = visitor.spans.reduce((sum, { from, to }) => sum + to - from, 0);
  return { ...visitor, seenMs, turnedMs: visitor.isTurned ? seenMs : 0 };
}

/** Exchanges the numbers of two tracks that run at the same time, as happens when people cross. */
function exchanged(visitors: readonly PlannedVisitor[], next: () => number): readonly PlannedVisitor[] {
  const result = visitors.map((visitor) => ({ ...visitor, spans: [...visitor.spans] }));
  for (let i = 1; i < result.length; i++) {
    const [one, other] = [result[i - 1]!.spans.at(-1)!, result[i]!.spans.at(-1)!];
    const overlap = Math.min(one.to, other.to) - Math.max(one.from, other.from);
    if (overlap < 1000 || next() < 0.7) continue;
    const middle = Math.max(one.from, other.from) + overlap / 2;
    const cut = (span: Span, id: number): Span[] => [
      { ...span, to: middle },
      { id, from: middle, to: span.to },
    ];
    result[i - 1]!.spans.splice(-1, 1, ...cut(one, other.id));
    result[i]!.spans.splice(-1, 1, ...cut(other, one.id));
  }
  return result;
}

/** The faces of the picture at a time, shaken a little, with the readings that may be counted. */
export function sightsAt(
  visitors: readonly PlannedVisitor[],
  at: number,
  next: () => number,
  counted: Attributes,
): readonly SeenFace[] {
  return visitors.flatMap(({ spans, place, width, years, woman, isTurned }): readonly SeenFace[] => {
    const span = spans.find(({ from, to }) => at >= from && at < to);
    if (span === undefined) return [];
    const { x, y } = place(at);
    const shake = () => (next() - 0.5) * width * 0.06;
    const isRead = at - span.from > READ_MS;
    // The same for the whole track, and another for each one: readings of one person differ.
    const noise = Math.sin(span.id * 12.9898) * 4;
    const read = years + noise;
    return [
      {
        id: span.id,
        box: { x: x - width / 2 + shake(), y: y - width / 2 + shake(), width: width + shake(), height: width },
        turned: isTurned,
        reading: {
          age: isRead && counted.age ? { years: read, low: read - 8, high: read + 8 } : null,
          woman: isRead && counted.gender ? woman : null,
          emotions: null,
          smile: isRead && counted.smile ? 0.3 : null,
        },
      },
    ];
  });
}
