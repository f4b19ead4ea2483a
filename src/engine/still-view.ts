import { type QuarterTurns, rotateBack, rotatePicture } from '#core/quarter-turn.ts';
import { sampleCrop } from '#core/sample.ts';
import { placeDetection, type StillDetection, type StillView } from '#core/still.ts';
import type { Picture, Size } from '#core/types.ts';
import type { Detector } from './parts.ts';

/** Longest side of a drawn view in pixels; the detector scales it down to 192. */
const VIEW_SIDE = 256;

export interface ViewOptions {
  /** Lowest score, 0…1; by default the detector's own. */
  readonly least?: number;
  /** Quarter turns of the view before detection. */
  readonly turns?: QuarterTurns;
}

/**
 * Looks at one view after the other. Detections are in the coordinates of the picture as it is stored.
 *
 * @throws what `pace` rejects with.
 */
export type Look = (
  detector: Detector,
  views: readonly StillView[],
  options?: ViewOptions,
) => Promise<readonly StillDetection[]>;

/**
 * Called before each view with the share of the planned views that is done, 0…1; the plan grows while faces are
 * found. Rejects to end the search.
 */
export type Pace = (share: number) => Promise<void>;

/** A search in progress. */
export interface Search {
  readonly look: Look;
  readonly detector: Detector;
  readonly picture: Picture;
}

/** Looks at views of this picture at the given pace. */
export function createLook(picture: Picture, pace: Pace): Look {
  let done = 0;
  let planned = 0;
  return async (detector, views, options = {}) => {
    planned += views.length;
    const seen: StillDetection[] = [];
    for (const view of views) {
      await pace(done / planned);
      seen.push(...searchView(detector, picture, view, options));
      done += 1;
    }
    return seen;
  };
}

function searchView(
  detector: Detector,
  picture: Picture,
  view: StillView,
  { least, turns = 0 }: ViewOptions,
): readonly StillDetection[] {
  const drawn = drawView(picture, view);
  return detector
    .detect(rotatePicture(drawn, turns), least)
    .map((one) => placeDetection(rotateBack(one, turns, drawn), view, drawn, picture));
}

/** The view of the picture at VIEW_SIDE, black outside the picture's border. */
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
 * The range of drawn pixels along one side whose centres are inside the picture; `to` is exclusive.
 *
 * @param start where the view begins, in picture pixels.
 * @param drawn length of the view's side in drawn pixels.
 * @param length length of the picture's side in picture pixels.
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
