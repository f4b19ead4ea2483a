import { createCanvas } from '../drawing/canvas.ts';
import { createNoise, fillTexture } from '../drawing/noise.ts';
import { drawFace } from './face-tiles.ts';
import { REACH_FPS, REACH_SECONDS, type ReachClip, reachFaces } from './reach.ts';
import { record } from './record.ts';
import type { Tiles } from './scene-clip.ts';

/** Standard deviation of the sensor's noise, grey levels. */
const NOISE = 3;
/** Bits of a second for each pixel: some of the noise stays, and decoding takes little from what is measured. */
const BITS_PER_PIXEL = 10;
const WALL = { seed: 34, cell: 96, contrast: 38, colour: [122, 116, 106] } as const;

/** A clip (VP8 in WebM) of distant faces; the same frames each time. */
export function recordReachClip(clip: ReachClip, tiles: Tiles): Promise<Uint8Array> {
  const { width, height } = clip;
  const wall = createCanvas(width, height);
  fillTexture(wall, WALL);
  const addNoise = createNoise(clip.faceWidth);
  const coding = { codec: 'vp8', bitrate: width * height * BITS_PER_PIXEL, keyFrameInterval: 1 } as const;
  return record({ width, height, fps: REACH_FPS, seconds: REACH_SECONDS, ...coding }, (canvas, frame) => {
    canvas.rgb.set(wall.rgb);
    for (const placed of reachFaces(clip, frame / REACH_FPS)) drawFace(canvas, tiles[placed.face], placed);
    addNoise(canvas, NOISE);
  });
}
