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
  /** What the last reading covered. */
  readonly regions: readonly Box[];
  /** Size of the picture to which all of it refers; null before the first. */
  readonly size: Size | null;
}

export const NOTHING_COVERED: CoverState = { sightings: [], tracks: [], regions: [], size: null };

/** What one reading of a live picture has found. */
export interface CoverReading {
  readonly size: Size;
  /** Milliseconds of the source's clock. */
  readonly at: number;
  /** Everything that the detector reported, also what the tracker does not use. */
  readonly seen: readonly Detection[];
  readonly tracks: TrackState;
  readonly searchedSince: number | null;
  /** Whether most of the picture changed at once, as at a cut to another scene. */
  readonly cut: boolean;
  /** Ids of tracks that may show another person than before, by their appearance. */
  readonly replaced: ReadonlySet<number>;
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
/** Share of a face in a region from which on it is hidden there. */
const HIDDEN = 0.98;

/** Every region of the picture that may be a face, and the state for the next reading. */
export function readCover(
  last: CoverState,
  reading: CoverReading,
): { readonly state: CoverState; readonly facts: CoverFacts } {
  const { at, size, tracks, searchedSince } = reading;
  const isSameSize = last.size?.width === size.width && last.size.height === size.height;
  const before = isSameSize ? last : NOTHING_COVERED;
  const sightings = nextSightings(before, reading);
  const regions = [
    ...tracks.tracks.flatMap((one) => followedRegions(before, one, reading)),
    ...sightings.map((one) => regionOf(one, drift(at - one.seenAt), size)),
    ...tracks.candidates.map((one) =>
      regionOf({ ...one, foundAt: one.bornAt }, Math.min(FURTHEST, reach(one)), size),
    ),
  ].filter(({ region }) => region.width > 0 && region.height > 0);
  return {
    state: { sightings, tracks: tracks.tracks, regions: regions.map(({ region }) => region), size },
    facts: {
      at,
      regions,
      searchedSince,
      followed: tracks.tracks.filter((one) => !isDoubtful(before, one, reading)).map(({ id }) => id),
    },
  };
}

/** What nobody follows: detections of this reading, and those of earlier ones that may still be there. */
function nextSightings(before: CoverState, { at, size, seen, tracks }: CoverReading): readonly Sighting[] {
  const followed = new Set(tracks.tracks.map(({ id }) => id));
  const ended = before.tracks
    .filter(({ id }) => !followed.has(id))
    .map(({ box, keypoints, bornAt, seenAt }): Sighting => {
      return { box, keypoints, foundAt: bornAt, seenAt, until: seenAt + LOST_MS };
    });
  const old = [...before.sightings, ...ended].filter(({ seenAt, until }) => seenAt <= at && at < until);
  const found = seen
    .filter(({ box }) => !tracks.tracks.some((one) => one.visible && iou(one.box, box) > SAME_PERSON))
    .map(({ box, keypoints }): Sighting => {
      const known = old.filter((one) => isAgain(one.box, box));
      const foundAt = Math.min(at, ...known.map((one) => one.foundAt));
      const until = Math.max(at + UNCONFIRMED_MS, ...known.map((one) => one.until));
      return { box, keypoints, foundAt: isExpected(before, box, size) ? foundAt : at, seenAt: at, until };
    });
  const boxes = [...found, ...tracks.tracks.filter(({ visible }) => visible)].map(({ box }) => box);
  const unseen = old.filter((one) => !boxes.some((box) => isAgain(one.box, box)));
  return [...unseen, ...found];
}

/** The followed face where it is expected, and where this reading has seen it: the smoothed box lags behind a fast one. */
function followedRegions(before: CoverState, one: Track, reading: CoverReading): readonly MaybeFace[] {
  const { at, size, seen } = reading;
  const id = at - one.seenAt < SURE_MS && !isDoubtful(before, one, reading) ? one.id : null;
  const foundAt = (box: Box) => (!one.visible || isExpected(before, box, size) ? one.bornAt : at);
  const same = one.visible ? seen.filter(({ box }) => iou(one.box, box) > SAME_PERSON) : [];
  return [
    { ...regionOf({ ...one, foundAt: foundAt(one.box) }, Math.min(FURTHEST, reach(one)), size), id },
    ...same.map((face) => ({ ...regionOf({ ...face, foundAt: foundAt(face.box) }, 0, size), id })),
  ];
}

/** The region of a face that may have moved by `margin` face sizes. */
function regionOf(
  face: Pick<Sighting, 'box' | 'keypoints' | 'foundAt'>,
  margin: number,
  picture: Size,
): MaybeFace {
  const size = boxSize(face.box);
  return { region: coverRegion(face, picture, margin * size), size, id: null, foundAt: face.foundAt };
}

/** Whether a track may show somebody else from now on: after a cut, another look, or where nobody was expected. */
function isDoubtful(before: CoverState, one: Track, { size, cut, replaced }: CoverReading): boolean {
  return cut || replaced.has(one.id) || (one.visible && !isExpected(before, one.box, size));
}

/** Whether a region of the last reading hides a face with this box. */
function isExpected({ regions }: CoverState, box: Box, picture: Size): boolean {
  const inside = intersectionArea(box, { x: 0, y: 0, ...picture });
  return regions.some((region) => intersectionArea(region, box) >= HIDDEN * inside);
}

/** How far a face of unknown speed may be from where it was `ms` milliseconds ago or will be then, in face sizes. */
export function drift(ms: number): number {
  return Math.min(FURTHEST, (SPEED * ms) / 1000);
}

function isAgain(a: Box, b: Box): boolean {
  const smaller = Math.min(boxSize(a), boxSize(b)) ** 2;
  return iou(a, b) > AGAIN_IOU || intersectionArea(a, b) > AGAIN_COVERED * smaller;
}
