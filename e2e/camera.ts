import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { BrowserType, LaunchOptions } from '@playwright/test';
import { toI420 } from '../scripts/clips/i420.ts';

const CACHE = resolve('.cache/camera');

/** Part of the cached file's name. Increment it when the frames are drawn differently. */
const VERSION = 1;

/** Offset of the picture in each frame in pixels, like a camera in an unsteady hand. */
const SHAKE = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 0],
  [-1, -1],
  [0, -1],
  [1, -1],
] as const;

export interface CameraSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Writes `frames` (I420 planes of `size`, see scripts/clips/i420.ts) as the .y4m that Chromium plays in a loop
 * as a camera of 30 frames a second.
 */
export function writeY4m(path: string, size: CameraSize, frames: readonly Uint8Array[]): void {
  const head = `YUV4MPEG2 W${size.width} H${size.height} F30:1 Ip A1:1 C420jpeg\n`;
  const parts = frames.flatMap((frame) => [Buffer.from('FRAME\n'), frame]);
  writeFileSync(path, Buffer.concat([Buffer.from(head), ...parts]));
}

/**
 * Returns the path of a .y4m that shows `e2e/photos/<photo>`, whole and centred on grey, moving by a pixel. It is
 * made once, with a browser that decodes the photo, and cached under `.cache/camera/` by its content.
 *
 * @param launch the options of the test's own browser, for its `executablePath`.
 */
export async function fakeCameraFile(
  browserType: BrowserType,
  photo: string,
  size: CameraSize,
  launch: LaunchOptions = {},
): Promise<string> {
  const bytes = readFileSync(resolve('e2e/photos', photo));
  const hash = createHash('sha256').update(`${VERSION} ${size.width}x${size.height} `).update(bytes);
  const path = resolve(CACHE, `${hash.digest('hex').slice(0, 16)}.y4m`);
  if (existsSync(path)) return path;
  const browser = await browserType.launch(launch);
  try {
    const page = await browser.newPage();
    const frames: Uint8Array[] = [];
    for (const [dx, dy] of SHAKE) {
      const drawn = await page.evaluate(drawPhoto, { ...size, dx, dy, photo: bytes.toString('base64') });
      frames.push(toI420(Buffer.from(drawn, 'base64'), size.width, size.height));
    }
    mkdirSync(CACHE, { recursive: true });
    // Renamed only when complete, because another worker may read it at the same time.
    const unfinished = `${path}.${process.pid}`;
    writeY4m(unfinished, size, frames);
    renameSync(unfinished, path);
  } finally {
    await browser.close();
  }
  return path;
}

/**
 * Chromium's switches for a camera that shows `path` and needs no permission. The path becomes the camera's name, so
 * it is relative: an absolute path with a folder like "backup" would make it a rear camera.
 */
export function fakeCameraSwitches(path: string): string[] {
  return [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream=fps=30',
    `--use-file-for-fake-video-capture=${relative(process.cwd(), path)}`,
  ];
}

interface Drawing extends CameraSize {
  readonly dx: number;
  readonly dy: number;
  readonly photo: string;
}

/** Draws the photo on grey and returns RGBA bytes in base64. Runs in the page. */
async function drawPhoto({ width, height, dx, dy, photo }: Drawing): Promise<string> {
  const bytes = Uint8Array.from(atob(photo), (letter) => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes]));
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no 2d canvas');
  context.fillStyle = '#777';
  context.fillRect(0, 0, width, height);
  const scale = Math.min(width / image.width, height / image.height);
  const [w, h] = [image.width * scale, image.height * scale];
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, (width - w) / 2 + dx, (height - h) / 2 + dy, w, h);
  let letters = '';
  const { data } = context.getImageData(0, 0, width, height);
  for (let i = 0; i < data.length; i += 8192) letters += String.fromCharCode(...data.subarray(i, i + 8192));
  return btoa(letters);
}
