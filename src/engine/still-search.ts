import { closeView, isSeenAgain, needsCloseLook } from '#core/close-look.ts';
import { mayBeRotated, type QuarterTurns, uprightTurns } from '#core/quarter-turn.ts';
import {
  confirmedDetections,
  confirmingViews,
  isSmall,
  LEAST_CONFIRMING,
  LEAST_POSSIBLE,
  needsSecondOpinion,
  roomyViews,
} from '#core/second-opinion.ts';
import {
  distinct,
  isBelievable,
  mergeDetections,
  type StillDetection,
  type StillView,
  stillViews,
  withUnconfirmed,
} from '#core/still.ts';
import type { Detection, Picture } from '#core/types.ts';
import type { Detector } from './parts.ts';
import { searchSmallFaces } from './small-search.ts';
import { createLook, type Pace, type Search } from './still-view.ts';

/** A face below this share of its view is near the detector's limit, so smaller faces may have been missed. */
const SMALL_SHARE = 0.16;

/**
 * Searches a still more thoroughly than a frame and returns merged detections in picture pixels, largest first.
 *
 * 1. The whole picture, padded because a face may fill it, and large tiles for small faces in a group.
 * 2. Smaller tiles, if the first pass has small faces or none.
 * 3. A picture of at most 300 pixels without a certain detection is also shown to a second network
 *    (core/second-opinion.ts). If that network cannot be loaded, the detections of the first one are returned.
 * 4. In a larger picture, what is not certain gets a second look (core/close-look.ts).
 * 5. It is searched in still smaller tiles next to small faces (small-search.ts).
 * 6. If it may be rotated, it is searched in its other three positions (core/quarter-turn.ts).
 *
 * @param secondOpinion loads the short-range network; called only if it is needed.
 * @throws what `pace` rejects with.
 */
export async function searchStill(
  detector: Detector,
  picture: Picture,
  secondOpinion: () => Promise<Detector>,
  pace: Pace = async () => {},
): Promise<readonly Detection[]> {
  const search: Search = { look: createLook(picture, pace), detector, picture };
  const coarse = await searchCoarsely(search, 0);
  const seen = [...coarse, ...(await searchFinely(search, coarse, 0))];
  const faces = seen.filter(isBelievable);
  if (needsSecondOpinion(picture, faces)) return searchTwice(search, faces, secondOpinion);
  if (isSmall(picture)) return mergeDetections(faces);
  const known = await seenAgain(search, faces, 0);
  const merged = mergeDetections(await searchSmallFaces(search, known, seen));
  const upright = withUnconfirmed(merged, faces);
  return mayBeRotated(merged) ? searchTurned(search, merged, upright) : upright;
}

/** Each face once: those that are certain, and those that a view of their own shows too. */
async function seenAgain(
  { look, detector, picture }: Search,
  faces: readonly StillDetection[],
  turns: QuarterTurns,
): Promise<readonly StillDetection[]> {
  const kept: StillDetection[] = [];
  for (const face of distinct(faces)) {
    const isFace =
      !needsCloseLook(face) ||
      isSeenAgain(face, await look(detector, [closeView(face.box, picture)], { turns }));
    if (isFace) kept.push(face);
  }
  return kept;
}

/** The detections in an uncertain picture that the second network confirms, merged. */
async function searchTwice(
  { look, detector, picture }: Search,
  found: readonly StillDetection[],
  secondOpinion: () => Promise<Detector>,
): Promise<readonly Detection[]> {
  const withRoom = await look(detector, roomyViews(picture), { least: LEAST_POSSIBLE });
  if (found.length + withRoom.length === 0) return [];
  const second = await secondOpinion().catch(() => null);
  if (second === null) return mergeDetections(found);
  const opinions: (readonly StillDetection[])[] = [];
  for (const view of confirmingViews(picture))
    opinions.push(await look(second, [view], { least: LEAST_CONFIRMING }));
  return mergeDetections(confirmedDetections(found, withRoom, opinions, picture));
}

/**
 * The faces in the picture's upright position. `faces`: those of the position as stored; `upright`: the same with what
 * was not confirmed, returned if no other position is better.
 */
async function searchTurned(
  search: Search,
  faces: readonly Detection[],
  upright: readonly Detection[],
): Promise<readonly Detection[]> {
  const coarse = {
    1: await searchCoarsely(search, 1),
    2: await searchCoarsely(search, 2),
    3: await searchCoarsely(search, 3),
  };
  const facesIn = (seen: readonly StillDetection[]) => mergeDetections(seen.filter(isBelievable));
  const turns = uprightTurns({
    0: faces,
    1: facesIn(coarse[1]),
    2: facesIn(coarse[2]),
    3: facesIn(coarse[3]),
  });
  if (turns === 0) return upright;
  const seen = [...coarse[turns], ...(await searchFinely(search, coarse[turns], turns))];
  const turned = mergeDetections(await seenAgain(search, seen.filter(isBelievable), turns));
  return turned.length > 0 ? turned : upright;
}

/** Detections in the whole picture and in its large tiles. */
function searchCoarsely(search: Search, turns: QuarterTurns): Promise<readonly StillDetection[]> {
  return searchPasses(search, [0, 1], turns);
}

/** Detections in the small tiles; none if the coarse search shows that smaller faces are unlikely. */
async function searchFinely(
  search: Search,
  coarse: readonly StillDetection[],
  turns: QuarterTurns,
): Promise<readonly StillDetection[]> {
  const faces = coarse.filter(isBelievable);
  return faces.length > 0 && !anySmall(faces, search) ? [] : searchPasses(search, [2], turns);
}

function searchPasses(
  { look, detector, picture }: Search,
  passes: readonly StillView['pass'][],
  turns: QuarterTurns,
): Promise<readonly StillDetection[]> {
  const views = stillViews(picture).filter(({ pass }) => passes.includes(pass));
  return look(detector, views, { turns });
}

/** Whether any face is so small that the large tiles may have missed smaller ones. */
function anySmall(faces: readonly Detection[], { picture }: Search): boolean {
  const tile = stillViews(picture).find((view) => view.pass === 1);
  if (!tile) return false;
  const side = Math.max(tile.width, tile.height);
  return faces.some(({ box }) => Math.max(box.width, box.height) < side * SMALL_SHARE);
}
