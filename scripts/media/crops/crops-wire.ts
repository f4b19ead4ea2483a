import type { CropTemplate } from '#core/align.ts';
import type { Keypoints, Size } from '#core/types.ts';

/** The square to cut: `size` pixels a side, including a border of `margin` pixels around the page's own crop. */
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
  /** Number of detected faces. */
  readonly faces: number;
  /** size × size × 3 bytes, rows of RGB, base64. */
  readonly pixels: string;
}

/** `failure`: the code of the failure of decoding, or `no face`. */
export type CropReply =
  | { readonly face: CroppedFace; readonly failure: null }
  | { readonly face: null; readonly failure: string };

/** The interface of the page, `window.cropper`. */
export interface Cropper {
  boot(): Promise<void>;
  /** Cuts the main face out of each picture, in order. `urls`: addresses of the page's own server. */
  cut(urls: readonly string[], shape: CropShape): Promise<readonly CropReply[]>;
}
