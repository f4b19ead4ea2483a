import type { CropTemplate } from '#core/align.ts';
import type { Keypoints, Size } from '#core/types.ts';
import type { FaceBox } from '../../lab/main-face.ts';

/** The square to cut: `size` pixels a side, including a border of `margin` pixels around the page's own crop. */
export interface CropShape {
  readonly size: number;
  readonly margin: number;
  readonly template: CropTemplate;
}

/** The labelled face of a picture. Keypoints in pixels of `picture`; score and quality 0…1. */
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

/** A picture to cut. `url`: address of the page's own server; `box`: the labelled face, null for the main face. */
export interface CropRequest {
  readonly url: string;
  readonly box: FaceBox | null;
}

/** `failure`: the code of the failure of decoding, `no face`, or `another face` if none is in the labelled box. */
export type CropReply =
  | { readonly face: CroppedFace; readonly failure: null }
  | { readonly face: null; readonly failure: string };

/** The interface of the page, `window.cropper`. */
export interface Cropper {
  boot(): Promise<void>;
  /** Cuts the labelled face out of each picture, in order. */
  cut(requests: readonly CropRequest[], shape: CropShape): Promise<readonly CropReply[]>;
}
