import type { FacePlace } from '#core/cover.ts';
import type { Result, Size } from '#core/types.ts';

/** A picture of a film with its own result. */
export interface FilmPicture {
  /** Upright and not mirrored, with the aspect ratio of the result's size. */
  readonly image: CanvasImageSource;
  readonly result: Result;
  /** The faces to hide in it; null if the film hides none. */
  readonly hidden: readonly FacePlace[] | null;
}

/** How a film looks. */
export interface FilmStyle {
  /** Whether faces are hidden. Such a film is held back for a moment, so that newcomers are hidden from the start. */
  readonly hides: boolean;
  /** Draws a picture on the whole of a context of `out` pixels. */
  paint(context: CanvasRenderingContext2D, out: Size, picture: FilmPicture): void;
}
