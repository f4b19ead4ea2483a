import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fillRectangle } from '../drawing/canvas.ts';
import { type Picture, type Pixels, withLevels } from '../drawing/pixels.ts';
import { ffmpeg } from '../formats/ffmpeg.ts';

const PICTURES = fileURLToPath(new URL('../pictures/', import.meta.url));

/** Text on dark badges with a person's name: left, top, width, height. It is covered, so that the page names nobody. */
const NAMES_WORN: Readonly<Record<string, readonly (readonly [number, number, number, number])[]>> = {
  'group_nasa-2017-right-3faces.jpg': [
    [143, 576, 66, 24],
    [501, 577, 73, 22],
    [828, 603, 68, 25],
  ],
};
const BADGE = [19, 20, 23] as const;

const known = new Map<string, Picture>();

/** Returns the path of a source picture, `scripts/media/pictures/NAME`. Throws if it is missing. */
export function picturePath(name: string): string {
  const path = PICTURES + name;
  if (!existsSync(path))
    throw new Error(`${path} is missing: scripts/media/pictures/SOURCES.md lists what is there`);
  return path;
}

/** Reads a source picture; the second call for the same name returns the same object. */
export function readPicture(name: string): Picture {
  const before = known.get(name);
  if (before) return before;
  const flags = ['-sws_flags', 'accurate_rnd+full_chroma_int+bitexact'];
  const ppm = ffmpeg(['-i', picturePath(name), ...flags, '-f', 'image2pipe', '-c:v', 'ppm', '-']);
  const pixels = parsePpm(ppm);
  for (const line of NAMES_WORN[name] ?? []) fillRectangle(pixels, line, BADGE);
  const picture = withLevels(name, pixels);
  known.set(name, picture);
  return picture;
}

/** Parses a binary PPM (P6, 8 bits) without comments, as ffmpeg writes it. Throws on anything else. */
function parsePpm(bytes: Uint8Array): Pixels {
  const head = /^P6\s(\d+)\s(\d+)\s255\s/.exec(new TextDecoder('latin1').decode(bytes.subarray(0, 40)));
  if (!head) throw new Error('not a PPM with 8 bits a channel');
  const [width, height] = [Number(head[1]), Number(head[2])];
  const rgb = Float32Array.from(bytes.subarray(head[0].length));
  if (rgb.length !== width * height * 3)
    throw new Error(`PPM of ${rgb.length} bytes, not ${width}×${height}×3`);
  return { width, height, rgb };
}
