import type { ReportFormat } from '#core/report.ts';
import type { Settings } from '#store/state.ts';

/**
 * What the page can ask for. Every call returns at once; what comes of it arrives in the store.
 * The only object that knows source, engine and store together.
 */
export interface Session {
  openCamera(): void;
  openSample(): void;
  openScreen(): void;
  /** Photos go to the table (added to what is there), one video file to the stage. */
  openFiles(files: readonly File[]): void;
  /** Photos added with no photo yet: shows the empty table. */
  openPhotos(): void;
  /** Takes in what a paste or a drop carries; says so if it holds no picture or video. */
  openTransfer(transfer: DataTransfer): void;
  /** Leaves the live view or the photos and frees the camera. */
  leave(): void;
  /** From trouble: tries the same thing again. */
  retry(): void;

  play(): void;
  pause(): void;
  /** Seconds. */
  seek(seconds: number): void;
  setRate(rate: number): void;
  setLoop(loop: boolean): void;

  setSettings(patch: Partial<Settings>): void;
  /** Opens this camera and remembers it: for the choice on the trouble screen. */
  showCamera(id: string): void;
  /** Opens another camera than the one that is shown, and remembers it; nothing where there is none. */
  flipCamera(): void;
  dismiss(noticeId: number): void;
  /** Reloads the page into the new version that waits; does nothing unless the welcome screen is shown. */
  takeUpdate(): void;

  startRecording(): void;
  /** Ends the recording and downloads it. */
  saveRecording(format: ReportFormat): void;
  dropRecording(): void;

  pausePhotos(): void;
  resumePhotos(): void;
  /** Drops the photos that still wait; what was read stays. */
  cancelPhotos(): void;
  clearPhotos(): void;
  showPhoto(id: number | null): void;
  savePhotos(format: ReportFormat): void;
  /**
   * Address of a small picture of a row, `side` pixels long, made on demand and kept while it is shown; null if
   * it cannot be.
   */
  thumbnail(id: number, side: number): Promise<string | null>;
  /** The row's picture, upright, at most `maxSide` pixels long; the caller closes it. Null if it cannot be. */
  photo(id: number, maxSide: number): Promise<ImageBitmap | null>;

  /** The video element of the live source, for the stage to show; null where there is none. */
  video(): HTMLVideoElement | null;
  /**
   * Under ?seed-clock=1: goes on by `ms` of clip time (1000/30 unless told otherwise) and shows the frame
   * there; resolves when its result is in the store. False past the end, or where nothing can be stepped.
   */
  step(ms?: number): Promise<boolean>;
  /** Stops everything: source, worker, listeners. */
  close(): void;
}
