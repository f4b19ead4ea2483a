import { createRenumbering, FRAME_HEADER, frameLines } from '#core/frame-report.ts';
import { scaleResult } from '#core/scale-result.ts';
import type { Result } from '#core/types.ts';
import type { VideoFile } from '#output/film/video-file.ts';
import type { Frame } from '#source/source.ts';
import type { Rendering } from '#store/state.ts';
import type { Answer } from './engine-host.ts';
import type { Reel } from './reel.ts';

/** How often progress is reported. */
const REPORT_MS = 250;
/** A frame that was not read, because the engine is busy or starts again, is read again after this time. */
const AGAIN_MS = 100;
/** This many failures of one frame end the rendering. */
const FAILURES = 3;

export interface RenderVideoParts {
  /** The video's name in the table. */
  readonly name: string;
  readonly video: Pick<VideoFile, 'frames' | 'duration' | 'size' | 'drawn'>;
  /** Null if this browser cannot write video: there is only the table then. */
  readonly reel: Reel | null;
  read(frame: Frame): Promise<Answer>;
  copy(image: HTMLCanvasElement): Promise<ImageBitmap>;
  /** Asked before every frame. */
  wanted(): boolean;
  now(): number;
  /** Resolves after `ms`. */
  wait(ms: number): Promise<void>;
  report(rendering: Rendering): void;
}

/** What a whole video gives. */
export interface RenderedVideo {
  readonly frames: number;
  readonly table: Blob;
  readonly video: Blob | null;
}

/** Why a rendering ended early; `seconds` is the time in the video. Null if it is not wanted any more. */
export type RenderEnd = Extract<Rendering, { state: 'failed' }> | null;

/**
 * Reads every frame of a video, on the video's own clock, and draws and writes each. Keeps nothing of an early end.
 *
 * @param engine must read every face of every frame, and know no face from before.
 */
export async function renderVideo(parts: RenderVideoParts): Promise<RenderedVideo | RenderEnd> {
  const { video, reel, now } = parts;
  const renumber = createRenumbering();
  const lines: string[] = [FRAME_HEADER];
  const startedAt = now();
  let reportedAt = startedAt;
  let frames = 0;
  let reached = 0;

  const fail = async (why: Extract<Rendering, { state: 'failed' }>['why']): Promise<RenderEnd> => {
    await reel?.cancel().catch(() => undefined);
    return { state: 'failed', why, seconds: reached };
  };

  async function read(image: HTMLCanvasElement, at: number): Promise<Result | null> {
    for (let failures = 0; parts.wanted() && failures < FAILURES; ) {
      const answer = await parts.read({ image: await parts.copy(image), at });
      if (answer.ok) return answer.result;
      if (answer.failure) failures += 1;
      await parts.wait(AGAIN_MS);
    }
    return null;
  }

  function report(): void {
    const time = now();
    if (time - reportedAt < REPORT_MS) return;
    reportedAt = time;
    const share = Math.min(1, reached / Math.max(video.duration, 0.001));
    const elapsed = time - startedAt;
    parts.report({
      state: 'running',
      share,
      fps: (1000 * frames) / elapsed,
      leftMs: share > 0 ? (elapsed * (1 - share)) / share : null,
    });
  }

  const pictures = video.frames();
  try {
    for (;;) {
      const next = await pictures.next().catch(() => null);
      if (next === null) return await fail('damaged');
      if (next.done) break;
      const { seconds, duration, image } = next.value;
      const found = await read(image, seconds * 1000);
      if (!parts.wanted()) {
        await reel?.cancel().catch(() => undefined);
        return null;
      }
      if (found === null) return await fail('engine');
      const result = { ...found, faces: renumber(found.faces) };
      lines.push(frameLines(parts.name, frames, seconds, scaleResult(result, video.size).faces));
      const written = await reel?.add({ image, result }, seconds, duration).then(
        () => true,
        () => false,
      );
      if (written === false) return await fail('encoder');
      frames += 1;
      reached = seconds + duration;
      report();
    }
    if (frames === 0) return await fail('damaged');
    const file = reel === null ? null : await reel.finish().catch(() => undefined);
    if (file === undefined) return await fail('encoder');
    if (!parts.wanted()) return null;
    return { frames, table: new Blob(lines, { type: 'text/csv;charset=utf-8' }), video: file };
  } finally {
    await pictures.return();
  }
}
