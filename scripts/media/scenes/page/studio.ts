/** Draws and encodes clips in a browser, because Node lacks decoders and encoders. */
import { type Picture, type Pixels, withLevels } from '../../drawing/pixels.ts';
import { drawCrowd } from '../crowd-picture.ts';
import type { GroupName } from '../crowds.ts';
import { recordNoisyClip } from '../noisy-clip.ts';
import { recordReachClip } from '../reach-clip.ts';
import { drawUnpeopled, type Photos } from '../recipes/recipes.ts';
import { copyOpaque } from '../record.ts';
import { recordScene, type Tiles } from '../scene-clip.ts';
import type { StudioPage, TileAddresses } from '../studio-wire.ts';
import { UNPEOPLED_SIZE } from '../unpeopled.ts';
import { recordUnpeopledClip } from '../unpeopled-clip.ts';

/** Number of bytes per call of String.fromCharCode, whose arguments must fit on the stack. */
const CHUNK = 8192;
const QUALITY = 0.92;

async function bitmap(url: string): Promise<ImageBitmap> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return createImageBitmap(await response.blob());
}

const bitmaps = (urls: readonly string[]): Promise<Photos> => Promise.all(urls.map(bitmap));

async function load(url: string): Promise<Picture> {
  const image = await bitmap(url);
  const { width, height } = image;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no 2d canvas');
  context.drawImage(image, 0, 0);
  const rgb = Float32Array.from(context.getImageData(0, 0, width, height).data.filter((_, i) => i % 4 !== 3));
  return withLevels(url, { width, height, rgb });
}

async function loadTiles(tiles: TileAddresses): Promise<Tiles> {
  const loaded = Object.entries(tiles).map(async ([tile, url]) => [tile, await load(url)] as const);
  return Object.fromEntries(await Promise.all(loaded)) as Tiles;
}

async function jpeg(pixels: Pixels): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(pixels.width, pixels.height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2d canvas');
  const image = context.createImageData(pixels.width, pixels.height);
  copyOpaque(pixels, image.data);
  context.putImageData(image, 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
  return new Uint8Array(await blob.arrayBuffer());
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += CHUNK)
    text += String.fromCharCode(...bytes.subarray(from, from + CHUNK));
  return btoa(text);
}

const studio: StudioPage = {
  async scene(name, tiles) {
    return base64(await recordScene(name, await loadTiles(tiles)));
  },
  async reach(clip, tiles) {
    return base64(await recordReachClip(clip, await loadTiles(tiles)));
  },
  async crowd(crowd, groups) {
    const loading = Object.entries(groups).map(async ([name, url]) => [name, await bitmap(url)] as const);
    const photos = Object.fromEntries(await Promise.all(loading)) as Record<GroupName, ImageBitmap>;
    return base64(await jpeg(drawCrowd(crowd, photos)));
  },
  async unpeopled(picture, photos) {
    return base64(await jpeg(drawUnpeopled(picture, UNPEOPLED_SIZE, await bitmaps(photos))));
  },
  async unpeopledClip(kind, photos) {
    return base64(await recordUnpeopledClip(kind, await bitmaps(photos)));
  },
  async noisy(photo, clip) {
    return base64(await recordNoisyClip(await load(photo), clip));
  },
};

(window as unknown as { studio: StudioPage }).studio = studio;
