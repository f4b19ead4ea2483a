import type { Size } from '#core/types.ts';
import { openEncoder } from './encode.ts';
import type { FilmOptions, FilmWriter } from './film-writer.ts';
import { openRecorder } from './record.ts';

/** Of a film at 30 frames a second: enough for the sharp edges of labels. */
const BITS_PER_PIXEL = 0.1;
const FRAMES_PER_SECOND = 30;
const FEWEST_BITS = 800_000;
const MOST_BITS = 8_000_000;

/** Bits per second for a film of this size. */
export function bitrateOf({ width, height }: Size): number {
  const bits = Math.round(width * height * FRAMES_PER_SECOND * BITS_PER_PIXEL);
  return Math.min(MOST_BITS, Math.max(FEWEST_BITS, bits));
}

/**
 * A writer for a canvas, whose width and height must be even and stay as they are. Null if this browser cannot write
 * video at this pace.
 */
export async function openFilmWriter(
  canvas: HTMLCanvasElement,
  options: FilmOptions,
): Promise<FilmWriter | null> {
  const encoder = await openEncoder(canvas, bitrateOf(canvas), options);
  if (encoder !== null || options.pace === 'whole') return encoder;
  return openRecorder(canvas, bitrateOf(canvas));
}
