import { writeFileSync } from 'node:fs';
import { createCanvas, drawTile, type Tile, toBytes } from '../drawing/canvas.ts';
import { type Picture, type Pixels, withLevels } from '../drawing/pixels.ts';
import { ffmpeg } from '../formats/ffmpeg.ts';
import { FACE_TILES, type FaceTile } from '../scenes/face-tiles.ts';
import { betweenEyes, eyeDistance, eyeSlope, FACES } from './faces.ts';
import { readPicture } from './read-picture.ts';

const FLAT = { roll: 0, alpha: 1, shadow: 0, shape: 0 } as const;

function faceTile(name: keyof typeof FACE_TILES): Pixels {
  const { eyes, width, height, between, level = false }: FaceTile = FACE_TILES[name];
  const spot = FACES[name];
  return drawn({
    ...FLAT,
    picture: readPicture(spot.picture),
    focus: betweenEyes(spot),
    at: { x: between[0], y: between[1] },
    scale: eyes / eyeDistance(spot),
    level: level ? -eyeSlope(spot) : 0,
    width,
    height,
    anchor: { x: between[0] / width, y: between[1] / height },
  });
}

/** Makes the background: a corner of a group picture without people, scaled down 32 times and enlarged again. */
function wall(): Pixels {
  const whole = readPicture('group_nasa-2017-left-3faces.jpg');
  const coarse = whole.levels[5]!;
  const [width, height] = [10, 9];
  const rgb = new Float32Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    rgb.set(coarse.rgb.subarray(y * coarse.width * 3, (y * coarse.width + width) * 3), y * width * 3);
  }
  const picture: Picture = withLevels('wall', { width, height, rgb });
  return drawn({
    ...FLAT,
    picture,
    focus: { x: 5, y: 4.5 },
    at: { x: 320, y: 240 },
    scale: 78,
    level: 0,
    width: 640,
    height: 480,
    anchor: { x: 0.5, y: 0.5 },
  });
}

function drawn(tile: Tile): Pixels {
  const canvas = createCanvas(tile.width, tile.height);
  drawTile(canvas, tile);
  return canvas;
}

function writeJpeg(path: string, pixels: Pixels): void {
  const { width, height } = pixels;
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${width}x${height}`, '-i', '-'];
  const exact = ['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact', '-threads', '1'];
  const how = ['-vf', 'format=yuvj420p', '-c:v', 'mjpeg', '-huffman', 'optimal', '-q:v', '3'];
  writeFileSync(path, ffmpeg([...raw, ...how, ...exact, '-f', 'image2pipe', '-'], toBytes(pixels)));
}

/** The pictures of `e2e/faces/`, from which tests draw clips, by file name; each function writes its file. */
export const TILES: ReadonlyMap<string, (path: string) => void> = new Map([
  ['wall.jpg', (path) => writeJpeg(path, wall())],
  ...(Object.keys(FACE_TILES) as (keyof typeof FACE_TILES)[]).map(
    (name): [string, (path: string) => void] => [`${name}.jpg`, (path) => writeJpeg(path, faceTile(name))],
  ),
]);
