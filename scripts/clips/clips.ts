import { writeFileSync } from 'node:fs';
import { addNoise, cover, createCanvas, drawTile, type Tile, toBytes } from './canvas.ts';
import { betweenEyes, eyeDistance, eyeSlope, FACES, type FaceName } from './faces.ts';
import { encodeVideo, ffmpeg, vp9 } from './ffmpeg.ts';
import { type Picture, type Pixels, readPicture, withLevels } from './picture.ts';
import { normalFrom, randomFrom } from './random.ts';

const SIZE = { width: 640, height: 480 } as const;
const MIDDLE = [320, 240] as const;

/** One test clip: what is drawn at each time, and how it is kept. */
interface Clip {
  readonly fps: number;
  readonly seconds: number;
  readonly crf: number;
  /** Standard deviation of the sensor noise in grey levels. */
  readonly noise: number;
  readonly tiles: (at: number) => readonly Tile[];
  /** A grey patch laid over everything: left, top, width, height. */
  readonly patch?: (at: number) => readonly [number, number, number, number] | null;
}

interface Pose {
  /** Where the point between the eyes lies, and how far the eyes are apart, in canvas pixels. */
  readonly at: readonly [number, number];
  readonly eyes: number;
  readonly size: readonly [number, number];
  /** Where in the tile the point between the eyes lies, in shares of its size. */
  readonly anchor?: readonly [number, number];
  readonly shape?: number | 'ellipse';
  /** The eyes are brought to one horizontal line. */
  readonly level?: boolean;
}

function tileOf(
  face: FaceName,
  { at, eyes, size, anchor = [0.5, 0.42], shape = 0, level = false }: Pose,
): Tile {
  const spot = FACES[face];
  return {
    picture: readPicture(spot.picture),
    focus: betweenEyes(spot),
    at: { x: at[0], y: at[1] },
    scale: eyes / eyeDistance(spot),
    roll: 0,
    level: level ? -eyeSlope(spot) : 0,
    width: size[0],
    height: size[1],
    anchor: { x: anchor[0], y: anchor[1] },
    shape,
    alpha: 1,
    shadow: 0,
  };
}

/** The corner of a group picture without people, at a 32nd of its size: the blurred wall behind everybody. */
function makeWall(): Picture {
  const whole = readPicture('group_nasa-2017-left-3faces.jpg');
  const coarse = whole.levels[5]!;
  const [width, height] = [10, 9];
  const rgb = new Float32Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    rgb.set(coarse.rgb.subarray(y * coarse.width * 3, (y * coarse.width + width) * 3), y * width * 3);
  }
  return withLevels('wall', { width, height, rgb });
}

const wall = makeWall();

/** The wall, moved a little: seamless after `period` seconds. */
function wallTile(at: number, period: number): Tile {
  const turn = (2 * Math.PI * at) / period;
  return {
    picture: wall,
    focus: { x: 5 + 0.4 * Math.sin(turn), y: 4.5 + 0.3 * Math.cos(turn) },
    at: { x: MIDDLE[0], y: MIDDLE[1] },
    scale: 78,
    roll: 0,
    level: 0,
    ...SIZE,
    anchor: { x: 0.5, y: 0.5 },
    shape: 0,
    alpha: 1,
    shadow: 0,
  };
}

/** Neutral for 3 s, then smiling: eyes at the same places, level, equally far apart. */
const smileCut = (before: FaceName, after: FaceName, eyes: number, size: Pose['size']): Clip['tiles'] => {
  const pose: Pose = { at: [320, 190], eyes, size, anchor: [0.5, 0.37], level: true };
  return (at) => [tileOf(at < 3 ? before : after, pose)];
};

const threePeople: Clip['tiles'] = (at) => {
  const pose = (x: number): Pose => ({ at: [x, 215], eyes: 44, size: [180, 240] });
  const people = [tileOf('barron', pose(110)), tileOf('conrad', pose(320))];
  if (at < 3.7) people.push(tileOf('kim', pose(530 + 210 * Math.max((at - 3) / 0.7, 0))));
  if (at >= 5)
    people.push(tileOf('collins', { ...pose(530 + 210 * Math.max(1 - (at - 5) / 0.7, 0)), eyes: 47 }));
  return people;
};

/** From 0 to 1 at a steady pace, with a short start and stop. */
function walk(share: number): number {
  const s = Math.min(Math.max(share, 0), 1);
  const ramp = 0.12;
  const pace = 1 / (1 - ramp);
  if (s < ramp) return (pace * s * s) / (2 * ramp);
  if (s > 1 - ramp) return 1 - (pace * (1 - s) ** 2) / (2 * ramp);
  return pace * (s - ramp / 2);
}

const crossing: Clip['tiles'] = (at) => {
  const along = walk((at - 1.25) / 2.5);
  const oval = { eyes: 46, size: [150, 204], anchor: [0.5, 0.46], shape: 'ellipse' } as const;
  return [
    tileOf('koch', { ...oval, at: [130 + 380 * along, 208] }),
    tileOf('chari', { ...oval, at: [510 - 380 * along, 226] }),
  ];
};

/** People in rows, each drifting by a few pixels on a closed path of 5 s. */
const rows = (
  faces: readonly FaceName[],
  columns: number,
  eyes: number,
  size: Pose['size'],
): Clip['tiles'] => {
  const lines = Math.ceil(faces.length / columns);
  return (at) =>
    faces.map((face, i) => {
      const turn = (2 * Math.PI * at) / 5 + i * 1.3;
      const x = SIZE.width * (((i % columns) + 0.5) / columns) + 6 * Math.sin(turn);
      const y = SIZE.height * ((Math.floor(i / columns) + 0.46) / lines) + 4 * Math.cos(turn);
      return tileOf(face, {
        at: [x, y],
        eyes: eyes * (1 + 0.02 * Math.sin(turn)),
        size,
        anchor: [0.5, 0.42],
      });
    });
};

const loop = (tiles: Clip['tiles']): Clip => ({ fps: 30, seconds: 5, crf: 25, noise: 0, tiles });
const short = (seconds: number, tiles: Clip['tiles']): Clip => ({
  fps: 15,
  seconds,
  crf: 24,
  noise: 3,
  tiles,
});

const DRAWN: Readonly<Record<string, Clip>> = {
  'smile-cut.webm': short(6, smileCut('apolloNeutral', 'apolloSmile', 56, [360, 360])),
  'three-people.webm': short(8, threePeople),
  'covered.webm': {
    ...short(5, () => [tileOf('barron', { at: [320, 220], eyes: 56, size: [300, 340] })]),
    patch: (at) => (at >= 2 && at < 2.5 ? [180, 80, 280, 320] : null),
  },
  'crossing.webm': short(5, crossing),
  'empty.webm': loop(() => []),
  'one-face.webm': loop(rows(['barron'], 1, 62, [320, 360])),
  'four-faces.webm': loop(rows(['barron', 'conrad', 'kim', 'cardman'], 2, 40, [200, 206])),
  'eight-faces.webm': loop(
    rows(['barron', 'conrad', 'kim', 'cardman', 'chari', 'koch', 'collins', 'rubio'], 4, 33, [132, 176]),
  ),
};

function* framesOf(clip: Clip, seed: number): Generator<Uint8Array> {
  const normal = normalFrom(randomFrom(seed));
  const canvas: Pixels = createCanvas(SIZE.width, SIZE.height);
  for (let frame = 0; frame < clip.seconds * clip.fps; frame++) {
    const at = frame / clip.fps;
    drawTile(canvas, wallTile(clip.noise > 0 ? 0 : at, clip.seconds));
    const tiles = clip.tiles(at);
    for (const tile of tiles) drawTile(canvas, tile);
    const patch = clip.patch?.(at);
    if (patch) cover(canvas, ...patch, 128);
    if (clip.noise > 0) addNoise(canvas, tiles, clip.noise, normal);
    yield toBytes(canvas);
  }
}

/** A file that begins as a clip and goes on as noise: a browser refuses to open it. */
function writeBroken(path: string): void {
  const source = ['-f', 'lavfi', '-i', 'color=gray:size=640x480:rate=15:duration=1'];
  const whole = ffmpeg([
    ...source,
    ...vp9(40, 15),
    '-threads',
    '1',
    '-fflags',
    '+bitexact',
    '-f',
    'webm',
    '-',
  ]);
  const firstCluster = whole.indexOf(Buffer.from([0x1f, 0x43, 0xb6, 0x75]));
  const random = randomFrom(7);
  const noise = Uint8Array.from({ length: 20_000 }, () => Math.floor(random() * 256));
  writeFileSync(path, Buffer.concat([whole.subarray(0, firstCluster), noise]));
}

/** A test pattern of three seconds whose frames are damaged after the first: it opens, plays, and then fails. */
function writeBreaksLater(path: string): void {
  const source = ['-f', 'lavfi', '-i', 'testsrc=size=320x240:rate=15:duration=3'];
  const damage = ['-bsf:v', "noise=amount='if(gte(n,15),20,0)'"];
  ffmpeg([...source, ...vp9(40, 15), ...damage, '-threads', '1', '-fflags', '+bitexact', path]);
}

/** A tone of two seconds and no picture. */
function writeTone(path: string): void {
  const source = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=2'];
  ffmpeg([
    ...source,
    '-c:a',
    'libopus',
    '-b:a',
    '24k',
    '-fflags',
    '+bitexact',
    '-flags:a',
    '+bitexact',
    path,
  ]);
}

/** The clips of `e2e/clips/` by file name; each entry writes its file. */
export const CLIPS: ReadonlyMap<string, (path: string) => Promise<void>> = new Map([
  ...Object.entries(DRAWN).map(([file, clip], index): [string, (path: string) => Promise<void>] => [
    file,
    (path) =>
      encodeVideo(framesOf(clip, 1011 + index * 10), { ...SIZE, fps: clip.fps }, [
        { path, codec: vp9(clip.crf, clip.fps, clip.noise > 0) },
      ]),
  ]),
  ['broken.webm', async (path) => writeBroken(path)],
  ['breaks-later.webm', async (path) => writeBreaksLater(path)],
  ['audio-only.webm', async (path) => writeTone(path)],
]);
