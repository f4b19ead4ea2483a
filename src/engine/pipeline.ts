import type { Picture, Result } from '#core/types.ts';
import { createLivePictures } from './live.ts';
import type { Detector, FaceReader } from './parts.ts';
import type { EngineOptions, Resume } from './protocol.ts';
import { createReadFaces } from './read-faces.ts';
import { readStill } from './still.ts';
import type { Pace } from './still-view.ts';

export interface PipelineParts {
  readonly detector: Detector;
  /** The short-range network, for stills with uncertain detections. Rejects if it cannot be loaded. */
  readonly secondOpinion: () => Promise<Detector>;
  /** null while the network still loads: faces are detected and not read. */
  readonly reader: FaceReader | null;
  /** Milliseconds of any monotonic clock: for costs alone, never for results. */
  readonly now: () => number;
}

/** Reads pictures one after the other: detect → track → schedule → crop → classify → decode → smooth. */
export interface Pipeline {
  /** `at`: the source's clock, milliseconds. `readMs`: what reading the pixels has cost. */
  readLive(picture: Picture, at: number, readMs: number): Promise<Result>;
  /** Throws if there is no reader yet, and what `pace` rejects with; by default nothing slows it down. */
  readStill(picture: Picture, readMs: number, pace?: Pace): Promise<Result>;
  /** Faces are read from the next picture on. */
  setReader(reader: FaceReader): void;
  setOptions(options: EngineOptions): void;
  /** Takes another detector and closes the one before. */
  setDetector(detector: Detector): void;
  /** The source changed: drops tracks and smoothing. Ids continue. */
  forget(): void;
  resume(from: Resume): void;
}

export function createPipeline(parts: PipelineParts, options: EngineOptions): Pipeline {
  const { now, secondOpinion } = parts;
  let { detector, reader } = parts;
  const readFaces = createReadFaces(now);
  const live = createLivePictures(readFaces, now, options);

  return {
    readLive: (picture, at, readMs) => live.read({ detector, reader }, picture, at, readMs),
    async readStill(picture, readMs, pace = async () => {}) {
      if (reader === null) throw new Error('the attribute network is not there yet');
      return readStill({ detector, reader, readFaces, secondOpinion, pace, now }, picture, readMs);
    },
    setReader(next) {
      reader = next;
    },
    setOptions: live.setOptions,
    setDetector(next) {
      detector.close();
      detector = next;
    },
    forget: live.forget,
    resume: live.resume,
  };
}
