/**
 * The exchangeable parts of the engine: what the pipeline needs of the two networks. They are types alone, so that
 * the pipeline compiles and is tested without tfjs.
 */
import type { CropTemplate } from '#core/align.ts';
import type { Temperatures } from '#core/decode.ts';
import type { Box, Detection, Logits, Picture } from '#core/types.ts';

/** What the browser says of WebGL 2 in the worker. */
export interface WebGl {
  readonly available: boolean;
  /** Null where the browser hides it. */
  readonly renderer: string | null;
}

/** Detects faces in one picture; synchronous, as its WASM program is. */
export interface Detector {
  /**
   * Detections with a score of at least `least` (0…1, default 0.5), best first, in picture pixels. `region` is the
   * square inside the picture that is searched; default: the whole picture.
   */
  detect(picture: Picture, least?: number, region?: Box): readonly Detection[];
  close(): void;
}

/** The attribute network. */
export interface Classifier {
  /** Side of the square crop, pixels. */
  readonly inputSize: number;
  /**
   * Logits of `count` crops, in their order. `input` holds count × inputSize × inputSize × 3 values in the network's
   * own scale, NHWC.
   */
  classify(input: Float32Array, count: number): Promise<readonly Logits[]>;
  close(): void;
}

/** How the crops are cut that the attribute network was trained on; comes from its card. */
export interface CropContract {
  /** Side of the square crop, pixels. */
  readonly size: number;
  readonly template: CropTemplate;
  /** A channel's byte becomes value × scale + offset. */
  readonly scale: number;
  readonly offset: number;
  readonly temperature: Temperatures;
}

/** The attribute network, verified on the golden faces, and the crops it was trained on. */
export interface FaceReader {
  readonly classifier: Classifier;
  readonly crop: CropContract;
}
