import type { CropTemplate } from '#core/align.ts';
import type { Keypoints, Size } from '#core/types.ts';

/** The square that is cut: `size` pixels a side, of which a border of `margin` lies outside the page's own crop. */
export interface CropShape {
  readonly size: number;
  readonly margin: number;
  readonly template: CropTemplate;
}

/** The main face of a picture. Keypoints in pixels of `picture`; score and quality 0…1. */
export interface CroppedFace {
  readonly picture: Size;
  readonly keypoints: Keypoints;
  readonly score: number;
  readonly quality: number;
  /** Faces found in all. */
  readonly faces: number;
  /** size × size × 3 bytes, rows of RGB, base64. */
  readonly pixels: string;
}

/** `failure`: what went wrong with the file, or `no face`. */
export type CropReply =
  | { readonly face: CroppedFace; readonly failure: null }
  | { readonly face: null; readonly failure: string };

/** What the page offers as `window.cropper`. */
export interface Cropper {
  boot(): Promise<void>;
  /** Cuts the main face out of each picture, by addresses of the page's own server, in their order. */
  cut(urls: readonly string[], shape: CropShape): Promise<readonly CropReply[]>;
}
