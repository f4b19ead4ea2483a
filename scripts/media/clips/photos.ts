import { writeFileSync } from 'node:fs';
import { withOrientation } from '../formats/exif.ts';
import { ffmpeg } from '../formats/ffmpeg.ts';
import { flatPng } from '../formats/flat-png.ts';
import { betweenEyes, eyeDistance, FACES, type FaceName } from './faces.ts';
import { picturePath } from './read-picture.ts';

const JPEG = ['-c:v', 'mjpeg', '-huffman', 'optimal'] as const;
const KIND: Readonly<Record<string, readonly string[]>> = {
  jpg: JPEG,
  png: ['-c:v', 'png', '-compression_level', '9'],
  webp: ['-c:v', 'libwebp', '-quality', '85'],
};

/** Applies ffmpeg's filters to a picture of `scripts/media/pictures/` and returns the bytes of the new file. */
function remake(picture: string, filters: string, kind: keyof typeof KIND, quality = 3): Buffer {
  const how = [...KIND[kind]!, ...(kind === 'jpg' ? ['-q:v', String(quality)] : [])];
  const exact = ['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact', '-threads', '1'];
  const flags = ['-sws_flags', 'lanczos+accurate_rnd+full_chroma_int+bitexact'];
  const out = ['-vf', filters, ...flags, ...how, ...exact, '-f', 'image2pipe', '-'];
  return ffmpeg(['-i', picturePath(picture), ...out]);
}

/**
 * Cuts a square around a face: `wide` times the distance of the eyes, a share `above` of its height above them,
 * scaled to `side` pixels.
 */
function chip(
  face: FaceName,
  wide: number,
  side: number,
  kind: keyof typeof KIND,
  format: string,
  above = 0.4,
): Buffer {
  const spot = FACES[face];
  const width = Math.round(eyeDistance(spot) * wide);
  const eyes = betweenEyes(spot);
  const [left, top] = [Math.round(eyes.x - width / 2), Math.round(eyes.y - width * above)];
  const filters = `crop=${width}:${width}:${left}:${top}:exact=1,scale=${side}:${side},format=${format}`;
  return remake(spot.picture, filters, kind, 2);
}

/** Leaves out the lower part, where a badge shows a name. */
const HEAD = 'crop=290:364:38:0';
const portrait = (): Buffer => remake('nasa_christina-koch.jpg', `${HEAD},format=yuvj420p`, 'jpg');

const GROUP = 'group_nasa-2017-class-12faces.jpg';

/** Functions that return the bytes of each photo. */
const MADE: Readonly<Record<string, () => Uint8Array>> = {
  'portrait.jpg': portrait,
  // Stored rotated by 90°, as phones that are held upright do; the Exif block contains the orientation.
  'portrait-exif-6.jpg': () =>
    withOrientation(remake('nasa_christina-koch.jpg', `${HEAD},transpose=cclock,format=yuvj420p`, 'jpg'), 6),
  'portrait.png': () => remake('nasa_kayla-barron.jpg', 'scale=240:-2,format=rgb24', 'png'),
  'portrait.webp': () => remake('nasa_frank-rubio.jpg', 'format=yuv420p', 'webp'),
  'chip-48-grey.png': () => chip('conrad', 2.5, 48, 'png', 'gray'),
  // The full-range detector alone does not detect this face.
  'chip-48-faint.png': () => chip('mother', 1.5, 48, 'png', 'gray,eq=contrast=0.2,format=gray', 0.25),
  'chip-200.jpg': () => chip('hopper', 2.7, 200, 'jpg', 'yuvj420p'),
  'group-12.jpg': () => remake(GROUP, 'format=yuvj420p', 'jpg', 5),
  // Knees and trousers, in which the full-range detector sees a face if there is a margin around them.
  'knees.png': () => remake(GROUP, 'crop=120:120:775:500:exact=1,format=rgb24', 'png'),
  'landscape.jpg': () =>
    remake('fsa_man-by-house.jpg', 'crop=250:140:0:5,scale=640:-2,format=yuvj420p', 'jpg', 4),
  'not-a-picture.jpg': () => Buffer.from('This is a line of text with the name of a photo.\n'),
  'truncated.jpg': () => {
    const whole = portrait();
    return whole.subarray(0, Math.floor(whole.length * 0.3));
  },
  'huge.png': () => flatPng(12_000, 9_000),
  "comma, 'quote' =1+1.jpg": () => remake('nasa_raja-chari.jpg', 'scale=240:-2,format=yuvj420p', 'jpg'),
};

/** The photos of `e2e/photos/` by file name; each function writes its file. */
export const PHOTOS: ReadonlyMap<string, (path: string) => void> = new Map(
  Object.entries(MADE).map(([file, make]) => [file, (path: string) => writeFileSync(path, make())]),
);
