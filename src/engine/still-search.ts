import { mapKeypoints, rollOf } from '#core/geometry.ts';
import { mayLie, type QuarterTurns, standingTurns, turnedBack, turnedPicture } from '#core/quarter-turn.ts';
import {
  confirmed,
  confirmingViews,
  isDoubtful,
  isSmall,
  LEAST_CONFIRMING,
  LEAST_POSSIBLE,
  roomyViews,
} from '#core/second-opinion.ts';
import {
  isBelievable,
  mergeDetections,
  placeDetection,
  type StillDetection,
  type StillView,
  stillViews,
} from '#core/still.ts';
import { faceInMiddle, inPicture, isAskew, isTilted, straightView } from '#core/straight-view.ts';
import type { Detection, Picture, Size } from '#core/types.ts';
import { drawSquare, drawView, VIEW_SIDE } from './draw-view.ts';
import type { Detector } from './pipeline.ts';

/** A view that was turned by a roll that was itself read askew is turned again, once. */
const MOST_LOOKS = 2;
/** A face below this share of its view is near the smallest that is found: there may be smaller ones. */
const SMALL_SHARE = 0.16;

/**
 * Searches a still harder than a frame: whole, padded (a face may fill it), in tiles (a group's faces may
 * be small), in smaller tiles where those found small faces or nothing was found at all. In a small picture without
 * a sure find a second network is asked (see second-opinion.ts); where it cannot be had the finds stand as they are.
 * A larger one that lies on a side or on its head is searched as it stands (see quarter-turn.ts). Tilted faces are
 * looked at again where they are upright (see straight-view.ts).
 * Returns merged detections in picture pixels, largest first.
 *
 * @param secondOpinion gives the short-range network; called only where it is needed.
 */
export async function searchStill(
  detector: Detector,
  picture: Picture,
  secondOpinion: () => Promise<Detector>,
): Promise<readonly Detection[]> {
  const faces = await searchInAllViews(detector, picture, secondOpinion);
  return faces.map((face) => straightened(detector, picture, face));
}

async function searchInAllViews(
  detector: Detector,
  picture: Picture,
  secondOpinion: () => Promise<Detector>,
): Promise<readonly Detection[]> {
  const coarse = searchCoarsely(detector, picture, 0);
  const found = [...coarse, ...searchFinely(detector, picture, coarse, 0)];
  if (isDoubtful(picture, found)) return searchTwice(detector, picture, found, secondOpinion);
  const faces = mergeDetections(found);
  return isSmall(picture) || !mayLie(faces) ? faces : searchTurned(detector, picture, faces);
}

/** The finds in a doubtful picture that stand, merged. */
async function searchTwice(
  detector: Detector,
  picture: Picture,
  found: readonly StillDetection[],
  secondOpinion: () => Promise<Detector>,
): Promise<readonly Detection[]> {
  const withRoom = roomyViews(picture).flatMap((view) =>
    searchView(detector, picture, view, { least: LEAST_POSSIBLE }),
  );
  if (found.length + withRoom.length === 0) return [];
  const second = await secondOpinion().catch(() => null);
  if (second === null) return mergeDetections(found);
  const opinions = confirmingViews(picture).map((view) =>
    searchView(second, picture, view, { least: LEAST_CONFIRMING }),
  );
  return mergeDetections(confirmed(found, withRoom, opinions, picture));
}

/** The faces in the position in which the picture stands. `faces`: those of the one it has. */
function searchTurned(
  detector: Detector,
  picture: Picture,
  faces: readonly Detection[],
): readonly Detection[] {
  const coarse = {
    1: searchCoarsely(detector, picture, 1),
    2: searchCoarsely(detector, picture, 2),
    3: searchCoarsely(detector, picture, 3),
  };
  const turns = standingTurns({
    0: faces,
    1: mergeDetections(coarse[1]),
    2: mergeDetections(coarse[2]),
    3: mergeDetections(coarse[3]),
  });
  if (turns === 0) return faces;
  return mergeDetections([...coarse[turns], ...searchFinely(detector, picture, coarse[turns], turns)]);
}

/** A tilted face with the keypoints that it has where it is upright; as it is where it is not seen there. */
function straightened(detector: Detector, picture: Picture, face: Detection): Detection {
  if (!isTilted(rollOf(face.keypoints))) return face;
  let { keypoints } = face;
  let turned = 0;
  for (let look = 0; look < MOST_LOOKS && isAskew(rollOf(keypoints), turned); look++) {
    turned = rollOf(keypoints);
    const view = straightView(face.box, turned, VIEW_SIDE);
    const found = faceInMiddle(detector.detect(drawSquare(picture, view)), VIEW_SIDE);
    if (found === null) break;
    keypoints = mapKeypoints(found.keypoints, (point) => inPicture(point, view));
  }
  return { ...face, keypoints };
}

/** Finds in the whole picture and in its large tiles. */
function searchCoarsely(
  detector: Detector,
  picture: Picture,
  turns: QuarterTurns,
): readonly StillDetection[] {
  return [...searchPass(detector, picture, 0, turns), ...searchPass(detector, picture, 1, turns)];
}

/** Finds in the small tiles, where there may be any beside those of the coarse search. */
function searchFinely(
  detector: Detector,
  picture: Picture,
  coarse: readonly StillDetection[],
  turns: QuarterTurns,
): readonly StillDetection[] {
  if (coarse.length > 0 && !anySmall(coarse, picture)) return [];
  return searchPass(detector, picture, 2, turns);
}

function searchPass(
  detector: Detector,
  picture: Picture,
  pass: StillView['pass'],
  turns: QuarterTurns,
): readonly StillDetection[] {
  return stillViews(picture)
    .filter((view) => view.pass === pass)
    .flatMap((view) => searchView(detector, picture, view, { turns }));
}

/** `turns`: of the view before the detector sees it; finds are where they are in the picture as it is. */
function searchView(
  detector: Detector,
  picture: Picture,
  view: StillView,
  { least, turns = 0 }: { readonly least?: number; readonly turns?: QuarterTurns },
): readonly StillDetection[] {
  const drawn = drawView(picture, view);
  return detector
    .detect(turnedPicture(drawn, turns), least)
    .filter((one) => isBelievable(one.score, view.pass))
    .map((one) => placeDetection(turnedBack(one, turns, drawn), view, drawn, picture));
}

/** Whether any face is so small that the large tiles may have missed others. */
function anySmall(found: readonly Detection[], picture: Size): boolean {
  const tile = stillViews(picture).find((view) => view.pass === 1);
  if (!tile) return false;
  const side = Math.max(tile.width, tile.height);
  return found.some(({ box }) => Math.max(box.width, box.height) < side * SMALL_SHARE);
}
