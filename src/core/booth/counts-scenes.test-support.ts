import type { Attributes } from './attributes.ts';
import type { SeenFace } from './counts-readings.ts';

/** A time in which one track follows a visitor, milliseconds. */
interface Span {
  readonly id: number;
  readonly from: number;
  readonly to: number;
}

/** Where a face is: its middle and its width, in a picture of 1280 × 720. */
interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** A made visitor, or a false detection. */
export interface PlannedVisitor {
  readonly isPerson: boolean;
  readonly spans: readonly Span[];
  readonly placeAt: (at: number) => Place;
  readonly years: number;
  readonly woman: number;
  readonly isTurned: boolean;
}

const WIDTH = 1280;
/** A new track is read after this time. */
const READ_MS = 900;
/** Time that a visitor walks from the edge of the picture to where they stop. */
const WALK_MS = 1200;

/** For how long a visitor is in sight, milliseconds. */
export const inSight = ({ spans }: PlannedVisitor): number =>
  spans.reduce((sum, { from, to }) => sum + to - from, 0);

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
  const visitors: PlannedVisitor[] = [];
  const between = (least: number, most: number) => least + next() * (most - least);
  let ids = 0;
  const track = (from: number, to: number): Span => {
    ids += 1;
    return { id: ids, from, to };
  };

  /** Tracks that break off about every 20 s, and are found again after up to 4 s. */
  function brokenTracks(from: number, to: number): readonly Span[] {
    const end = Math.min(to, from + 3000 - Math.log(1 - next()) * 20_000);
    const again = end + between(300, 4000);
    return [track(from, end), ...(again < to - 1000 ? brokenTracks(again, to) : [])];
  }

  function falseDetection(at: number): Pick<PlannedVisitor, 'isPerson' | 'spans' | 'placeAt' | 'isTurned'> {
    const place = { x: between(0, WIDTH), y: between(50, 650), width: between(24, 80) };
    return {
      isPerson: false,
      isTurned: true,
      spans: [track(at, at + between(60, 400))],
      placeAt: () => place,
    };
  }

  function walker(at: number): Pick<PlannedVisitor, 'isPerson' | 'spans' | 'placeAt' | 'isTurned'> {
    const lasts = between(1500, 6000);
    const fromLeft = next() < 0.5;
    const [y, width] = [between(250, 450), between(40, 90)];
    const isHidden = next() < 0.25;
    const hiddenAt = at + lasts * between(0.35, 0.6);
    return {
      isPerson: true,
      isTurned: next() < 0.4,
      spans: isHidden
        ? [track(at, hiddenAt), track(hiddenAt + between(100, 500), at + lasts)]
        : [track(at, at + lasts)],
      placeAt(time) {
        const way = (time - at) / lasts;
        return { x: WIDTH * (fromLeft ? way : 1 - way), y, width };
      },
    };
  }

  function stander(at: number): Pick<PlannedVisitor, 'isPerson' | 'spans' | 'placeAt' | 'isTurned'> {
    const leaves = at + between(2000, 40_000);
    const isBack = next() < 0.3;
    const comesBack = leaves + between(2000, 24_000);
    const end = isBack ? comesBack + between(2000, 15_000) : leaves;
    const sides = [between(30, 130), WIDTH - between(30, 130)] as const;
    const [near, far] = next() < 0.5 ? sides : [sides[1], sides[0]];
    const stand = { x: between(0.25, 0.75) * WIDTH, y: between(200, 500), width: between(90, 200) };
    const exit = isBack || next() < 0.5 ? near : far;
    // A visitor who returns does not stop at exactly the same place.
    const again = {
      x: stand.x + between(-150, 150),
      y: stand.y + between(-30, 30),
      width: stand.width * between(0.85, 1.18),
    };
    const edgeAgain = near + between(-40, 40);
    const walked = (from: number, to: number, part: number) =>
      from + (to - from) * Math.min(1, Math.max(0, part));
    return {
      isPerson: true,
      isTurned: next() < 0.8,
      spans: [...brokenTracks(at, leaves), ...(isBack ? brokenTracks(comesBack, end) : [])],
      placeAt(time) {
        if (time > leaves) return { ...again, x: walked(edgeAgain, again.x, (time - comesBack) / WALK_MS) };
        const x = walked(near, stand.x, (time - at) / WALK_MS);
        return { ...stand, x: walked(x, exit, (time - leaves + WALK_MS) / WALK_MS) };
      },
    };
  }

  for (let at = 0; at < minutes * 60_000; at += (-Math.log(1 - next()) * 60_000) / perMinute) {
    const kind = next();
    const years = between(6, 70);
    const woman = next() < 0.5 ? between(0.02, 0.2) : between(0.8, 0.98);
    const visitor = kind < 0.25 ? falseDetection(at) : kind < 0.55 ? walker(at) : stander(at);
    visitors.push({ ...visitor, years, woman });
  }
  return exchanged(visitors, next);
}

/** Exchanges the numbers of two tracks that run at the same time, as happens when people cross. */
function exchanged(visitors: readonly PlannedVisitor[], next: () => number): readonly PlannedVisitor[] {
  const spans = visitors.map((visitor) => [...visitor.spans]);
  for (let i = 1; i < spans.length; i++) {
    const [one, other] = [spans[i - 1]!.at(-1)!, spans[i]!.at(-1)!];
    const start = Math.max(one.from, other.from);
    const overlap = Math.min(one.to, other.to) - start;
    if (overlap < 1000 || next() < 0.7) continue;
    const middle = start + overlap / 2;
    const cut = (span: Span, id: number): readonly Span[] => [
      { ...span, to: middle },
      { ...span, id, from: middle },
    ];
    spans[i - 1]!.splice(-1, 1, ...cut(one, other.id));
    spans[i]!.splice(-1, 1, ...cut(other, one.id));
  }
  return visitors.map((visitor, i) => ({ ...visitor, spans: spans[i]! }));
}

/** The faces of the picture at a time, shaken a little, with the readings that may be counted. */
export function sightsAt(
  visitors: readonly PlannedVisitor[],
  at: number,
  next: () => number,
  counted: Attributes,
): readonly SeenFace[] {
  return visitors.flatMap(({ spans, placeAt, years, woman, isTurned }): readonly SeenFace[] => {
    const span = spans.find(({ from, to }) => at >= from && at < to);
    if (span === undefined) return [];
    const { x, y, width } = placeAt(at);
    const shake = () => (next() - 0.5) * width * 0.06;
    const isRead = at - span.from > READ_MS;
    // The readings of one person differ from track to track, and hardly within a track.
    const read = years + Math.sin(span.id * 12.9898) * 4;
    return [
      {
        id: span.id,
        box: {
          x: x - width / 2 + shake(),
          y: y - width / 2 + shake(),
          width: width + shake(),
          height: width,
        },
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
