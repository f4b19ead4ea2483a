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

/** One picture for the engine; the receiver must close or transfer `image`. */
export interface Frame {
  readonly image: VideoFrame | ImageBitmap;
  /** Milliseconds of the source's clock (a clip's own time; for cameras, time since opening). */
  readonly at: number;
}

/** State of a clip's playback; times are seconds, and `rate` is 1 at normal speed. */
export interface Playback {
  readonly duration: number;
  readonly position: number;
  readonly paused: boolean;
  readonly loop: boolean;
  readonly rate: number;
}

/** Why a source could not be opened, or why it ended. */
export type SourceFailure =
  | { readonly code: 'permission-denied'; readonly kind: 'camera' | 'screen' }
  | { readonly code: 'permission-dismissed'; readonly kind: 'camera' | 'screen' }
  | { readonly code: 'no-camera' }
  | { readonly code: 'camera-busy' }
  | { readonly code: 'camera-gone' }
  /** The browser does not start a video without a tap. */
  | { readonly code: 'playback-refused' }
  | { readonly code: 'screen-ended' }
  | { readonly code: 'insecure-origin' }
  /** Forbidden by the page that embeds this one, or by the server that hosts it. */
  | { readonly code: 'forbidden'; readonly kind: 'camera' | 'screen'; readonly by: Forbidder }
  | { readonly code: 'no-media-devices'; readonly kind: 'camera' | 'screen' }
  | { readonly code: 'clip-broken'; readonly name: string }
  /** The file was moved, changed or deleted since it was chosen. */
  | { readonly code: 'clip-gone'; readonly name: string }
  /** `container` is the file's format; null if unknown. */
  | { readonly code: 'clip-unsupported'; readonly name: string; readonly container: Container | null }
  /** The browser plays only the sound, or nothing. */
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

/** An event of a running source. */
export type SourceEvent =
  | { readonly type: 'playback'; readonly playback: Playback }
  | { readonly type: 'ended'; readonly failure: SourceFailure }
  /** The source's `size` has changed, for example because a phone was turned. */
  | { readonly type: 'resized' }
  /** The system interrupted the camera (a call, another program), or restored it. */
  | { readonly type: 'muted'; readonly muted: boolean }
  /** The clip shows the position that was seeked. Its frame may have been delivered before, or never will be. */
  | { readonly type: 'seeked' }
  /** The clip was restarted or seeked, so all tracks are stale. */
  | { readonly type: 'jumped' };

/** A running source. close() stops it and releases all of its resources. */
export interface FrameSource {
  readonly kind: LiveKind;
  /** Display name: the name of the camera or file. */
  readonly label: string;
  readonly size: Size;
  /** The open camera; null for other kinds of source. */
  readonly camera: CameraDevice | null;
  /** Whether it is a front camera, which the page shows mirrored. */
  readonly userFacing: boolean;
  /** Reads the video's own file, and rejects if it is gone; null for sources without one. */
  readonly file: (() => Promise<Blob>) | null;
  /** The element that shows the source; the stage puts it on the page. */
  readonly video: HTMLVideoElement;
  /** Null for sources that cannot be seeked. */
  readonly playback: Playback | null;
  /** Calls back once with the next frame that was not delivered yet. Returns a function that cancels. */
  nextFrame(take: (frame: Frame) => void): () => void;
  /** The picture that is currently shown, even if it was delivered before; null if no picture is shown. */
  currentFrame(): Promise<Frame | null>;
  play(): void;
  pause(): void;
  /**
   * Whether pictures have the video's full size also in browsers where that costs the page's thread much time; there
   * they are otherwise at most 1,280 pixels long.
   */
  setWhole(whole: boolean): void;
  /** Seeks to a time in seconds from the start. Does nothing if the source cannot be seeked. */
  seek(seconds: number): void;
  setRate(rate: number): void;
  setLoop(loop: boolean): void;
  /**
   * Requests pictures of about this width from the camera, pixels, of the same aspect ratio; resolves with whether
   * they are that small now. Other sources cannot change theirs.
   */
  narrow(width: number): Promise<boolean>;
  /** Deterministic stepping: resolves with the frame at `seconds`, or null past the end. */
  frameAt(seconds: number): Promise<Frame | null>;
  subscribe(listen: (event: SourceEvent) => void): () => void;
  close(): void;
}

/** The result of opening a source. */
export type Opened =
  | { readonly ok: true; readonly source: FrameSource }
  | { readonly ok: false; readonly failure: SourceFailure };

/** The side of a phone or laptop on which a camera is: towards its user, or away. */
export type Facing = 'user' | 'environment';

/** A camera to choose from. `facing` is null if the browser does not report it. */
export interface CameraChoice {
  readonly id: string;
  readonly label: string;
  readonly facing: Facing | null;
}

/** The open camera; null for what the browser does not report. */
export interface CameraDevice {
  readonly id: string | null;
  readonly facing: Facing | null;
}
