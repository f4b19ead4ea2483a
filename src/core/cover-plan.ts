import { coverRegion } from './cover.ts';
import { boxSize, intersectionArea, iou } from './geometry.ts';
import { reach } from './target.ts';
import type { Track, TrackState } from './track.ts';
import type { Box, CoverFacts, Detection, MaybeFace, Size } from './types.ts';

/** A place where a face was seen and nobody is followed: an unconfirmed detection, or a person who was lost. */
interface Sighting extends Pick<Detection, 'box' | 'keypoints'> {
  readonly foundAt: number;
  readonly seenAt: number;
  /** It stays covered up to this time. */
  readonly until: number;
}

/** What is remembered from reading to reading so that a face stays covered while nobody can say where it is. */
export interface CoverState {
  readonly sightings: readonly Sighting[];
  /** Those followed at the last reading, to notice whose track has ended. */
  readonly tracks: readonly Track[];
  /** Size of the picture to which they refer; null before the first. */
  readonly size: Size | null;
}

export const NOTHING_COVERED: CoverState = { sightings: [], tracks: [], size: null };

/** What one reading of a live picture has found. */
export interface CoverReading {
  readonly size: Size;
  /** Milliseconds of the source's clock. */
  readonly at: number;
  /** Everything that the detector reported, also what the tracker does not use. */
  readonly seen: readonly Detection[];
  readonly tracks: TrackState;
  readonly searchedSince: number | null;
}

/** A single detection may have been a mistake; a face that the detector misses now and then is seen again within this time. */
const UNCONFIRMED_MS = 700;
/** A head that turns away is missed by the detector for longer than a track lives, and turns back. */
const LOST_MS = 3000;
/** Without a known speed a face may move this fast, face sizes per second … */
const SPEED = 2.5;
/** … and no further than this, in face sizes, while it is unseen. */
const FURTHEST = 0.9;
/** A person who was seen so recently, but not looked at now, is where the tracker expects them. */
const SURE_MS = 150;
/** A detection is the followed face if the boxes have this much in common (IoU). */
const SAME_PERSON = 0.5;
/** A sighting is seen again if the boxes have this much in common, or cover this much of the smaller one. */
const AGAIN_IOU = 0.2;
const AGAIN_COVERED = 0.5;

/** The state after one reading. */
export function nextCover(last: CoverState, { at, size, seen, tracks }: CoverReading): CoverState {
  const isSame = last.size?.width === size.width && last.size.height === size.height;
  const before = isSame ? last : NOTHING_COVERED;
  const followed = new Set(tracks.tracks.map(({ id }) => id));
  const ended = before.tracks
    .filter(({ id }) => !followed.has(id))
    .map(({ box, keypoints, bornAt, seenAt }) => ({
      box,
      keypoints,
      foundAt: bornAt,
      seenAt,
      until: seenAt + LOST_MS,
    }));
  const old = [...before.sightings, ...ended].filter(({ seenAt, until }) => seenAt <= at && at < until);
  const found = seen
    .filter(({ box }) => !tracks.tracks.some((one) => one.visible && iou(one.box, box) > SAME_PERSON))
    .map(({ box, keypoints }): Sighting => {
      const known = old.filter((one) => isAgain(one.box, box));
      const foundAt = Math.min(at, ...known.map((one) => one.foundAt));
      const until = Math.max(at + UNCONFIRMED_MS, ...known.map((one) => one.until));
      return { box, keypoints, foundAt, seenAt: at, until };
    });
  const boxes = [...found, ...tracks.tracks.filter(({ visible }) => visible)].map(({ box }) => box);
  const unseen = old.filter((one) => !boxes.some((box) => isAgain(one.box, box)));
  return { sightings: [...unseen, ...found], tracks: tracks.tracks, size };
}

/** Every region of the picture that may be a face. `state`: after this reading. */
export function coverFacts(state: CoverState, reading: CoverReading): CoverFacts {
  const { at, size, seen, tracks, searchedSince } = reading;
  const followed = tracks.tracks.flatMap((one) => followedRegions(one, seen, size, at));
  const others = [
    ...state.sightings.map((one) => ({ ...one, margin: drift(at - one.seenAt) })),
    ...tracks.candidates.map((one) => ({
      ...one,
      foundAt: one.bornAt,
      margin: Math.min(FURTHEST, reach(one)),
    })),
  ].map(
    (one): MaybeFace => ({
      region: coverRegion(one, size, one.margin * boxSize(one.box)),
      size: boxSize(one.box),
      id: null,
      foundAt: one.foundAt,
    }),
  );
  return {
    at,
    regions: [...followed, ...others].filter(({ region }) => region.width > 0 && region.height > 0),
    searchedSince,
    followed: tracks.tracks.map(({ id }) => id),
  };
}

/** The followed face where it is expected, and where this reading has seen it: the smoothed box lags behind a fast one. */
function followedRegions(
  one: Track,
  seen: readonly Detection[],
  size: Size,
  at: number,
): readonly MaybeFace[] {
  const id = at - one.seenAt < SURE_MS ? one.id : null;
  const more = Math.min(FURTHEST, reach(one)) * boxSize(one.box);
  const same = one.visible ? seen.filter(({ box }) => iou(one.box, box) > SAME_PERSON) : [];
  const regions = [coverRegion(one, size, more), ...same.map((detection) => coverRegion(detection, size))];
  return regions.map((region) => ({ region, size: boxSize(one.box), id, foundAt: one.bornAt }));
}

/** How far a face of unknown speed may be from where it was `ms` milliseconds ago or will be then, in face sizes. */
export function drift(ms: number): number {
  return Math.min(FURTHEST, (SPEED * ms) / 1000);
}

function isAgain(a: Box, b: Box): boolean {
  const smaller = Math.min(boxSize(a), boxSize(b)) ** 2;
  return iou(a, b) > AGAIN_IOU || intersectionArea(a, b) > AGAIN_COVERED * smaller;
}
