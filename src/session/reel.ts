import { facesToHide, HOLD_MS, type Seen } from '#core/cover-newcomers.ts';
import type { Result, Size } from '#core/types.ts';
import type { FilmOptions, FilmWriter } from '#output/film/film-writer.ts';
import type { FilmPicture, FilmStyle } from './film-style.ts';

/** The pictures of one film: draws each with what is known of it, and passes it to the writer. */
export interface Reel {
  readonly hasSound: boolean;
  bytes(): number;
  /**
   * Adds a picture with its time and duration in seconds. The image is drawn before this returns; resolves when the
   * next may come. Rejects if the encoder fails.
   */
  add(picture: Omit<FilmPicture, 'hidden'>, seconds: number, duration: number): Promise<void>;
  /** Adds the last picture once more: nothing has changed until then. */
  repeat(seconds: number, duration: number): Promise<void>;
  pause(): void;
  resume(): void;
  /** Ends the film. */
  finish(): Promise<Blob>;
  cancel(): Promise<void>;
}

export type OpenWriter = (canvas: HTMLCanvasElement, options: FilmOptions) => Promise<FilmWriter | null>;

/** A picture that is held back until it is known who was found right after it. */
interface Held {
  readonly canvas: HTMLCanvasElement;
  readonly result: Result;
  readonly seconds: number;
  readonly duration: number;
}

/**
 * Creates a reel for a film of `size`, even numbers of pixels; null if this browser cannot write it. Pictures of
 * another shape get black bars, because a file has one size.
 */
export async function createReel(
  size: Size,
  style: FilmStyle,
  options: FilmOptions,
  open: OpenWriter,
): Promise<Reel | null> {
  const film = createCanvas(size);
  const context = film.getContext('2d');
  if (context === null) return null;
  // Firefox does not record a canvas that was never drawn on.
  context.fillRect(0, 0, size.width, size.height);
  const writer = await open(film, options);
  if (writer === null) return null;

  const held: Held[] = [];
  const spare: HTMLCanvasElement[] = [];
  let before: readonly Seen[] = [];

  function paint(picture: FilmPicture): void {
    const fitted = sizeWithin(picture.result.size, size);
    if (fitted.width === size.width && fitted.height === size.height) {
      style.paint(context as CanvasRenderingContext2D, size, picture);
      return;
    }
    const part = createCanvas(fitted);
    const partContext = part.getContext('2d');
    if (partContext === null || context === null) return;
    style.paint(partContext, fitted, picture);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = '#000';
    context.fillRect(0, 0, size.width, size.height);
    context.drawImage(part, (size.width - fitted.width) / 2, (size.height - fitted.height) / 2);
  }

  function hold({ image, result }: Omit<FilmPicture, 'hidden'>, seconds: number, duration: number): void {
    const fitted = sizeWithin(result.size, size);
    const canvas = spare.pop() ?? createCanvas(fitted);
    if (canvas.width !== fitted.width) canvas.width = fitted.width;
    if (canvas.height !== fitted.height) canvas.height = fitted.height;
    canvas.getContext('2d')?.drawImage(image, 0, 0, fitted.width, fitted.height);
    held.push({ canvas, result, seconds, duration });
  }

  /** Writes the pictures that were held for long enough at this time. */
  async function release(untilSeconds: number): Promise<void> {
    while (held[0] && held[0].seconds <= untilSeconds) {
      const { canvas, result, seconds, duration } = held.shift() as Held;
      const seen = seenAt(result, seconds);
      const after = held.map((one) => seenAt(one.result, one.seconds));
      const hidden = facesToHide(seen, [...before, ...after]);
      before = [...before.filter(({ at }) => seen.at - at <= HOLD_MS), seen];
      paint({ image: canvas, result, hidden });
      spare.push(canvas);
      await writer?.add(seconds, duration);
    }
  }

  return {
    hasSound: writer.hasSound,
    bytes: writer.bytes,
    async add(picture, seconds, duration) {
      if (style.hides) {
        hold(picture, seconds, duration);
        await release(seconds - HOLD_MS / 1000);
      } else {
        paint({ ...picture, hidden: null });
        await writer.add(seconds, duration);
      }
    },
    async repeat(seconds, duration) {
      const last = held.at(-1);
      if (last) {
        hold({ image: last.canvas, result: last.result }, seconds, duration);
        await release(seconds - HOLD_MS / 1000);
      } else if (!style.hides) {
        await writer.add(seconds, duration);
      }
    },
    pause: writer.pause,
    resume: writer.resume,
    async finish() {
      // Whoever comes in at the end of a live film is not found yet. A whole video keeps every frame.
      if (options.pace === 'whole') await release(Number.POSITIVE_INFINITY);
      return writer.finish();
    },
    cancel: writer.cancel,
  };
}

/** The result on the film's own clock. */
function seenAt({ size, faces, seen }: Result, seconds: number): Seen {
  return { at: seconds * 1000, size, faces, seen };
}

function createCanvas({ width, height }: Size): HTMLCanvasElement {
  return Object.assign(document.createElement('canvas'), { width, height });
}

/** The size of a picture that fills the film without being stretched; a difference of a pixel or two is not a shape. */
function sizeWithin(picture: Size, film: Size): Size {
  const scale = Math.min(film.width / picture.width, film.height / picture.height);
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const near = film.width - width <= 2 && film.height - height <= 2;
  return near ? film : { width, height };
}
