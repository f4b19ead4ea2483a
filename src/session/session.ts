import type { ReportFormat } from '#core/report.ts';
import type { Result } from '#core/types.ts';
import type { Settings } from '#store/state.ts';
import type { FilmStyle } from './film-style.ts';
import type { Moment } from './moments.ts';

export type { FilmStyle } from './film-style.ts';
export type { Moment } from './moments.ts';

/**
 * What the view can request, in six parts; a component takes the part it needs. Every call returns at once, and its
 * outcome arrives in the store. The implementation is the only object that knows source, engine and store together.
 */
export interface Session {
  readonly sources: SourceActions;
  readonly playback: PlaybackActions;
  readonly photos: PhotoActions;
  readonly recording: RecordingActions;
  readonly moments: MomentActions;
  readonly film: FilmActions;

  setSettings(patch: Partial<Settings>): void;
  /** While faces are covered and people can be picked: shows the face of a person, or covers it again. */
  uncover(id: number, uncovered: boolean): void;
  dismiss(noticeId: number): void;
  /** Reloads the page into the new version that waits; does nothing unless the welcome screen is shown. */
  takeUpdate(): void;
  /** Stops everything: source, worker, listeners. */
  close(): void;
}

/** What is shown: a live source, the photos, or the welcome screen. */
export interface SourceActions {
  openCamera(): void;
  openSample(): void;
  openScreen(): void;
  /** Adds photos to the table; without photos, opens the first video. */
  openFiles(files: readonly File[]): void;
  /** Shows the table of photos, which may still be empty. */
  openPhotos(): void;
  /** Opens what a paste or a drop carries; shows a notice if it holds no picture or video. */
  openTransfer(transfer: DataTransfer): void;
  /** Opens this camera and remembers it: for the choice on the trouble screen. */
  showCamera(id: string): void;
  /** Opens another camera than the one that is shown, and remembers it; does nothing if there is no other. */
  flipCamera(): void;
  /** Leaves the live view or the photos and frees the camera. */
  leave(): void;
  /** From the trouble screen: tries the same thing again. */
  retry(): void;
  /**
   * As `retry`, for a page without a user; also for a camera that is open and gives no usable picture. An unplugged
   * camera is waited for: another one may look elsewhere.
   */
  recover(): void;
}

/** The live source that is shown; without one, the controls do nothing. */
export interface PlaybackActions {
  play(): void;
  pause(): void;
  /** Seconds. */
  seek(seconds: number): void;
  setRate(rate: number): void;
  setLoop(loop: boolean): void;
  /** The video element of the live source, for the stage to show; null if there is none. */
  video(): HTMLVideoElement | null;
  /** Reports that the overlay of this result has just been drawn: the latency that the page shows ends here. */
  painted(result: Result): void;
  /**
   * Under ?seed-clock=1: advances the clip by `ms` (default 1000/30) and shows the frame there. Resolves once its
   * result is in the store; false past the end, or if the source cannot be stepped.
   */
  step(ms?: number): Promise<boolean>;
}

export interface PhotoActions {
  pause(): void;
  resume(): void;
  /** Drops the photos that still wait; those already read stay. */
  cancel(): void;
  clear(): void;
  /** Opens the large view of a row; null closes it. */
  show(id: number | null): void;
  /** Downloads the table. */
  save(format: ReportFormat): void;
  /**
   * Address of a small picture of a row, `side` pixels long, made on demand and kept while it is shown; null if the
   * photo cannot be decoded.
   */
  thumbnail(id: number, side: number): Promise<string | null>;
  /** The row's picture, upright, at most `maxSide` pixels long; the caller closes it. Null if it cannot be decoded. */
  picture(id: number, maxSide: number): Promise<ImageBitmap | null>;
}

export interface RecordingActions {
  /** Does nothing if no live source is shown. */
  start(): void;
  /** Ends the recording and downloads it. */
  save(format: ReportFormat): void;
  drop(): void;
}

/** Live pictures together with their results, for what a person keeps or covers. */
export interface MomentActions {
  /**
   * Calls back with every live picture that was read, once its result is in the store; returns a function that ends
   * that. The image is closed when the callback returns, so the follower draws or clones it before.
   */
  follow(take: (moment: Moment) => void): () => void;
  /**
   * The next live picture in the source's full size, or the one that is shown if it does not change; the caller closes
   * its image. Null without one.
   */
  take(): Promise<Moment | null>;
  /**
   * Searches a picture file for every face, exactly as if it were in the table of photos; live pictures wait meanwhile.
   * Resolves with faces in the picture's own pixels; null if it cannot be read.
   */
  search(picture: Blob): Promise<Result | null>;
  /**
   * While faces are covered, the picture that is shown; null without one. Its image is open until the next picture is
   * shown, and must not be closed.
   */
  shown(): Moment | null;
}

/** Films of the live picture, and videos that are rendered whole. Their state is `film` and `rendering` in the store. */
export interface FilmActions {
  /** Starts a film of the live picture. Does nothing if there is one already, or no live source. */
  start(style: FilmStyle): void;
  pause(): void;
  resume(): void;
  /** Ends the film and downloads it. */
  save(): void;
  drop(): void;
  /** Reads every frame of the opened video, for an annotated video and a table. Does nothing for other sources. */
  render(style: FilmStyle): void;
  /** Downloads the finished video, or the table of its frames. */
  saveRendered(what: 'video' | 'table'): void;
  /** Ends the rendering and keeps nothing of it, also of a finished one. */
  dropRendered(): void;
}
