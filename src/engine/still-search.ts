import {
  mayBeRotated,
  type QuarterTurns,
  rotateBack,
  rotatePicture,
  uprightTurns,
} from '#core/quarter-turn.ts';
import { sampleCrop } from '#core/sample.ts';
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
  isBelievable,
  mergeDetections,
  placeDetection,
  type StillDetection,
  type StillView,
  stillViews,
} from '#core/still.ts';
import type { Detection, Picture, Size } from '#core/types.ts';
import type { Detector } from './pipeline.ts';

/** Longest side of a drawn view in pixels: the detector itself sees 192. */
const VIEW_SIDE = 256;
/** A face below this share of its view is near the smallest that is found: there may be smaller ones. */
const SMALL_SHARE = 0.16;

/**
 * Searches a still harder than a frame: whole, padded (a face may fill it), in tiles (a group's faces may
 * be small), in smaller tiles where those found small faces or nothing was found at all. In a small picture without
 * a sure find a second network is asked (see second-opinion.ts); where it cannot be had the finds stand as they are.
 * A larger one that lies on a side or on its head is searched as it stands (see quarter-turn.ts).
 * Returns merged detections in picture pixels, largest first.
 *
 * @param secondOpinion gives the short-range network; called only where it is needed.
 */
export async function searchStill(
  detector: Detector,
  picture: Picture,
  secondOpinion: () => Promise<Detector>,
): Promise<readonly Detection[]> {
  const coarse = searchCoarsely(detector, picture, 0);
  const found = [...coarse, ...searchFinely(detector, picture, coarse, 0)];
  if (needsSecondOpinion(picture, found)) return searchTwice(detector, picture, found, secondOpinion);
  const faces = mergeDetections(found);
  return isSmall(picture) || !mayBeRotated(faces) ? faces : searchTurned(detector, picture, faces);
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
  return mergeDetections(confirmedDetections(found, withRoom, opinions, picture));
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
  const turns = uprightTurns({
    0: faces,
    1: mergeDetections(coarse[1]),
    2: mergeDetections(coarse[2]),
    3: mergeDetections(coarse[3]),
  });
  if (turns === 0) return faces;
  return mergeDetections([...coarse[turns], ...searchFinely(detector, picture, coarse[turns], turns)]);
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
    .detect(rotatePicture(drawn, turns), least)
    .filter((one) => isBelievable(one.score, view.pass))
    .map((one) => placeDetection(rotateBack(one, turns, drawn), view, drawn, picture));
}

/** Whether any face is so small that the large tiles may have missed others. */
function anySmall(found: readonly Detection[], picture: Size): boolean {
  const tile = stillViews(picture).find((view) => view.pass === 1);
  if (!tile) return false;
  const side = Math.max(tile.width, tile.height);
  return found.some(({ box }) => Math.max(box.width, box.height) < side * SMALL_SHARE);
}

/** The view of the picture at VIEW_SIDE, black where it reaches beyond the border. */
function drawView(picture: Picture, view: StillView): Picture {
  const scale = VIEW_SIDE / Math.max(view.width, view.height);
  const { width, height }: Size = {
    width: Math.max(1, Math.round(view.width * scale)),
    height: Math.max(1, Math.round(view.height * scale)),
  };
  const [left, right] = onPicture(view.x, scale, width, picture.width);
  const [top, bottom] = onPicture(view.y, scale, height, picture.height);
  const rgb = new Float32Array(VIEW_SIDE * VIEW_SIDE * 3);
  const similarity = { a: scale, b: 0, tx: -view.x * scale, ty: -view.y * scale };
  sampleCrop(picture, similarity, VIEW_SIDE, rgb, 0, 1, 0, { left, top, right, bottom });
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * VIEW_SIDE + x) * 3;
      const to = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel++) data[to + channel] = rgb[from + channel] ?? 0;
      data[to + 3] = 255;
    }
  }
  return { width, height, data };
}

/**
 * Where along one side the drawn pixels begin and end whose centres are on the picture.
 *
 * @param start of the view, in picture pixels.
 * @param drawn length of the view's side in drawn pixels.
 * @param length of the picture's side, in its pixels.
 */
function onPicture(
  start: number,
  scale: number,
  drawn: number,
  length: number,
): readonly [from: number, to: number] {
  const place = (pixel: number) => start + (pixel + 0.5) / scale;
  let from = 0;
  while (from < drawn && place(from) < 0) from += 1;
  let to = from;
  while (to < drawn && place(to) < length) to += 1;
  return [from, to];
}
