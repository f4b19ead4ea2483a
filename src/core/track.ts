import { assign } from './assign.ts';
import { boxSize, intersectionArea } from './geometry.ts';
import {
  correctTarget,
  keypointGap,
  matchCost,
  predictTarget,
  reach,
  sizeGap,
  startTarget,
  type Target,
} from './target.ts';
import type { Box, Detection, Face } from './types.ts';

/**
 * A face with an identity. `box` and `keypoints` are smoothed (steady.ts) for display and crop alike: crops from raw
 * keypoints shake with the detector's jitter and change the network's output. While a track is not visible, they
 * continue with its last speed, which decays.
 */
export interface Track extends Target {
  /** Counts from 1, never reused. */
  readonly id: number;
}

/** A face without a track yet. `misses` counts consecutive frames without a detection. */
interface Candidate extends Target {
  readonly misses: number;
}

/** All faces being followed. */
export interface TrackState {
  /** Sorted by id. Tracks that are not visible may still be detected again. */
  readonly tracks: readonly Track[];
  readonly candidates: readonly Candidate[];
  /** Number of faces in the last frame that deserve a track but exceed the limit. */
  readonly unplaced: number;
  readonly nextId: number;
  /** Time of the last frame, milliseconds of the source's clock; null before the first. */
  readonly at: number | null;
}

export interface TrackOptions {
  /** Largest number of tracks, without those in `uncounted`. */
  readonly maxFaces: number;
  /**
   * Whether the detector searched the place of a face with this box; a track outside of it is not a miss. By default
   * everything was searched.
   */
  readonly looked?: (box: Box) => boolean;
  /** Ids of tracks that take no place among `maxFaces`, because they are probably no faces. */
  readonly uncounted?: ReadonlySet<number>;
}

/** The state before the first frame. */
export const NO_TRACKS: TrackState = { tracks: [], candidates: [], unplaced: 0, nextId: 1, at: null };

/** A track ends after this long without a detection. */
const FORGET_MS = 1000;
/** Frames further apart than this are unrelated. */
const LONGEST_GAP_MS = 3000;
/** Highest matchCost of a close match; at this cost the boxes just touch. */
const CLOSE = 1.2;
/** An unmatched face may be this far from its prediction, in face sizes … */
const FURTHEST = 1.25;
/** … and differ in log size by this much, a factor of 2. */
const MOST_GROWTH = 0.7;
/**
 * A candidate becomes a track when it is detected again with a score that depends on its size in pixels. In the view
 * around them unsure near faces score at least 0.6, and faces of 24 to 40 pixels 0.74.
 */
const BIG = 64;
const CONFIRMED_BIG = 0.6;
const CONFIRMED = 0.7;
/** One detection of such a size and score starts a track at once. */
const AT_ONCE = [
  { size: 64, score: 0.87 },
  { size: 160, score: 0.75 },
] as const;
/** A candidate may be missed once, so that two detections in three frames start a track. */
const MOST_MISSES = 1;
/** A detection that overlaps another face by this fraction of the smaller box is a duplicate of that face. */
const SAME = 0.6;
/** After a restart a face may be this far from its last position, in face sizes. */
const RESUME_GAP = 0.4;

/** The state without any face; ids are not reused. */
export function forgetTracks(state: TrackState): TrackState {
  return { ...NO_TRACKS, nextId: state.nextId };
}

/**
 * The state of a restarted worker. Faces that are still at their last position in its first frames keep their ids.
 * The length of the restart does not matter, because the clock starts with the first frame.
 */
export function resumeTracks(faces: readonly Face[], nextId: number): TrackState {
  const tracks = faces
    .filter((face) => isUsable(face))
    .map((face) => ({ ...startTarget(face, 0, RESUME_GAP), id: face.id, visible: false }))
    .sort((a, b) => a.id - b.id);
  return { ...NO_TRACKS, tracks, nextId: tracks.reduce((next, { id }) => Math.max(next, id + 1), nextId) };
}

/**
 * Assigns the detections of one frame to faces. The order of the detections does not matter.
 *
 * @param at milliseconds of the source's clock. If it decreases or jumps ahead by more than 3 s, all faces are
 *   forgotten.
 */
export function track(
  state: TrackState,
  detections: readonly Detection[],
  at: number,
  options: TrackOptions,
): TrackState {
  const { looked = () => true, uncounted = new Set() } = options;
  const before = continuedAt(state, at);
  const ms = before.at === null ? 0 : at - before.at;
  const found = detections.filter(isUsable).sort(byPlace);

  const tracks = before.tracks.map((old) => predictTarget(old, ms));
  const unseen = before.tracks.map((old) => (old.visible ? 0 : Math.max(1, at - old.seenAt)));
  const ofTrack = matchTracks(tracks, unseen, found);
  const updated = tracks.map((old, i) => {
    const match = found[ofTrack[i]!];
    if (match !== undefined) return correctTarget(old, match, at, at - old.lookedAt);
    if (looked(old.box)) return { ...old, lookedAt: at };
    return { ...old, visible: before.tracks[i]!.visible };
  });
  const alive = updated.filter((one) => one.lookedAt - one.seenAt < FORGET_MS);

  const taken = new Set(ofTrack);
  const rest = found.filter(
    (one, i) => !taken.has(i) && !alive.some((other) => other.visible && isSame(other, one)),
  );
  const waiting = before.candidates.map((old) => predictTarget(old, ms));
  const ofCandidate = assignCheap(waiting, rest, CLOSE, (old, one) => matchCost(old, one, 0));

  const born: Target[] = [];
  const candidates: Candidate[] = [];
  waiting.forEach((old, i) => {
    const match = rest[ofCandidate[i]!];
    if (match !== undefined && match.score >= (boxSize(match.box) >= BIG ? CONFIRMED_BIG : CONFIRMED))
      born.push(correctTarget(old, match, at, at - old.lookedAt));
    else if (match === undefined && !looked(old.box)) candidates.push(old);
    else if (old.misses < MOST_MISSES) candidates.push({ ...old, lookedAt: at, misses: old.misses + 1 });
  });
  const claimed = new Set(ofCandidate);
  rest.forEach((one, i) => {
    if (claimed.has(i)) return;
    const fresh = startTarget(one, at, 0);
    if (AT_ONCE.some(({ size, score }) => boxSize(one.box) >= size && one.score >= score)) born.push(fresh);
    else candidates.push({ ...fresh, misses: 0 });
  });

  const counted = withinLimit(
    alive.filter(({ id }) => !uncounted.has(id)),
    options.maxFaces,
  );
  const kept = alive.filter((one) => uncounted.has(one.id) || counted.includes(one));
  const distinct = withoutRepeats(born);
  const room = Math.max(0, options.maxFaces - counted.length);
  const added = distinct.slice(0, room).map((one, i) => toTrack(one, before.nextId + i, at));
  const unplaced = distinct.slice(room);
  // They stay candidates, so that they are counted in every frame and get a track as soon as one ends.
  for (const one of unplaced) candidates.push({ ...one, misses: 0 });
  return {
    tracks: [...kept, ...added],
    candidates,
    unplaced: unplaced.length,
    nextId: before.nextId + added.length,
    at,
  };
}

/** The state as of this frame; after a restart its tracks count as seen just now. */
function continuedAt(state: TrackState, at: number): TrackState {
  if (state.at === null) {
    return {
      ...state,
      tracks: state.tracks.map((one) => ({ ...one, bornAt: at, seenAt: at, lookedAt: at })),
    };
  }
  return at < state.at || at - state.at > LONGEST_GAP_MS ? forgetTracks(state) : state;
}

/**
 * The index of each track's detection, or −1. Close pairs are matched first, at the lowest total cost. The remaining
 * ones may be further apart, as far as the uncertainty of the prediction allows.
 */
function matchTracks(
  tracks: readonly Track[],
  unseen: readonly number[],
  found: readonly Detection[],
): readonly number[] {
  const result = [...assignCheap(tracks, found, CLOSE, (one, other, i) => matchCost(one, other, unseen[i]!))];
  const lost = tracks.flatMap((_, i) => (result[i] === -1 ? [i] : []));
  const taken = new Set(result);
  const free = found.flatMap((_, i) => (taken.has(i) ? [] : [i]));
  const far = assignCheap(
    lost.map((i) => tracks[i]!),
    free.map((i) => found[i]!),
    FURTHEST,
    (one, other) => {
      const gap = keypointGap(one, other);
      const within = gap < reach(one) && sizeGap(one, other) < MOST_GROWTH;
      return within ? gap : FURTHEST;
    },
  );
  far.forEach((column, row) => {
    if (column !== -1) result[lost[row]!] = free[column]!;
  });
  return result;
}

/**
 * The cheapest assignment by pairs that cost less than `price`. Leaving a pair unassigned also costs `price`, so that
 * two mediocre pairs do not displace one good one.
 */
function assignCheap<T>(
  targets: readonly T[],
  found: readonly Detection[],
  price: number,
  costOf: (target: T, detection: Detection, index: number) => number,
): readonly number[] {
  const columns = found.length;
  const cost = new Float64Array(targets.length * columns);
  targets.forEach((target, row) => {
    found.forEach((one, column) => {
      cost[row * columns + column] = Math.min(price, costOf(target, one, row));
    });
  });
  return Array.from(assign(cost, targets.length, columns), (column, row) =>
    column !== -1 && cost[row * columns + column]! < price ? column : -1,
  );
}

/** At most `limit` of the tracks, by id: visible ones are preferred, then large ones. */
export function withinLimit(tracks: readonly Track[], limit: number): readonly Track[] {
  if (tracks.length <= limit) return tracks;
  return [...tracks]
    .sort((a, b) => Number(b.visible) - Number(a.visible) || boxSize(b.box) - boxSize(a.box) || a.id - b.id)
    .slice(0, limit)
    .sort((a, b) => a.id - b.id);
}

function toTrack(target: Target, id: number, at: number): Track {
  const { box, keypoints, score, seenAt, lookedAt, velocity, visible, x, y, logSize } = target;
  return { id, box, keypoints, score, bornAt: at, seenAt, lookedAt, velocity, visible, x, y, logSize };
}

/** Largest first, without duplicates of larger ones. */
function withoutRepeats(born: readonly Target[]): readonly Target[] {
  const bySize = [...born].sort((a, b) => boxSize(b.box) - boxSize(a.box) || byPlace(a, b));
  return bySize.filter((one, i) => !bySize.slice(0, i).some((bigger) => isSame(bigger, one)));
}

function isSame(one: Detection, other: Detection): boolean {
  const smaller = Math.min(boxSize(one.box), boxSize(other.box)) ** 2;
  return intersectionArea(one.box, other.box) > SAME * smaller;
}

function isUsable(detection: Detection): boolean {
  const size = boxSize(detection.box);
  return size > 0 && Number.isFinite(size + detection.box.x + detection.box.y);
}

function byPlace(a: Detection, b: Detection): number {
  return a.box.x - b.box.x || a.box.y - b.box.y || a.box.width - b.box.width || a.score - b.score;
}
