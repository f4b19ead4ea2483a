import { type CoverStyle, coverRegion, type FacePlace, isHidden, mirrorPlace } from '#core/cover.ts';
import { mapKeypoints } from '#core/geometry.ts';
import type { Face, Result, Size } from '#core/types.ts';
import { encodePicture, type PictureFormat } from '#output/picture-file.ts';
import type { Settings } from '#store/state.ts';
import { COVER_BLOCKS, createCoverBrush } from '../stage/cover.ts';
import { textMeasure } from '../stage/paint.ts';
import { renderPicture } from '../stage/render.ts';
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

/** Searches a picture file for every face, in its own pixels; null if it cannot be read. */
export type Search = (picture: Blob) => Promise<Result | null>;

/** Mobile Safari has no larger canvas. */
const PIXELS_EVERYWHERE = 4096 * 4096;

/**
 * Draws a shot and writes it as a file in full size, or smaller if the browser cannot write that. A covered file is
 * searched for faces: those that are found are covered too, with ever fewer blocks, until none is found. Rejects with an
 * AbortError once `signal` is aborted.
 */
export async function takeSnapshot(
  shot: Shot,
  look: Look,
  search: Search,
  signal: AbortSignal,
): Promise<Snapshot> {
  await document.fonts.ready;
  for (const size of sizesOf(shot.image)) {
    const canvas = canvasOf(size);
    const context = canvas.getContext('2d');
    const file = context && (await write({ shot, look, context, size }, search, signal));
    release(canvas);
    if (typeof file === 'string') return { ok: false, failure: file };
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

interface Writing {
  readonly shot: Shot;
  readonly look: Look;
  readonly context: CanvasRenderingContext2D;
  /** Of the file. */
  readonly size: Size;
}

/** The file; null if the browser cannot write one of this size. */
async function write(
  { shot, look, context, size: out }: Writing,
  search: Search,
  signal: AbortSignal,
): Promise<Blob | SnapshotFailure | null> {
  const tools = { brush: createCoverBrush(), measure: textMeasure(context).measure };
  const { image, size, faces, mirrored } = shot;
  const { show, cover: style, format } = look;
  let covered: readonly FacePlace[] = faces;
  for (let blocks = COVER_BLOCKS; blocks > 0; blocks--) {
    const cover = style && { style, faces: covered, blocks };
    renderPicture(context, out, { image, size, faces, mirrored, show, cover }, tools, NO_MEMORY);
    if (format === 'jpeg') paper(context, out);
    const file = await encodePicture(context.canvas, format);
    signal.throwIfAborted();
    if (file === null || style === null) return file;
    const found = await search(file);
    signal.throwIfAborted();
    if (found === null) return 'not-searched';
    const places = found.faces.map((face) => placeIn(shot, face, found.size));
    // Flat colour with a label can look like a head to the detector; nothing of a face is left in it.
    const isFlat = style === 'solid' || blocks === 1;
    const regions = isFlat ? covered.map((place) => coverRegion(place, size)) : [];
    const left = places.filter(({ box }) => !isHidden(box, regions));
    if (left.length === 0 && found.seen === places.length) return file;
    covered = [...covered, ...left];
  }
  return 'not-hidden';
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
