import { scaleResult } from '#core/scale-result.ts';
import type { Result } from '#core/types.ts';
import type { NamedFile } from '#source/files.ts';
import type { Frame } from '#source/source.ts';
import type { DecodedPhoto } from '#source/stills.ts';
import type { AppEvent } from '#store/events.ts';
import type { PhotoRow, PhotoStatus } from '#store/state.ts';
import type { Answer } from './engine-host.ts';

/** Photos whose pace the time left is reckoned from. */
const PACE_PHOTOS = 20;
const TELL_LEFT_MS = 500;

export interface PhotoRunnerParts {
  decode(file: File): Promise<DecodedPhoto>;
  dispatch(event: AppEvent): void;
  /** Waits for the engine and for its turn. */
  read(frame: Frame): Promise<Answer>;
  now(): number;
  /** Called with each photo's result, in the photo's own pixels, before its row is dispatched. */
  onResult(result: Result): void;
}

/**
 * Reads photos one after the other while the next is decoded. Keeps the files (a File is a handle, not
 * its bytes) and nothing of the pictures, so thousands take no more memory than one.
 */
export interface PhotoRunner {
  /** Photos that came without a path may share a name: later ones get a number, "image.png (2)". */
  add(files: readonly NamedFile[]): void;
  pause(): void;
  resume(): void;
  cancel(): void;
  clear(): void;
  file(id: number): File | null;
}

export function createPhotoRunner(parts: PhotoRunnerParts): PhotoRunner {
  const files = new Map<number, File>();
  /** How many photos came under each name. */
  const namesakes = new Map<string, number>();
  let waiting: number[] = [];
  let nextId = 1;
  let running = false;
  let paused = false;
  /** Changes whenever what is under way has become pointless. */
  let generation = 0;
  let finishedAt: number[] = [];
  let toldAt = Number.NEGATIVE_INFINITY;

  function tellLeft(): void {
    const now = parts.now();
    finishedAt = [...finishedAt, now].slice(-PACE_PHOTOS);
    if (now - toldAt < TELL_LEFT_MS || finishedAt.length < 2) return;
    toldAt = now;
    const pace = (now - (finishedAt[0] ?? now)) / (finishedAt.length - 1);
    parts.dispatch({ type: 'photos-left', leftMs: pace * waiting.length });
  }

  async function readOne(decoding: Promise<DecodedPhoto>): Promise<PhotoStatus | null> {
    const decoded = await decoding;
    if (!decoded.ok) return { at: 'failed', failure: decoded.failure };
    const size = { width: decoded.image.width, height: decoded.image.height };
    const answer = await parts.read({ image: decoded.image, at: 0 });
    if (answer.ok) {
      const result = scaleResult(answer.result, size);
      const { faces, seen } = result;
      parts.onResult(result);
      return {
        at: 'done',
        size,
        faces,
        ...(seen > faces.length && { seen }),
        ...(decoded.animated && { animated: decoded.animated }),
      };
    }
    if (!answer.failure) return null;
    const detail = 'detail' in answer.failure ? answer.failure.detail : answer.failure.code;
    return { at: 'failed', failure: { code: 'photo-failed', detail } };
  }

  function ownName(name: string): string {
    const times = (namesakes.get(name) ?? 0) + 1;
    namesakes.set(name, times);
    return times === 1 ? name : ownName(`${name} (${times})`);
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
      const status = current ? await readOne(current) : null;
      if (mine !== generation) break;
      // Not looked at because the engine starts anew: the same photo again.
      if (!status) {
        closeDecoded((await decoding) ?? null);
        decoding = null;
        continue;
      }
      waiting.shift();
      parts.dispatch({ type: 'photo-finished', id, status });
      tellLeft();
    }
    closeDecoded((await decoding) ?? null);
    if (mine !== generation) return;
    running = false;
    if (waiting.length === 0) parts.dispatch({ type: 'photos-left', leftMs: null });
    parts.dispatch({ type: 'photos-run', run: waiting.length > 0 ? 'paused' : 'idle' });
  }

  function drop(): void {
    generation += 1;
    running = false;
    paused = false;
    waiting = [];
    finishedAt = [];
  }

  return {
    add(added) {
      // A pause is of the photos that waited then; with none left, new ones start at once.
      if (waiting.length === 0) paused = false;
      const rows: PhotoRow[] = added.map(({ file, name }) => {
        const id = nextId++;
        files.set(id, file);
        waiting.push(id);
        return {
          id,
          name: ownName(name),
          bytes: file.size,
          status: { at: 'waiting' },
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
      namesakes.clear();
      parts.dispatch({ type: 'photos-cleared' });
    },
    file: (id) => files.get(id) ?? null,
  };
}

function closeDecoded(decoded: DecodedPhoto | null): void {
  if (decoded?.ok) decoded.image.close();
}
