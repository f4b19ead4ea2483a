import type { Point } from '#core/types.ts';
import { createCanvas, drawTile, fill, type Tile, toBytes } from '../drawing/canvas.ts';
import { betweenEyes, eyeDistance, FACES, type FaceName } from './faces.ts';
import { readPicture } from './read-picture.ts';

export const SAMPLE = { width: 640, height: 480, fps: 25, seconds: 23 } as const;

/** Seconds that a card takes to enter and to leave. */
const MOVE = 0.8;
const BACKGROUND = [22, 25, 31] as const;

/** A card with a face: its resting position, and how it enters and leaves. */
interface Card {
  readonly face: FaceName;
  readonly size: readonly [width: number, height: number];
  /** Resting position of the point between the eyes: in canvas pixels, and in shares of the card. */
  readonly eyesAt: readonly [x: number, y: number];
  readonly anchor: readonly [x: number, y: number];
  /** Zoom: distance of the eyes on the canvas in pixels, at the start and at the end. */
  readonly eyes: readonly [first: number, last: number];
  /** Rotation in degrees, at the start and at the end. */
  readonly tilt?: readonly [first: number, last: number];
  /** Pan: offset of the picture within the card, in pixels of the picture. */
  readonly pan?: { readonly from: readonly [number, number]; readonly to: readonly [number, number] };
  /** Seconds of the clip. The clip loops, so `start` may be below 0. */
  readonly start: number;
  readonly end: number;
  /** Offsets in canvas pixels from which it enters and to which it leaves. */
  readonly comesFrom: readonly [dx: number, dy: number];
  readonly goesTo: readonly [dx: number, dy: number];
  /** Another picture of the same person that fades in over the first, with the eyes at the same positions. */
  readonly turnsTo?: { readonly face: FaceName; readonly at: number; readonly over: number };
}

const LEFT = [-60, 0] as const;
const RIGHT = [60, 0] as const;
const UP = [0, -50] as const;
const DOWN = [0, 50] as const;

const CARDS: readonly Card[] = [
  // Three people; the one on the right leaves and returns.
  card('koch', {
    at: [112, 188],
    eyes: [47, 51],
    tilt: [-1.5, 1],
    start: -1.1,
    end: 6.1,
    from: LEFT,
    to: LEFT,
  }),
  card('conrad', {
    at: [320, 252],
    eyes: [46, 51],
    tilt: [0.8, -0.8],
    start: -0.95,
    end: 6.3,
    from: DOWN,
    to: UP,
  }),
  card('kim', {
    at: [528, 194],
    eyes: [48, 51],
    tilt: [1.5, 0],
    start: -0.8,
    end: 2.9,
    from: RIGHT,
    to: RIGHT,
  }),
  card('kim', { at: [528, 194], eyes: [47, 52], tilt: [0, -1.5], start: 4, end: 6.5, from: DOWN, to: RIGHT }),
  // A group with slow pan, zoom and rotation.
  {
    face: 'crewMiddle',
    size: [600, 440],
    eyesAt: [320, 168],
    anchor: [0.5, 0.335],
    eyes: [60, 40],
    tilt: [-2.5, 1.5],
    pan: { from: [-130, 0], to: [5, 16] },
    start: 6.2,
    end: 11,
    comesFrom: [0, 26],
    goesTo: [0, -26],
  },
  // A neutral and a smiling picture of one person, next to a child and a young woman.
  {
    face: 'apolloNeutral',
    size: [282, 372],
    eyesAt: [166, 196],
    anchor: [0.5, 0.37],
    eyes: [57, 61],
    tilt: [-1, 1],
    start: 10.8,
    end: 15.8,
    comesFrom: LEFT,
    goesTo: LEFT,
    turnsTo: { face: 'apolloSmile', at: 12.9, over: 0.32 },
  },
  {
    face: 'girl',
    size: [272, 390],
    eyesAt: [376, 160],
    anchor: [0.135, 0.295],
    eyes: [42, 37],
    tilt: [1.2, -1],
    start: 11,
    end: 16,
    comesFrom: RIGHT,
    goesTo: RIGHT,
  },
  // Four people.
  narrow('milk', {
    at: [88, 172],
    eyes: [36, 39],
    tilt: [-1, 0.5],
    start: 15.6,
    end: 19.5,
    from: UP,
    to: DOWN,
  }),
  narrow('lee', {
    at: [243, 266],
    eyes: [44, 46],
    tilt: [0.6, -0.6],
    start: 15.75,
    end: 19.6,
    from: DOWN,
    to: UP,
  }),
  narrow('youngMan', {
    at: [398, 172],
    eyes: [34, 37],
    tilt: [-0.5, 1],
    start: 15.9,
    end: 19.7,
    from: UP,
    to: DOWN,
  }),
  narrow('chari', {
    at: [553, 266],
    eyes: [35, 38],
    tilt: [1, -0.5],
    start: 16.05,
    end: 19.8,
    from: DOWN,
    to: UP,
  }),
  // Three more, then the first three again.
  card('collins', {
    at: [112, 244],
    eyes: [51, 54],
    tilt: [1.2, -1],
    start: 19.4,
    end: 22.3,
    from: LEFT,
    to: UP,
  }),
  card('mother', {
    at: [320, 186],
    eyes: [45, 49],
    tilt: [-0.8, 0.8],
    start: 19.55,
    end: 22.4,
    from: UP,
    to: DOWN,
  }),
  {
    face: 'conyers',
    size: [186, 248],
    eyesAt: [536, 250],
    anchor: [0.56, 0.42],
    eyes: [58, 61],
    tilt: [-1, 1],
    start: 19.7,
    end: 22.55,
    comesFrom: RIGHT,
    goesTo: UP,
  },
];

interface Stay {
  readonly at: readonly [number, number];
  readonly eyes: readonly [number, number];
  readonly tilt: readonly [number, number];
  readonly start: number;
  readonly end: number;
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

/** Makes one of three cards in a row. */
function card(face: FaceName, stay: Stay): Card {
  return portrait(face, stay, [186, 268], [0.5, 0.42]);
}

/** Makes one of four cards in a row. */
function narrow(face: FaceName, stay: Stay): Card {
  return portrait(face, stay, [140, 204], [0.5, 0.4]);
}

function portrait(face: FaceName, stay: Stay, size: Card['size'], anchor: Card['anchor']): Card {
  const { at, eyes, tilt, start, end, from, to } = stay;
  return { face, size, eyesAt: at, anchor, eyes, tilt, start, end, comesFrom: from, goesTo: to };
}

/** Draws every frame of the sample clip as packed RGB bytes. */
export function* sampleFrames(): Generator<Uint8Array> {
  const canvas = createCanvas(SAMPLE.width, SAMPLE.height);
  for (let frame = 0; frame < SAMPLE.seconds * SAMPLE.fps; frame++) {
    const time = frame / SAMPLE.fps;
    fill(canvas, BACKGROUND);
    for (const card of CARDS) {
      for (const shifted of [time, time - SAMPLE.seconds]) {
        for (const tile of tilesOf(card, shifted)) drawTile(canvas, tile);
      }
    }
    yield toBytes(canvas);
  }
}

function tilesOf(card: Card, time: number): readonly Tile[] {
  if (time < card.start || time >= card.end) return [];
  const come = ease((time - card.start) / MOVE);
  const go = ease((time - card.end + MOVE) / MOVE);
  const through = (time - card.start) / (card.end - card.start);
  const slow = (1 - Math.cos(Math.PI * through)) / 2;
  const place: Point = {
    x: card.eyesAt[0] + card.comesFrom[0] * (1 - come) + card.goesTo[0] * go,
    y: card.eyesAt[1] + card.comesFrom[1] * (1 - come) + card.goesTo[1] * go,
  };
  const first = tile(card, card.face, place, slow, come * (1 - go));
  if (!card.turnsTo) return [first];
  const mixed = ease((time - card.turnsTo.at) / card.turnsTo.over);
  if (mixed === 0) return [first];
  const second = { ...tile(card, card.turnsTo.face, place, slow, mixed * (1 - go)), shadow: 0 };
  return mixed === 1 ? [{ ...second, shadow: first.shadow }] : [first, second];
}

function tile(card: Card, face: FaceName, at: Point, slow: number, alpha: number): Tile {
  const spot = FACES[face];
  const eyes = betweenEyes(spot);
  const { from, to } = card.pan ?? { from: [0, 0], to: [0, 0] };
  const tilt = card.tilt ?? [0, 0];
  return {
    picture: readPicture(spot.picture),
    focus: { x: eyes.x + mix(from[0], to[0], slow), y: eyes.y + mix(from[1], to[1], slow) },
    at,
    scale: mix(card.eyes[0], card.eyes[1], slow) / eyeDistance(spot),
    roll: (mix(tilt[0], tilt[1], slow) * Math.PI) / 180,
    level: 0,
    width: card.size[0],
    height: card.size[1],
    anchor: { x: card.anchor[0], y: card.anchor[1] },
    shape: 14,
    alpha,
    shadow: 0.55,
  };
}

const mix = (a: number, b: number, share: number): number => a + (b - a) * share;

/** Maps 0…1 to 0…1 with slow starts and ends (smootherstep). */
function ease(share: number): number {
  const s = Math.min(Math.max(share, 0), 1);
  return s * s * s * (s * (s * 6 - 15) + 10);
}
