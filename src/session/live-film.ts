import { cutFilm, NEW_FILM_CLOCK, nextFilmTime } from '#core/film-clock.ts';
import { filmSize } from '#core/film-size.ts';
import { imageSize } from '#core/image-size.ts';
import type { Size } from '#core/types.ts';
import type { Film } from '#store/state.ts';
import type { Moment } from './moments.ts';
import type { Reel } from './reel.ts';
import type { Timers } from './watchdog.ts';

/** A film ends by itself at the first of these. */
export interface FilmLimit {
  readonly ms: number;
  readonly bytes: number;
}

export interface LiveFilmParts {
  readonly limit: FilmLimit;
  readonly timers: Timers;
  /** Calls back with every live picture; returns a function that ends that. */
  follow(take: (moment: Moment) => void): () => void;
  /** Milliseconds of the page's clock. */
  now(): number;
  /** Whether the source's time goes on while its picture stays the same: not that of a paused clip. */
  goesOn(): boolean;
  /** Creates the reel for a film of this size; null if this browser cannot write video. */
  open(size: Size): Promise<Reel | null>;
  report(film: Film): void;
}

/** A film of the live picture. */
export interface LiveFilm {
  pause(): void;
  resume(): void;
  /** Another camera is shown from now on: its pictures follow at once. */
  cut(): void;
  /** Ends the film, if it still runs, and resolves with the file; null if there is none. */
  end(why: Film['ended']): Promise<Blob | null>;
  /** Ends the film and drops it. */
  drop(): void;
}

/** The picture that does not change is added again after this time, and the figures are reported this often. */
const TICK_MS = 1000;
const REPORT_MS = 250;
/** Assumed time that a frame is shown; a file's last frame has no next one. */
const FRAME_SECONDS = 1 / 30;

/** Starts at once, with the next live picture. */
export function startLiveFilm(parts: LiveFilmParts): LiveFilm {
  const { limit, now } = parts;
  let state: Film['state'] = 'starting';
  let ended: Film['ended'] = null;
  let reel: Reel | null = null;
  let opening = false;
  let clock = NEW_FILM_CLOCK;
  let busy = false;
  let reportedAt = Number.NEGATIVE_INFINITY;
  let file: Promise<Blob | null> | null = null;
  let dropped = false;

  function report(): void {
    if (dropped) return;
    reportedAt = now();
    parts.report({ state, ended, ms: clock.film ?? 0, bytes: reel?.bytes() ?? 0 });
  }

  const unfollow = parts.follow(take);
  const cancelTicks = parts.timers.every(TICK_MS, tick);
  report();

  async function open(size: Size): Promise<void> {
    opening = true;
    const opened = await parts.open(size).catch(() => null);
    if (state === 'ended' || state === 'ending') {
      await opened?.cancel();
      return;
    }
    reel = opened;
    if (reel === null) {
      void end('no-encoder');
      return;
    }
    state = 'filming';
    report();
  }

  function take({ image, result }: Moment): void {
    if (state !== 'filming' && state !== 'starting') return;
    if (reel === null) {
      if (!opening) void open(filmSize(upright(imageSize(image), result.size)));
      return;
    }
    const next = busy ? null : nextFilmTime(clock, result.at, now());
    if (next === null || next.ms === null || reachedLimit(next.ms)) return;
    clock = next.clock;
    write(reel.add({ image, result }, next.ms / 1000, FRAME_SECONDS));
  }

  /** Adds the picture again where none arrives because nothing changes: the film lasts as long as it took. */
  function tick(): void {
    const { last } = clock;
    if (state !== 'filming' || reel === null || busy || last === null) return;
    const passed = now() - last.now;
    if (!parts.goesOn() || passed < TICK_MS) return;
    const next = nextFilmTime(clock, last.at + passed, now());
    if (next.ms === null || reachedLimit(next.ms)) return;
    clock = next.clock;
    write(reel.repeat(next.ms / 1000, FRAME_SECONDS));
  }

  function write(writing: Promise<void>): void {
    busy = true;
    writing.then(
      () => {
        busy = false;
      },
      () => void end('encoder'),
    );
    if (now() - reportedAt >= REPORT_MS) report();
  }

  function reachedLimit(ms: number): boolean {
    const reached = ms > limit.ms || (reel?.bytes() ?? 0) > limit.bytes;
    if (reached) void end('limit');
    return reached;
  }

  async function finish(): Promise<Blob | null> {
    if (reel === null || clock.film === null) {
      await reel?.cancel().catch(() => undefined);
      return null;
    }
    return reel.finish().catch(() => null);
  }

  function stop(): void {
    unfollow();
    cancelTicks();
  }

  function end(why: Film['ended']): Promise<Blob | null> {
    if (file !== null) return file;
    stop();
    ended = why;
    state = 'ending';
    report();
    file = finish().then((blob) => {
      state = 'ended';
      if (blob === null && ended !== 'no-encoder') ended = ended === 'encoder' ? 'encoder' : 'nothing';
      report();
      return blob;
    });
    return file;
  }

  return {
    pause() {
      if (state !== 'filming') return;
      state = 'paused';
      reel?.pause();
      report();
    },
    resume() {
      if (state !== 'paused') return;
      state = 'filming';
      clock = cutFilm(clock);
      reel?.resume();
      report();
    },
    cut() {
      clock = cutFilm(clock);
    },
    end,
    drop() {
      dropped = true;
      stop();
      if (file === null) void reel?.cancel().catch(() => undefined);
      file = Promise.resolve(null);
      state = 'ended';
    },
  };
}

/** The size of a picture as it is shown: a frame of a rotated clip may tell its size before the rotation. */
function upright(natural: Size, shown: Size): Size {
  const scale = Math.max(natural.width, natural.height) / Math.max(shown.width, shown.height);
  return { width: shown.width * scale, height: shown.height * scale };
}
