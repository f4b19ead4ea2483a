import { describe, expect, test } from 'vitest';
import { random } from './random.test-support.ts';
import type { Box, Picture } from './types.ts';
import {
  chooseViews,
  searched,
  searchedSince,
  type ViewPlan,
  type Watched,
  withPicture,
} from './view-plan.ts';
import { couldShow, coverTiles, type View, viewsAround } from './views.ts';

const HD = { width: 1280, height: 720 };
const FRAME_MS = 1000 / 30;
const DISTANT: Box = { x: 600, y: 300, width: 40, height: 40 };

/** Grey, with a square patch somewhere. Built once for each place: a picture has 3.7 MB. */
function pictureWith(patch: Box | null): Picture {
  const data = new Uint8ClampedArray(HD.width * HD.height * 4).fill(90);
  if (patch)
    for (let y = patch.y; y < patch.y + patch.height; y++)
      data.fill(200, (y * HD.width + patch.x) * 4, (y * HD.width + patch.x + patch.width) * 4);
  return { ...HD, data };
}

const EMPTY = pictureWith(null);

interface Look {
  readonly at: number;
  readonly view: View;
}

/** Runs the plan over frames, and returns every look. `show` is the picture, `watch` the known faces at a time. */
function watch(options: {
  readonly seconds: number;
  readonly most?: number;
  readonly exhaustive?: boolean;
  show?(at: number): Picture;
  /** Boxes of known faces. */
  readonly known?: readonly Box[];
  readonly candidate?: Box;
  readonly thorough?: boolean;
}) {
  const {
    seconds,
    most = 1,
    exhaustive = false,
    show = () => EMPTY,
    known = [],
    candidate,
    thorough,
  } = options;
  let plan: ViewPlan | null = null;
  const looks: Look[] = [];
  const lookedAt = new Map<Box, number>();
  const perFrame: number[] = [];
  /** How long ago the part that was searched last had its turn, at the end of each frame. */
  const behind: number[] = [];
  for (let frame = 0; frame < seconds * 30; frame++) {
    const at = frame * FRAME_MS;
    const watched = [...known, ...(candidate ? [candidate] : [])].map(
      (box): Watched => ({ box, lookedAt: lookedAt.get(box) ?? 0, speed: 0, known: box !== candidate }),
    );
    plan = withPicture(plan, show(at), at, thorough);
    const views = chooseViews(plan, watched, at, { most, exhaustive });
    for (const view of views) looks.push({ at, view });
    for (const { box } of watched) if (views.some((view) => couldShow(view, box, HD))) lookedAt.set(box, at);
    plan = searched(plan, views, at);
    perFrame.push(views.length);
    behind.push(at - (searchedSince(plan) ?? Number.NEGATIVE_INFINITY));
  }
  return { looks, perFrame, plan, behind };
}

const from = (looks: readonly Look[], start: number) => looks.filter(({ at }) => at >= start);

/** Two pictures in turn, so that every cell changes in every frame. */
const FLICKERING = [EMPTY, pictureWith({ x: 0, y: 0, ...HD })] as const;
const flicker = (at: number) => FLICKERING[Math.round(at / FRAME_MS) % 2]!;
const BRIGHT = new Map<Box, Picture>();
/** A box that is bright in every second frame. */
function flickering(at: number, box: Box): Picture {
  const bright = BRIGHT.get(box) ?? pictureWith(box);
  BRIGHT.set(box, bright);
  return Math.round(at / FRAME_MS) % 2 === 0 ? EMPTY : bright;
}
/** A bar that moves over the whole height, ten pixels at a time. */
const MOVING = Array.from({ length: 30 }, (_, i) => pictureWith({ x: i * 40, y: 0, width: 40, height: 720 }));
const moving = (at: number) => MOVING[Math.round(at / FRAME_MS) % 30]!;

describe('at 30 runs a second', () => {
  test('with one known face every tile and the whole picture are searched within a second while all moves', () => {
    const { looks, plan } = watch({ seconds: 4, show: moving, known: [DISTANT] });
    for (const tile of plan?.tiles ?? []) {
      const times = looks.filter(({ view }) => view === tile.view).map(({ at }) => at);
      expect(longestGap(times, 4000)).toBeLessThan(1001);
    }
    const whole = looks.filter(({ view }) => view.kind === 'whole').map(({ at }) => at);
    expect(longestGap(whole, 4000)).toBeLessThan(1001);
  });

  test('the known face is looked at at least 8 times a second', () => {
    for (const show of [moving, () => EMPTY]) {
      const { looks } = watch({ seconds: 4, show, known: [DISTANT] });
      const seen = from(looks, 1000).filter(({ view }) => couldShow(view, DISTANT, HD));
      expect(seen.length).toBeGreaterThanOrEqual(3 * 8);
    }
  });

  test('a face that begins to move is looked at in the next frame, though its speed is not known yet', () => {
    const near: Box = { x: 400, y: 100, width: 400, height: 400 };
    const show = (at: number) => (at >= 2500 ? flickering(at, near) : EMPTY);
    const { looks } = watch({ seconds: 4, show, known: [near] });
    const seen = from(looks, 2500).filter(({ view }) => couldShow(view, near, HD));
    expect(seen.length).toBeGreaterThan(1.5 * 15);
  });

  test('a near face costs no views of its own: the whole picture shows it', () => {
    const near: Box = { x: 400, y: 100, width: 400, height: 400 };
    const { looks } = watch({ seconds: 2, known: [near] });
    expect(looks.some(({ view }) => view.kind === 'faces')).toBe(false);
    expect(from(looks, 1000).filter(({ view }) => view.kind === 'whole').length).toBeGreaterThanOrEqual(8);
  });
});

/** Milliseconds between two of these times, or between them and the start or the end. */
function longestGap(times: readonly number[], end: number): number {
  return [...times, end].reduce((longest, time, i) => Math.max(longest, time - (times[i - 1] ?? 0)), 0);
}

describe('a picture in which nothing moves', () => {
  test('costs few runs once it has been searched', () => {
    const { looks, plan } = watch({ seconds: 10 });
    const tiles = plan?.tiles.length ?? 0;
    expect(from(looks, 2000).length / 8).toBeLessThan(1.5 + tiles / 4);
    expect(tiles).toBeGreaterThan(10);
  });

  test('is searched all over nevertheless', () => {
    const { looks, plan } = watch({ seconds: 10 });
    for (const tile of plan?.tiles ?? []) {
      const times = looks.filter(({ view }) => view === tile.view).map(({ at }) => at);
      expect(longestGap(times, 10_000)).toBeLessThan(4500);
    }
  });
});

describe('newcomers', () => {
  test('the first frame is searched as a whole, the rest of it within a second', () => {
    const { looks, plan } = watch({ seconds: 1 });
    expect(looks[0]).toMatchObject({ at: 0, view: { kind: 'whole' } });
    for (const tile of plan?.tiles ?? []) expect(looks.some(({ view }) => view === tile.view)).toBe(true);
  });

  test('one that fills a third of the picture is looked for in its first frame, whatever is watched', {
    timeout: 20_000,
  }, () => {
    const next = random(3);
    for (let i = 0; i < 8; i++) {
      const comes = Math.ceil(60 + next() * 30);
      const near = pictureWith({
        x: Math.floor(next() * 800),
        y: Math.floor(next() * 240),
        width: 427,
        height: 427,
      });
      const known = [DISTANT, { ...DISTANT, x: 40 }, { ...DISTANT, x: 1200 }];
      const show = (at: number) => (at >= comes * FRAME_MS - 1 ? near : EMPTY);
      const { looks } = watch({ seconds: 3.2, show, known });
      const first = from(looks, comes * FRAME_MS - 1)[0];
      expect(first?.at).toBeCloseTo(comes * FRAME_MS, 3);
      expect(first?.view.kind).toBe('whole');
    }
  });

  test('a distant one is searched within a second where the picture changed', () => {
    const patch = { x: 900, y: 500, width: 32, height: 32 };
    const there = pictureWith(patch);
    const { looks } = watch({ seconds: 8, show: (at) => (at >= 5000 ? there : EMPTY), known: [DISTANT] });
    const found = from(looks, 5000).find(({ view }) => view.kind === 'tile' && viewHolds(view, patch));
    expect((found?.at ?? Number.POSITIVE_INFINITY) - 5000).toBeLessThan(1001);
  });

  test('a candidate is looked at again in the next frame', () => {
    const { looks } = watch({ seconds: 0.2, candidate: DISTANT });
    const frames = new Set(looks.filter(({ view }) => couldShow(view, DISTANT, HD)).map(({ at }) => at));
    expect(frames.size).toBeGreaterThanOrEqual(2);
    expect(Math.min(...frames)).toBeLessThan(3 * FRAME_MS);
  });

  test.each([false, true])(
    'a near candidate is looked at closer, not in the whole picture again (exhaustive: %s)',
    (exhaustive) => {
      const candidate = { x: 500, y: 200, width: 150, height: 150 };
      const { looks } = watch({ seconds: 0.2, candidate, exhaustive });
      const closer = looks.filter(({ view }) => view.kind === 'faces' && couldShow(view, candidate, HD));
      expect(closer[0]?.at).toBeLessThan(3 * FRAME_MS);
    },
  );
});

function viewHolds(view: View, box: Box): boolean {
  return (
    box.x >= view.x &&
    box.y >= view.y &&
    box.x + box.width <= view.x + view.width &&
    box.y + box.height <= view.y + view.height
  );
}

describe('the budget', () => {
  test.each([1, 2])('at most %i runs a frame, whatever happens', (most) => {
    const known = Array.from({ length: 12 }, (_, i) => ({ ...DISTANT, x: 100 * i, y: 50 * i }));
    const { perFrame } = watch({ seconds: 2, most, known, show: flicker });
    expect(Math.max(...perFrame)).toBe(most);
  });

  test('a second run is for a picture that is new, not for one near face', () => {
    const near: Box = { x: 400, y: 100, width: 400, height: 400 };
    const { perFrame } = watch({ seconds: 6, most: 2, known: [near] });
    expect(perFrame.slice(0, 10).every((runs) => runs === 2)).toBe(true);
    expect(Math.max(...perFrame.slice(60))).toBe(1);
  });

  test('a crowd and the search take turns', () => {
    const known = Array.from({ length: 12 }, (_, i) => ({ ...DISTANT, x: 100 * i, y: 50 * i }));
    const { looks } = watch({ seconds: 4, most: 1, known, show: moving });
    const faces = from(looks, 1000).filter(({ view }) => view.kind === 'faces').length;
    expect(faces / from(looks, 1000).length).toBeGreaterThan(0.4);
    expect(faces / from(looks, 1000).length).toBeLessThan(0.6);
  });
});

test('exhaustive: the views follow from what is known alone, never from the picture', () => {
  const options = { seconds: 2, exhaustive: true, known: [DISTANT] };
  const views = (show: (at: number) => Picture) => watch({ ...options, show }).looks.map(({ view }) => view);
  expect(views(moving)).toEqual(views(() => EMPTY));
  expect(views(moving)).toContainEqual(viewsAround([DISTANT], HD)[0]?.view);
});

test('a picture of another size, or of an earlier time, restarts the plan', () => {
  const { plan } = watch({ seconds: 2 });
  const isNew = (next: ViewPlan) =>
    next.wholeAt === null && next.tiles.every((tile) => tile.searchedAt === null);
  expect(isNew(withPicture(plan, EMPTY, 3000))).toBe(false);
  expect(isNew(withPicture(plan, EMPTY, 100))).toBe(true);
  const small = { width: 640, height: 480, data: new Uint8ClampedArray(640 * 480 * 4) };
  expect(isNew(withPicture(plan, small, 3000))).toBe(true);
});

describe('where faces are covered', () => {
  const CROWD = Array.from(
    { length: 8 },
    (_, i): Box => ({ x: 40 + 150 * i, y: 80 * i, width: 40, height: 40 }),
  );

  test.each([
    [2, 300],
    [3, 170],
  ])('with %i runs a frame all is searched within %i ms, also in a crowd', (most, ms) => {
    const { behind, perFrame } = watch({ seconds: 3, most, thorough: true, known: CROWD });
    expect(Math.max(...behind.slice(12))).toBeLessThanOrEqual(ms);
    expect(Math.max(...perFrame)).toBe(most);
  });

  test('the order does not depend on the picture where that is wanted', () => {
    const still = watch({ seconds: 2, exhaustive: true, thorough: true });
    const moving = watch({
      seconds: 2,
      exhaustive: true,
      thorough: true,
      show: (at) => FLICKERING[Math.round(at / FRAME_MS) % 2]!,
    });
    expect(moving.looks).toEqual(still.looks);
    expect(Math.max(...still.behind.slice(6))).toBeLessThanOrEqual(150);
  });

  test('known faces are still looked at', () => {
    const { looks } = watch({ seconds: 2, most: 2, thorough: true, known: [DISTANT] });
    const times = looks.filter(({ view }) => view.kind === 'faces').map(({ at }) => at);
    expect(times.length).toBeGreaterThan(15);
    expect(Math.max(...times.slice(1).map((at, i) => at - times[i]!))).toBeLessThanOrEqual(135);
  });

  test('a search begins anew with the wish for it', () => {
    const before = withPicture(null, EMPTY, 0);
    expect(withPicture(before, EMPTY, 33, true).tiles.map(({ view }) => view)).toEqual(coverTiles(HD));
    expect(searchedSince(withPicture(before, EMPTY, 33, true))).toBeNull();
  });
});
