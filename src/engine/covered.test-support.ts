import { type CoverQueue, hold } from '#core/cover-queue.ts';
import type { Box, CoverFacts, Picture, Size } from '#core/types.ts';
import { parseCard } from './card.ts';
import { createDetector } from './detector.ts';
import { readGolden } from './golden.ts';
import { createLivePictures } from './live.ts';
import type { Detector } from './parts.ts';

/** A face of the golden set as the detector sees it: its picture, and its box there. */
export interface Portrait {
  readonly picture: Picture;
  readonly box: Box;
}

/** A portrait in a scene: the centre and the width of the face's box, pixels. `turned` squeezes it, 0 frontal … 1. */
export interface PlacedPortrait {
  readonly portrait: Portrait;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly turned?: number;
}

/** The shipped detector, and those golden faces that it is sure of. `read` returns the bytes of a file of the repository. */
export async function loadPortraits(read: (path: string) => Uint8Array<ArrayBuffer>): Promise<{
  readonly detector: Detector;
  readonly portraits: readonly Portrait[];
}> {
  const program = await WebAssembly.compile(
    read('node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'),
  );
  const detector = await createDetector(program, 'full', read('public/models/face-detector/full-range.bin'));
  const card = parseCard(
    JSON.parse(new TextDecoder().decode(read('public/models/face-attributes/card.json'))),
  );
  const golden = readGolden(read('public/models/face-attributes/golden.bin'), card.golden);
  const { size } = card.input;
  const portraits: Portrait[] = [];
  for (let face = 0; face < golden.count; face++) {
    const data = new Uint8ClampedArray(size * size * 4).fill(255);
    for (let pixel = 0; pixel < size * size; pixel++) {
      const from = (face * size * size + pixel) * 3;
      data.set(golden.crops.subarray(from, from + 3), pixel * 4);
    }
    const picture = { width: size, height: size, data };
    const [found] = detector.detect(picture);
    if (found !== undefined && found.score > 0.8) portraits.push({ picture, box: found.box });
  }
  return { detector, portraits };
}

/** Where a placed portrait's face is. */
export function faceBox({ portrait: { box }, x, y, width, turned = 0 }: PlacedPortrait): Box {
  const wide = width * (1 - turned);
  const height = (width * box.height) / box.width;
  return { x: x - wide / 2, y: y - height / 2, width: wide, height };
}

/** A wall with a soft pattern. */
function drawWall({ width, height }: Size): Picture {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      const level = 110 + 25 * Math.sin(x / 37) * Math.cos(y / 53);
      data[at] = level;
      data[at + 1] = level - 6;
      data[at + 2] = level - 14;
    }
  }
  return { width, height, data };
}

/** Draws portraits in front of a wall. */
function drawScene(wall: Picture, placed: readonly PlacedPortrait[]): Picture {
  const picture = { ...wall, data: wall.data.slice() };
  for (const one of placed) drawPortrait(picture, one);
  return picture;
}

function drawPortrait(target: Picture, one: PlacedPortrait): void {
  const { picture, box } = one.portrait;
  const face = faceBox(one);
  const [across, down] = [box.width / face.width, box.height / face.height];
  const left = Math.round(face.x - box.x / across);
  const top = Math.round(face.y - box.y / down);
  const right = Math.min(target.width, left + Math.floor(picture.width / across));
  const bottom = Math.min(target.height, top + Math.floor(picture.height / down));
  const side = Math.max(1, Math.min(3, Math.round(across)));
  for (let y = Math.max(0, top); y < bottom; y++) {
    for (let x = Math.max(0, left); x < right; x++) {
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (let j = 0; j < side; j++)
          for (let i = 0; i < side; i++)
            sum += sample(picture, (x - left + i / side) * across, (y - top + j / side) * down, channel);
        target.data[(y * target.width + x) * 4 + channel] = sum / (side * side);
      }
    }
  }
}

/** Bilinear. */
function sample({ data, width, height }: Picture, x: number, y: number, channel: number): number {
  const x0 = Math.min(width - 1, Math.floor(x));
  const y0 = Math.min(height - 1, Math.floor(y));
  const x1 = Math.min(width - 1, x0 + 1);
  const y1 = Math.min(height - 1, y0 + 1);
  const [u, v] = [Math.min(1, x - x0), Math.min(1, y - y0)];
  const value = (column: number, row: number) => data[(row * width + column) * 4 + channel]!;
  return (
    (value(x0, y0) * (1 - u) + value(x1, y0) * u) * (1 - v) +
    (value(x0, y1) * (1 - u) + value(x1, y1) * u) * v
  );
}

/** A scene: who is where at a time in milliseconds. */
export interface CoveredScene {
  readonly size: Size;
  readonly fps: number;
  readonly seconds: number;
  readonly faces: (ms: number) => readonly PlacedPortrait[];
}

/** A shown picture in which a face is not covered. */
export interface Uncovered {
  readonly ms: number;
  readonly box: Box;
  /** Share of the face that is not covered, 0…1. */
  readonly share: number;
}

export interface Played {
  /** What the delay line shows. */
  readonly shown: number;
  readonly uncovered: readonly Uncovered[];
  /** The same if every picture were shown at once, with its own regions. */
  readonly uncoveredAtOnce: readonly Uncovered[];
  /** Longest time for which a picture was held back, milliseconds. */
  readonly longestMs: number;
}

/** Plays a scene through the live engine and the delay line. `runMs`: what one run of the detector is said to take. */
export async function playScene(
  detector: Detector,
  { size, fps, seconds, faces }: CoveredScene,
  { runMs = 8, maxFaces = 8 } = {},
): Promise<Played> {
  let clock = 0;
  const timed: Detector = {
    ...detector,
    detect(...request) {
      clock += runMs;
      return detector.detect(...request);
    },
  };
  const live = createLivePictures(
    async () => {
      throw new Error('nothing is read without a network');
    },
    () => clock,
    { maxFaces, detector: 'full', smoothing: true, exhaustive: false, area: null, cover: true },
  );
  const wall = drawWall(size);
  let queue: CoverQueue<number> = [];
  let [shown, longestMs] = [0, 0];
  const uncovered: Uncovered[] = [];
  const uncoveredAtOnce: Uncovered[] = [];
  for (let frame = 0; frame < seconds * fps; frame++) {
    const ms = (frame * 1000) / fps;
    const picture = drawScene(wall, faces(ms));
    const { cover } = await live.read({ detector: timed, reader: null }, picture, ms, 2);
    if (cover === undefined) throw new Error('no regions');
    uncoveredAtOnce.push(...uncoveredIn(faces(ms), cover, size, ms));
    const moved = hold(queue, { value: ms, size, cover });
    queue = moved.queue;
    for (const one of moved.released) {
      shown += 1;
      longestMs = Math.max(longestMs, ms - one.value);
      uncovered.push(...uncoveredIn(faces(one.value), one.cover, size, one.value));
    }
  }
  return { shown, uncovered, uncoveredAtOnce, longestMs };
}

/** A face at the border of the picture counts from this share of it on. */
const INSIDE = 0.6;
/** A face counts as uncovered from this share of it on. */
const OPEN = 0.03;

function uncoveredIn(
  placed: readonly PlacedPortrait[],
  cover: CoverFacts,
  size: Size,
  ms: number,
): readonly Uncovered[] {
  return placed.flatMap((one) => {
    const box = faceBox(one);
    const x = Math.max(0, box.x);
    const y = Math.max(0, box.y);
    const width = Math.min(size.width, box.x + box.width) - x;
    const height = Math.min(size.height, box.y + box.height) - y;
    if (width <= 0 || height <= 0 || width * height < INSIDE * box.width * box.height) return [];
    const share = openShare({ x, y, width, height }, cover, 12);
    return share > OPEN ? [{ ms, box, share }] : [];
  });
}

function openShare(box: Box, { regions }: CoverFacts, steps: number): number {
  let open = 0;
  for (let j = 0; j < steps; j++) {
    for (let i = 0; i < steps; i++) {
      const x = box.x + (box.width * (i + 0.5)) / steps;
      const y = box.y + (box.height * (j + 0.5)) / steps;
      const isIn = ({ region }: CoverFacts['regions'][number]) =>
        x >= region.x && x < region.x + region.width && y >= region.y && y < region.y + region.height;
      if (!regions.some(isIn)) open += 1;
    }
  }
  return open / (steps * steps);
}
