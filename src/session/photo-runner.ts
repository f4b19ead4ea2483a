import { scaleResult } from '#core/scale-result.ts';
import type { Result } from '#core/types.ts';
import type { NamedFile } from '#source/files.ts';
import type { Frame } from '#source/source.ts';
import type { DecodedPhoto } from '#source/stills.ts';
import type { AppEvent } from '#store/events.ts';
import type { PhotoRow, PhotoStatus } from '#store/state.ts';
import type { Answer } from './engine-host.ts';

/** The time left is estimated from the pace of this many photos. */
const PACE_PHOTOS = 20;
/** The progress within a photo is reported once it has taken this long. */
const LONG_MS = 1000;
/** Shortest time between two updates of the time left. */
const REPORT_LEFT_MS = 500;

export interface PhotoRunnerParts {
  decode(file: File): Promise<DecodedPhoto>;
  dispatch(event: AppEvent): void;
  /** Waits until the engine is ready and free. `onSearched`: called with the share that is done, 0…1. */
  read(frame: Frame, onSearched: (share: number) => void): Promise<Answer>;
  /** Ends the reading in progress; its answer has no result. */
  cancelReading(): void;
  now(): number;
  /** Called with each photo's result, in the photo's own pixels, before its row is dispatched. */
  onResult(result: Result): void;
}

/**
 * Reads photos one after the other while the next is decoded. Keeps only the File handles and no pixels, so that
 * thousands of photos take no more memory than one.
 */
export interface PhotoRunner {
  /** Photos without a path may share a name: later ones get a number, "image.png (2)". */
  add(files: readonly NamedFile[]): void;
  /** Stops after the current photo. */
  pause(): void;
  resume(): void;
  /** Drops the waiting photos, with the one that is being read, and keeps the finished ones. */
  cancel(): void;
  /** Drops all photos. */
  clear(): void;
  /** The file of a row; null if there is no such row. */
  file(id: number): File | null;
}

/** Creates a runner without photos. */
export function createPhotoRunner(parts: PhotoRunnerParts): PhotoRunner {
  const files = new Map<number, File>();
  /** The number of photos with each name. */
  const nameCounts = new Map<string, number>();
  let waiting: number[] = [];
  let nextId = 1;
  let running = false;
  let paused = false;
  /** Incremented to discard the work that is in progress. */
  let generation = 0;
  let finishedAt: number[] = [];
  let reportedAt = Number.NEGATIVE_INFINITY;

  function reportTimeLeft(): void {
    const now = parts.now();
    finishedAt = [...finishedAt, now].slice(-PACE_PHOTOS);
    if (now - reportedAt < REPORT_LEFT_MS || finishedAt.length < 2) return;
    reportedAt = now;
    const pace = (now - (finishedAt[0] ?? now)) / (finishedAt.length - 1);
    parts.dispatch({ type: 'photos-left', leftMs: pace * waiting.length });
  }

  async function readOne(decoding: Promise<DecodedPhoto>, mine: number): Promise<PhotoStatus | null> {
    const decoded = await decoding;
    if (!decoded.ok) return { state: 'failed', failure: decoded.failure };
    if (mine !== generation) {
      closeDecoded(decoded);
      return null;
    }
    const size = { width: decoded.image.width, height: decoded.image.height };
    const startedAt = parts.now();
    const answer = await parts.read({ image: decoded.image, at: 0 }, (share) => {
      if (mine !== generation || parts.now() - startedAt < LONG_MS) return;
      parts.dispatch({ type: 'photo-searched', share });
    });
    if (answer.ok) {
      const result = scaleResult(answer.result, size);
      const { faces, seen } = result;
      parts.onResult(result);
      return {
        state: 'done',
        size,
        faces,
        ...(seen > faces.length && { seen }),
        ...(decoded.animated && { animated: decoded.animated }),
      };
    }
    if (!answer.failure) return null;
    const detail = 'detail' in answer.failure ? answer.failure.detail : answer.failure.code;
    return { state: 'failed', failure: { code: 'photo-failed', detail } };
  }

  function uniqueName(name: string): string {
    const times = (nameCounts.get(name) ?? 0) + 1;
    nameCounts.set(name, times);
    return times === 1 ? name : uniqueName(`${name} (${times})`);
  }

  const decode = (id: number | undefined) => {
    const file = id === undefined ? undefined : files.get(id);
    return file ? parts.decode(file) : null;
  };

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    const mine = generation;
    parts.dispatch({ type: 'photos-run', run: 'running' });
    let decoding = decode(waiting[0]);
    while (waiting.length > 0 && !paused && mine === generation) {
      const id = waiting[0] as number;
      const current = decoding ?? decode(id);
      decoding = decode(waiting[1]);
      const status = current ? await readOne(current, mine) : null;
      if (mine !== generation) break;
      // The engine is restarting and did not read the photo: try the same one again.
      if (!status) {
        closeDecoded((await decoding) ?? null);
        decoding = null;
        continue;
      }
      waiting.shift();
      parts.dispatch({ type: 'photo-finished', id, status });
      reportTimeLeft();
    }
    closeDecoded((await decoding) ?? null);
    if (mine !== generation) return;
    running = false;
    if (waiting.length === 0) parts.dispatch({ type: 'photos-left', leftMs: null });
    parts.dispatch({ type: 'photos-run', run: waiting.length > 0 ? 'paused' : 'idle' });
  }

  function drop(): void {
    if (running) parts.cancelReading();
    generation += 1;
    running = false;
    paused = false;
    waiting = [];
    finishedAt = [];
  }

  return {
    add(added) {
      // A pause applies to the photos that were waiting. Without any left, new ones start at once.
      if (waiting.length === 0) paused = false;
      const rows: PhotoRow[] = added.map(({ file, name }) => {
        const id = nextId++;
        files.set(id, file);
        waiting.push(id);
        return {
          id,
          name: uniqueName(name),
          bytes: file.size,
          status: { state: 'waiting' },
        };
      });
      parts.dispatch({ type: 'photos-added', rows });
      if (!paused) void run();
    },
    pause() {
      if (waiting.length > 0) paused = true;
    },
    resume() {
      paused = false;
      finishedAt = [];
      void run();
    },
    cancel() {
      for (const id of waiting) files.delete(id);
      drop();
      parts.dispatch({ type: 'photos-cancelled' });
    },
    clear() {
      drop();
      files.clear();
      nameCounts.clear();
      parts.dispatch({ type: 'photos-cleared' });
    },
    file: (id) => files.get(id) ?? null,
  };
}

function closeDecoded(decoded: DecodedPhoto | null): void {
  if (decoded?.ok) decoded.image.close();
}
