import type { VideoSound } from './video-file.ts';

/** How a film is written. */
export interface FilmOptions {
  /**
   * `live`: frames come in real time, some may be left out, and the browser's recorder may be used. `whole`: every
   * frame is kept, however long that takes.
   */
  readonly pace: 'live' | 'whole';
  /** The sound to copy; null for none. */
  readonly sound: VideoSound | null;
}

/** Writes what a canvas shows, frame by frame, into a video file that is kept in memory. */
export interface FilmWriter {
  /** Whether the file has the sound that was asked for: its format cannot hold every codec. */
  readonly hasSound: boolean;
  /** The bytes written so far. */
  bytes(): number;
  /**
   * Adds what the canvas shows, with its time and duration in seconds; times only increase. Resolves when the next
   * frame may come. Rejects if the browser's encoder fails.
   */
  add(seconds: number, duration: number): Promise<void>;
  /** No frames come until `resume`. */
  pause(): void;
  resume(): void;
  /** Ends the file, whose type is video/mp4 or video/webm. Rejects if it cannot be ended. */
  finish(): Promise<Blob>;
  /** Frees the encoder and drops the file. */
  cancel(): Promise<void>;
}
