import { percentile } from '#core/stats.ts';
import type { Box, FrameCost, Keypoints } from '#core/types.ts';

export type Stage = 'readMs' | 'detectMs' | 'cropMs' | 'classifyMs';

/** One answered frame, as page/recorder.js keeps it. Milliseconds. */
export interface SeenFrame {
  /** From the picture to the repaint after its answer; null where the picture's arrival was not seen. */
  readonly latencyMs: number | null;
  /** When its overlay was up, milliseconds since the navigation. */
  readonly shownAt: number;
  /** The whole pipeline for this frame. */
  readonly wholeMs: number;
  /** Faces found, readings of a face made, and faces with words on them. */
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
  /** Whether age, gender and emotion are shown. */
  readonly labelled: boolean;
  readonly id?: number;
  readonly keypoints?: Keypoints;
  readonly score?: number;
}

/** A time in which the page's thread was blocked for more than 50 ms (Long Tasks API). */
export interface Block {
  readonly at: number;
  readonly ms: number;
}

/** What `bench.read()` of page/recorder.js gives. `first`: milliseconds since the navigation. */
export interface PageRecord {
  readonly seconds: number;
  /** When this was read, milliseconds since the navigation. */
  readonly now: number;
  /** The first uncaught error of the page. */
  readonly error: string | null;
  /** The navigation's time, milliseconds since 1970. */
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

/** Figures of one clip watched for some seconds. */
export interface RunFigures {
  readonly frames: number;
  /** Pictures a second that the video put up, and frames a second that were answered. */
  readonly presentedFps: number;
  readonly fps: number;
  readonly frameMs: Spread;
  readonly latencyMs: Spread;
  /** Crop and classify: of the frames that read a face. Null where a peer does not tell. */
  readonly stages: Readonly<Record<Stage, Spread>> | null;
  /** Median of the faces found in a frame. */
  readonly found: number;
  /** Readings of each face of the clip a second. */
  readonly readingsPerFace: number;
  readonly blocks: number;
  readonly worstBlockMs: number;
}

export function spreadOf(values: readonly number[]): Spread {
  return { median: percentile(values, 0.5), p95: percentile(values, 0.95) };
}

/** `faces`: how many people the clip shows. */
export function runFigures(record: PageRecord, faces: number): RunFigures {
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
    readingsPerFace: faces > 0 ? readings / seconds / faces : 0,
    blocks: blocks.length,
    worstBlockMs: worst(blocks),
  };
}

/** From the first frame to the last, so that a slow library is not charged for one cut off by the end. */
function framesASecond({ frames, seconds }: PageRecord): number {
  const span = frames.length > 1 ? frames.at(-1)!.shownAt - frames[0]!.shownAt : 0;
  return span > 0 ? ((frames.length - 1) * 1000) / span : frames.length / seconds;
}

function stageSpread(frames: readonly SeenFrame[], stage: Stage): Spread {
  return spreadOf(frames.flatMap(({ stages }) => stages?.[stage] ?? []));
}

/** Milliseconds of the longest block; 0 of none. */
export function worst(blocks: readonly Block[]): number {
  return Math.max(0, ...blocks.map(({ ms }) => ms));
}

/** Figures of one visit, from the navigation to the first label. */
export interface VisitFigures {
  readonly firstResultMs: number;
  readonly firstBoxMs: number;
  readonly firstReadingMs: number;
  readonly firstLabelMs: number;
  /** Bytes that the server sent before the first label, headers and all, without the clip. */
  readonly transferred: number;
  /** Size of the files sent, unpacked. */
  readonly unpacked: number;
  readonly requests: number;
  readonly worstBlockMs: number;
}

export interface StartFigures {
  readonly cold: VisitFigures;
  readonly warm: VisitFigures;
}

/** The median of each figure on its own. */
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
