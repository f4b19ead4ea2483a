import { type CoverStyle, type FacePlace, mirrorPlace } from '#core/cover.ts';
import { mapKeypoints } from '#core/geometry.ts';
import type { Face, Result, Size } from '#core/types.ts';
import { encodePicture, type PictureFormat } from '#output/picture-file.ts';
import type { Settings } from '#store/state.ts';
import { createCoverBrush } from '../stage/cover.ts';
import { textMeasure } from '../stage/paint.ts';
import { type Rendering, renderPicture } from '../stage/render.ts';
import { NO_MEMORY } from '../stage/scene.ts';
import type { SnapshotFailure } from '../words/snapshot.ts';

/** A picture to keep, and what was found in it. */
export interface Shot {
  /** Upright, not mirrored, in full size. */
  readonly image: ImageBitmap | HTMLCanvasElement;
  /** The size to which `faces` refer; of the same aspect ratio. */
  readonly size: Size;
  readonly faces: readonly Face[];
  readonly mirrored: boolean;
  /** Whether `faces` are all that a thorough search finds. */
  readonly searched: boolean;
}

/** What a snapshot shows of a shot. */
export interface Look {
  /** The attributes on labels; null for no boxes and labels. */
  readonly show: Settings['show'] | null;
  /** How every face is covered; null to cover none. */
  readonly cover: CoverStyle | null;
  readonly format: PictureFormat;
}

/** A snapshot, or why there is none. */
export type Snapshot =
  | { readonly ok: true; readonly file: Blob; readonly size: Size }
  | { readonly ok: false; readonly failure: SnapshotFailure };

/** Searches a picture for every face, in its own pixels; null if it cannot be read. Takes the picture. */
export type Search = (picture: ImageBitmap) => Promise<Result | null>;

/** Mobile Safari has no larger canvas. */
const PIXELS_EVERYWHERE = 4096 * 4096;
/** The engine searches at this length, so that a larger picture would only take memory. */
const SEARCHED_SIDE = 2048;
/** A covered picture is searched, and what is found is covered too, at most this often. */
const SEARCHES = 5;

/**
 * Draws a shot and writes it as a file in full size, or smaller if the browser cannot write that. A covered picture is
 * searched again for faces until none is found. Rejects with an AbortError once `signal` is aborted.
 */
export async function takeSnapshot(
  shot: Shot,
  look: Look,
  search: Search,
  signal: AbortSignal,
): Promise<Snapshot> {
  await document.fonts.ready;
  for (const size of sizesOf(shot.image)) {
    const drawn = await draw(shot, look, size, search, signal);
    signal.throwIfAborted();
    if (drawn === null) continue;
    if (typeof drawn === 'string') return { ok: false, failure: drawn };
    const file = await encodePicture(drawn, look.format);
    release(drawn);
    signal.throwIfAborted();
    if (file !== null) return { ok: true, file, size };
  }
  return { ok: false, failure: 'not-drawn' };
}

/** The sizes at which to try to write a picture, largest first. */
function sizesOf({ width, height }: Size): readonly Size[] {
  const scale = Math.sqrt(PIXELS_EVERYWHERE / (width * height));
  if (scale >= 1) return [{ width, height }];
  return [
    { width, height },
    { width: Math.floor(width * scale), height: Math.floor(height * scale) },
  ];
}

/** The drawn picture; null if the browser has no canvas of this size. */
async function draw(
  shot: Shot,
  { show, cover, format }: Look,
  out: Size,
  search: Search,
  signal: AbortSignal,
): Promise<HTMLCanvasElement | SnapshotFailure | null> {
  const canvas = canvasOf(out);
  const context = canvas.getContext('2d');
  if (context === null) return null;
  const tools = { brush: createCoverBrush(), measure: textMeasure(context).measure };
  const { image, size, faces, mirrored } = shot;
  const natural = { width: image.width, height: image.height };
  const render = (of: Pick<Rendering, 'show' | 'cover'>) =>
    renderPicture(context, out, { image, natural, size, faces, mirrored, ...of }, tools, NO_MEMORY);

  let covered: readonly FacePlace[] = faces;
  const covering = () => cover && { style: cover, faces: covered };
  if (cover !== null && !(shot.searched && faces.length === 0)) {
    for (let searches = 0; ; searches++) {
      render({ show: null, cover: covering() });
      const found = await search(await toSearch(canvas));
      signal.throwIfAborted();
      if (found === null) return 'not-searched';
      if (found.faces.length === 0 && found.seen === 0) break;
      if (searches === SEARCHES) return 'not-hidden';
      covered = [...covered, ...found.faces.map((face) => placeIn(shot, face, found.size))];
    }
  }
  render({ show, cover: covering() });
  if (format === 'jpeg') paper(context, out);
  return canvas;
}

/** Where a face that was found in the drawn picture, of size `drawn`, is in the shot. */
function placeIn({ size, mirrored }: Shot, face: Face, drawn: Size): FacePlace {
  const scale = size.width / drawn.width;
  const { box, keypoints } = face;
  const place: FacePlace = {
    box: { x: box.x * scale, y: box.y * scale, width: box.width * scale, height: box.height * scale },
    keypoints: mapKeypoints(keypoints, ({ x, y }) => ({ x: x * scale, y: y * scale })),
  };
  return mirrored ? mirrorPlace(place, size.width) : place;
}

/** A copy of the drawn picture for the search. */
async function toSearch(canvas: HTMLCanvasElement): Promise<ImageBitmap> {
  const scale = Math.min(1, SEARCHED_SIDE / Math.max(canvas.width, canvas.height));
  if (scale === 1) return createImageBitmap(canvas);
  const small = canvasOf({ width: canvas.width * scale, height: canvas.height * scale });
  const context = small.getContext('2d');
  if (context === null) return createImageBitmap(canvas);
  context.imageSmoothingQuality = 'high';
  context.drawImage(canvas, 0, 0, small.width, small.height);
  return createImageBitmap(small);
}

/** Puts white behind a picture with transparent parts, which a JPEG would show black. */
function paper(context: CanvasRenderingContext2D, { width, height }: Size): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalCompositeOperation = 'destination-over';
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.globalCompositeOperation = 'source-over';
}

function canvasOf({ width, height }: Size): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width));
  canvas.height = Math.max(1, Math.round(height));
  return canvas;
}

/** Frees a canvas at once; browsers keep its pixels for long otherwise. */
export function release(canvas: HTMLCanvasElement): void {
  canvas.width = 0;
  canvas.height = 0;
}
