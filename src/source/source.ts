import type { Size } from '#core/types.ts';
import type { Forbidder } from './embedding.ts';
import type { ImageKind } from './headers/facts.ts';
import type { Container } from './headers/film.ts';
import type { VideoCodec } from './headers/video-codec.ts';

export type { ImageKind } from './headers/facts.ts';
export type { Container } from './headers/film.ts';
export type { VideoCodec } from './headers/video-codec.ts';

/** Where moving pictures come from. Photos are not a FrameSource: see stills.ts. */
export type LiveKind = 'camera' | 'clip' | 'sample' | 'screen';

/** One picture for the engine; whoever takes it must close or transfer `image`. */
export interface Frame {
  readonly image: VideoFrame | ImageBitmap;
  /** Milliseconds of the source's clock (a clip's own time; for cameras, time since opening). */
  readonly at: number;
}

/** Of a clip: seconds, and whether it plays. Null for sources that cannot be wound. */
export interface Playback {
  readonly duration: number;
  readonly position: number;
  readonly paused: boolean;
  readonly loop: boolean;
  readonly rate: number;
}

export type SourceFailure =
  | { readonly code: 'permission-denied'; readonly kind: 'camera' | 'screen' }
  | { readonly code: 'permission-dismissed'; readonly kind: 'camera' | 'screen' }
  | { readonly code: 'no-camera' }
  | { readonly code: 'camera-busy' }
  | { readonly code: 'camera-gone' }
  /** The browser does not start a picture that nobody tapped for. */
  | { readonly code: 'playback-refused' }
  | { readonly code: 'screen-ended' }
  | { readonly code: 'insecure-origin' }
  /** By the page around this one, or by the server that hosts this page. */
  | { readonly code: 'forbidden'; readonly kind: 'camera' | 'screen'; readonly by: Forbidder }
  | { readonly code: 'no-media-devices'; readonly kind: 'camera' | 'screen' }
  | { readonly code: 'clip-broken'; readonly name: string }
  /** The file was moved, changed or deleted since it was chosen. */
  | { readonly code: 'clip-gone'; readonly name: string }
  /** `container`: how the file is built; null where that is not known. */
  | { readonly code: 'clip-unsupported'; readonly name: string; readonly container: Container | null }
  /** The browser plays its sound, or nothing of it. */
  | { readonly code: 'clip-codec-unsupported'; readonly name: string; readonly codec: VideoCodec }
  | { readonly code: 'clip-without-frames'; readonly name: string }
  | { readonly code: 'source-failed'; readonly detail: string };

/** Why a photo has no reading. */
export type PhotoFailure =
  | { readonly code: 'photo-empty' }
  /** The file was moved, changed or deleted since it was chosen, or is a folder. */
  | { readonly code: 'photo-gone' }
  | { readonly code: 'photo-not-picture' }
  | { readonly code: 'photo-damaged' }
  | { readonly code: 'photo-unsupported'; readonly kind: ImageKind }
  | { readonly code: 'photo-too-large'; readonly megapixels: number }
  /** The format's decoder could not be fetched. */
  | { readonly code: 'photo-decoder-missing'; readonly kind: ImageKind }
  | { readonly code: 'photo-too-slow' }
  | { readonly code: 'photo-failed'; readonly detail: string };

export type SourceEvent =
  | { readonly type: 'playback'; readonly playback: Playback }
  | { readonly type: 'ended'; readonly failure: SourceFailure }
  /** The picture has another size, as when a phone is turned: `size` says which. */
  | { readonly type: 'resized' }
  /** The system took the camera away for a moment (a call, another program), or gave it back. */
  | { readonly type: 'muted'; readonly muted: boolean }
  /** The clip shows the place that was seeked. Its frame may have come before, or never comes. */
  | { readonly type: 'seeked' }
  /** The clip started again from the beginning, or was wound: what was tracked is stale. */
  | { readonly type: 'jumped' };

/** A running source. Everything it does is undone by close(). */
export interface FrameSource {
  readonly kind: LiveKind;
  /** What to call it: the camera's or file's name. */
  readonly label: string;
  readonly size: Size;
  /** Which camera it is; null for other kinds. */
  readonly camera: CameraDevice | null;
  /** Front cameras: the page shows them mirrored. */
  readonly userFacing: boolean;
  /** The element that shows the source; the stage puts it on the page. */
  readonly video: HTMLVideoElement;
  readonly playback: Playback | null;
  /** Calls back once, with the next frame that has not been given yet. Returns a function that cancels. */
  nextFrame(take: (frame: Frame) => void): () => void;
  /** The picture that is shown now, though it was given before; null while there is none. */
  currentFrame(): Promise<Frame | null>;
  play(): void;
  pause(): void;
  /** Seconds from the start. Does nothing where the source cannot be wound. */
  seek(seconds: number): void;
  setRate(rate: number): void;
  setLoop(loop: boolean): void;
  /** Deterministic stepping: resolves with the frame at `seconds`, or null past the end. */
  frameAt(seconds: number): Promise<Frame | null>;
  subscribe(listen: (event: SourceEvent) => void): () => void;
  close(): void;
}

export type Opened =
  | { readonly ok: true; readonly source: FrameSource }
  | { readonly ok: false; readonly failure: SourceFailure };

/** The side of a phone or laptop on which a camera is: towards its user, or away. */
export type Facing = 'user' | 'environment';

/** A camera to choose from. `facing` is what the browser says of it. */
export interface CameraChoice {
  readonly id: string;
  readonly label: string;
  readonly facing: Facing | null;
}

/** The camera that is open, as far as the browser says. */
export interface CameraDevice {
  readonly id: string | null;
  readonly facing: Facing | null;
}
