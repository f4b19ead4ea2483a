import { percentile } from '#core/stats.ts';
import type { Box, FrameCost, Keypoints } from '#core/types.ts';

export type Stage = 'readMs' | 'detectMs' | 'cropMs' | 'classifyMs';

/** One answered frame, as page/recorder.js records it. Times are in milliseconds. */
export interface SeenFrame {
  /** From the arrival of the picture to the repaint after its answer; null if the arrival was not recorded. */
  readonly latencyMs: number | null;
  /** When its overlay was shown, since the navigation. */
  readonly shownAt: number;
  /** Time of the whole pipeline for this frame. */
  readonly wholeMs: number;
  /** Numbers of detected faces, of readings made in this frame, and of faces with a label. */
  readonly faces: number;
  readonly readings: number;
  readonly labels: number;
  readonly stages?: Pick<FrameCost, Stage>;
  /** Time of the picture in its clip, milliseconds; 0 for a still. */
  readonly at: number;
  readonly sightings: readonly Sighting[];
}

/** A face in an answer, in the picture's pixels. Peers give neither ids nor Mien's keypoints. */
export interface Sighting {
  readonly box: Box;
  /** Whether any attribute is shown; peers show all of a face, or none. */
  readonly labelled: boolean;
  readonly id?: number;
  readonly keypoints?: Keypoints;
  readonly score?: number;
}

/** A period of more than 50 ms in which the page's thread was blocked (Long Tasks API), in milliseconds. */
export interface Block {
  readonly at: number;
  readonly ms: number;
}

/** What `bench.read()` of page/recorder.js returns. `first` is in milliseconds since the navigation. */
export interface PageRecord {
  readonly seconds: number;
  /** When this record was read, in milliseconds since the navigation. */
  readonly now: number;
  /** The first uncaught error of the page. */
  readonly error: string | null;
  /** When the navigation began, in milliseconds since 1970. */
  readonly origin: number;
  readonly presented: number;
  readonly frames: readonly SeenFrame[];
  readonly first: Readonly<Record<'result' | 'face' | 'reading' | 'label', number | null>>;
  readonly blocks: readonly Block[];
  readonly startBlocks: readonly Block[];
}

export interface Spread {
  readonly median: number;
  readonly p95: number;
}

/** Figures of one clip that was played for some seconds. */
export interface RunFigures {
  readonly frames: number;
  /** Pictures per second that the video presented, and frames per second that were answered. */
  readonly presentedFps: number;
  readonly fps: number;
  readonly frameMs: Spread;
  readonly latencyMs: Spread;
  /** Crop and classify count frames with a reading only. Null for peers, which do not report stages. */
  readonly stages: Readonly<Record<Stage, Spread>> | null;
  /** Median number of detected faces in a frame. */
  readonly found: number;
  /** Readings per second and face of the clip. */
  readonly readingsPerFace: number;
  /** Time that the whole pipeline took of each second, milliseconds. */
  readonly busyMsPerSecond: number;
  /** Processor time of all processes of the browser in each second, milliseconds: the video and its display included. */
  readonly processorMsPerSecond: number;
  readonly blocks: number;
  readonly worstBlockMs: number;
}

/** Returns median and 95th percentile. */
export function spreadOf(values: readonly number[]): Spread {
  return { median: percentile(values, 0.5), p95: percentile(values, 0.95) };
}

/** Sums up a record of a clip that shows `faces` people. `processorMs`: what the browser's processes took meanwhile. */
export function runFigures(record: PageRecord, faces: number, processorMs: number): RunFigures {
  const { frames, seconds, blocks } = record;
  const reading = frames.filter(({ readings }) => readings > 0);
  const readings = frames.reduce((sum, frame) => sum + frame.readings, 0);
  return {
    frames: frames.length,
    presentedFps: record.presented / seconds,
    fps: framesASecond(record),
    frameMs: spreadOf(frames.map(({ wholeMs }) => wholeMs)),
    latencyMs: spreadOf(frames.flatMap(({ latencyMs }) => latencyMs ?? [])),
    stages: frames.some(({ stages }) => stages)
      ? {
          readMs: stageSpread(frames, 'readMs'),
          detectMs: stageSpread(frames, 'detectMs'),
          cropMs: stageSpread(reading, 'cropMs'),
          classifyMs: stageSpread(reading, 'classifyMs'),
        }
      : null,
    found: percentile(
      frames.map((frame) => frame.faces),
      0.5,
    ),
    busyMsPerSecond: frames.reduce((sum, { wholeMs }) => sum + wholeMs, 0) / seconds,
    processorMsPerSecond: processorMs / seconds,
    readingsPerFace: faces > 0 ? readings / seconds / faces : 0,
    blocks: blocks.length,
    worstBlockMs: worst(blocks),
  };
}

/** Counts from the first frame to the last: the frame cut off by the end would distort a slow library's figure. */
function framesASecond({ frames, seconds }: PageRecord): number {
  const span = frames.length > 1 ? frames.at(-1)!.shownAt - frames[0]!.shownAt : 0;
  return span > 0 ? ((frames.length - 1) * 1000) / span : frames.length / seconds;
}

function stageSpread(frames: readonly SeenFrame[], stage: Stage): Spread {
  return spreadOf(frames.flatMap(({ stages }) => stages?.[stage] ?? []));
}

/** Returns the length of the longest block in milliseconds; 0 if there are none. */
export function worst(blocks: readonly Block[]): number {
  return Math.max(0, ...blocks.map(({ ms }) => ms));
}

/** Figures of one visit, from the navigation to the first label. */
export interface VisitFigures {
  readonly firstResultMs: number;
  readonly firstBoxMs: number;
  readonly firstReadingMs: number;
  readonly firstLabelMs: number;
  /** Bytes of responses begun before the first label: bodies and headers, without the clip. */
  readonly transferred: number;
  /** Size of these files without compression. */
  readonly unpacked: number;
  readonly requests: number;
  readonly worstBlockMs: number;
}

export interface StartFigures {
  readonly cold: VisitFigures;
  readonly warm: VisitFigures;
}

/** Returns the median of each figure, and the longest block of all visits. */
export function medianVisit(visits: readonly VisitFigures[]): VisitFigures {
  const of = (name: keyof VisitFigures) =>
    percentile(
      visits.map((visit) => visit[name]),
      0.5,
    );
  return {
    firstResultMs: of('firstResultMs'),
    firstBoxMs: of('firstBoxMs'),
    firstReadingMs: of('firstReadingMs'),
    firstLabelMs: of('firstLabelMs'),
    transferred: of('transferred'),
    unpacked: of('unpacked'),
    requests: of('requests'),
    worstBlockMs: Math.max(0, ...visits.map(({ worstBlockMs }) => worstBlockMs)),
  };
}
