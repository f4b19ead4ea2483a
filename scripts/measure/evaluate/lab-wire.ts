import type { Face, FrameCost, Size } from '#core/types.ts';
import type { EngineInfo } from '#engine/protocol.ts';

/** Distortions of --robust; page/distort.ts has their strengths. */
export const DISTORTIONS = ['blur', 'dark', 'small', 'turned-left', 'turned-right'] as const;
export type Distortion = (typeof DISTORTIONS)[number];

/** One picture to read, at an address of the lab's own server. */
export interface PictureRequest {
  readonly url: string;
  /** `eightfold`: eight copies in one picture, to measure a batch of eight. */
  readonly change: Distortion | 'eightfold' | null;
  /** Width of the face as a share of the picture's, 0…1; blur and size are relative to it. */
  readonly faceShare: number;
}

/** `failure`: the code of the failure of decoding or reading this picture, else null. */
export interface PictureReply {
  readonly size: Size;
  /** In pixels of `size`. */
  readonly faces: readonly Face[];
  readonly cost: FrameCost | null;
  readonly failure: string | null;
}

/** The interface of the lab page, `window.lab`. */
export interface Lab {
  /** Starts the engine on WASM; rejects with the code of its failure. */
  boot(): Promise<EngineInfo>;
  /** Reads pictures as stills, in their order. Rejects if the engine cannot continue. */
  read(requests: readonly PictureRequest[]): Promise<readonly PictureReply[]>;
}
