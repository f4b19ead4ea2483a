import { randomFrom } from '../../drawing/random.ts';

export type Context = OffscreenCanvasRenderingContext2D;

/** What a recipe draws with: a context of the given size, and its own random numbers. */
export interface Brush {
  readonly context: Context;
  readonly width: number;
  readonly height: number;
  /** A number from `from` up to `to`. */
  between(from: number, to: number): number;
  pick<T>(choices: readonly T[]): T;
  /** A CSS colour near the hue, degrees, at a lightness in percent. */
  colour(hue: number, lightness: number, saturation?: number): string;
}

export function createBrush(context: Context, seed: number): Brush {
  const random = randomFrom(seed);
  const between = (from: number, to: number) => from + random() * (to - from);
  const { width, height } = context.canvas;
  return {
    context,
    width,
    height,
    between,
    pick: (choices) => choices[Math.floor(random() * choices.length)]!,
    colour: (hue, lightness, saturation = 40) =>
      `hsl(${hue + between(-12, 12)} ${saturation}% ${lightness + between(-6, 6)}%)`,
  };
}

/** Fills the whole canvas. */
export function paint({ context, width, height }: Brush, style: string | CanvasGradient): void {
  context.fillStyle = style;
  context.fillRect(0, 0, width, height);
}

/** Fills an ellipse around a point. */
export function dot(
  { context }: Brush,
  style: string | CanvasGradient,
  [x, y, radiusX, radiusY = radiusX, turn = 0]: readonly [number, number, number, number?, number?],
): void {
  context.fillStyle = style;
  context.beginPath();
  context.ellipse(x, y, radiusX, radiusY, turn, 0, 2 * Math.PI);
  context.fill();
}
