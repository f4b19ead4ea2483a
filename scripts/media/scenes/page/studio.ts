/** Draws and encodes clips in a browser, because Node lacks decoders and encoders. */
import { type Picture, withLevels } from '../../drawing/pixels.ts';
import { recordNoisyClip } from '../noisy-clip.ts';
import { recordScene, type Tiles } from '../scene-clip.ts';
import type { StudioPage } from '../studio-wire.ts';

/** Number of bytes per call of String.fromCharCode, whose arguments must fit on the stack. */
const CHUNK = 8192;

async function load(url: string): Promise<Picture> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const image = await createImageBitmap(await response.blob());
  const { width, height } = image;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no 2d canvas');
  context.drawImage(image, 0, 0);
  const rgb = Float32Array.from(context.getImageData(0, 0, width, height).data.filter((_, i) => i % 4 !== 3));
  return withLevels(url, { width, height, rgb });
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += CHUNK)
    text += String.fromCharCode(...bytes.subarray(from, from + CHUNK));
  return btoa(text);
}

const studio: StudioPage = {
  async scene(name, tiles) {
    const loaded = Object.entries(tiles).map(async ([tile, url]) => [tile, await load(url)] as const);
    return base64(await recordScene(name, Object.fromEntries(await Promise.all(loaded)) as Tiles));
  },
  async noisy(photo, clip) {
    return base64(await recordNoisyClip(await load(photo), clip));
  },
};

(window as unknown as { studio: StudioPage }).studio = studio;
