import { openFilmWriter } from '#output/film/open-writer.ts';
import { openVideoFile, type VideoFile } from '#output/film/video-file.ts';
import { fileNameAt, saveFile } from '#output/save-file.ts';
import type { LiveKind } from '#source/source.ts';
import type { AppState, Film, Rendering } from '#store/state.ts';
import type { AppStore } from '#store/store.ts';
import type { EngineControl } from './engine-control.ts';
import type { FilmStyle } from './film-style.ts';
import { type LiveFilm, startLiveFilm } from './live-film.ts';
import type { LiveView } from './live-view.ts';
import type { Moments } from './moments.ts';
import { createReel } from './reel.ts';
import { type RenderedVideo, renderVideo } from './render-video.ts';
import type { FilmActions } from './session.ts';
import { PAGE_TIMERS } from './watchdog.ts';

/** The longest and largest film of a live picture, which is kept in memory until it is saved. */
export const FILM_LIMIT = { ms: 10 * 60_000, bytes: 500e6 };

export interface FilmParts {
  readonly store: AppStore;
  readonly moments: Pick<Moments, 'follow'>;
  readonly engine: Pick<EngineControl, 'host' | 'ready' | 'readEveryFace'>;
  live(): LiveView | null;
  /** Whether leaving the page would lose a film, so that the browser must ask for confirmation. */
  guardUnload(guarded: boolean): void;
  /** Milliseconds of the page's clock. */
  now(): number;
}

/** Everything about films that is loaded with the first. */
export type FilmControl = FilmActions & { close(): void };

/** Starts without a film and without a rendering. */
export function createFilmControl(parts: FilmParts): FilmControl {
  const { store, now } = parts;
  const { dispatch } = store;
  const state = () => store.api.getState();
  let film: LiveFilm | null = null;
  let unwatch = () => {};
  /** The rendering in progress; each is an object of its own, so that a late end of another is recognised. */
  let current: object | null = null;
  /** The engine reads one video at a time, and the next begins once the last has given it back. */
  let work: Promise<void> = Promise.resolve();
  let rendered: RenderedVideo | null = null;

  function guard(): void {
    const { film: shown, rendering } = state();
    const films = shown !== null && shown.bytes > 0;
    parts.guardUnload(films || rendering?.state === 'running' || rendering?.state === 'done');
  }

  function showFilm(next: Film | null): void {
    dispatch({ type: 'film', film: next });
    guard();
  }

  function showRendering(next: Rendering | null): void {
    dispatch({ type: 'rendering', rendering: next });
    guard();
  }

  function dropFilm(): void {
    unwatch();
    film?.drop();
    film = null;
    showFilm(null);
  }

  /** Ends the film with its source. Only another camera continues it. */
  function watchSource(kind: LiveKind): () => void {
    let seen = state().phase;
    return store.api.subscribe(({ phase }: AppState) => {
      if (phase === seen) return;
      seen = phase;
      if (phase.state === 'live' && phase.source.kind === kind) return;
      if (phase.state === 'opening' && phase.kind === kind && kind === 'camera') film?.cut();
      else void film?.end('source');
    });
  }

  async function renderWith(style: FilmStyle, view: LiveView, mine: object): Promise<void> {
    const isMine = () => current === mine;
    if (!isMine()) return;
    const fail = (why: Extract<Rendering, { state: 'failed' }>['why']) => {
      if (isMine()) showRendering({ state: 'failed', why, seconds: 0 });
    };
    const { source } = view;
    const file = await source.file?.().catch(() => null);
    if (!file) return fail('gone');
    const video = await openVideoFile(file);
    if (video === null) return fail('not-decodable');
    const wanted = () => isMine() && parts.live() === view;
    const wasPlaying = source.playback?.paused === false;
    source.pause();
    try {
      await view.hold();
      if (!(await parts.engine.ready()) || !wanted()) return;
      parts.engine.readEveryFace(true);
      const reel = await createReel(
        video.drawn,
        style,
        { pace: 'whole', sound: video.sound },
        openFilmWriter,
      ).catch(() => null);
      const outcome = await renderVideo({
        name: source.label,
        video,
        reel,
        read: (frame) => parts.engine.host.read(frame, 'live'),
        copy: (image) => createImageBitmap(image),
        wanted,
        now,
        wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
        report: showRendering,
      });
      if (!isMine() || outcome === null) return;
      if ('state' in outcome) {
        showRendering(outcome);
      } else {
        rendered = outcome;
        showRendering({
          state: 'done',
          frames: outcome.frames,
          video: outcome.video?.size ?? null,
          sound: soundOf(video, reel?.hasSound === true),
        });
      }
    } finally {
      video.close();
      parts.engine.readEveryFace(false);
      view.release();
      if (wasPlaying && parts.live() === view) source.play();
      if (isMine() && state().rendering?.state === 'running') showRendering(null);
    }
  }

  return {
    start(style) {
      const view = parts.live();
      if (film !== null || view === null || state().film === null) return;
      const { kind } = view.source;
      unwatch = watchSource(kind);
      film = startLiveFilm({
        limit: FILM_LIMIT,
        timers: PAGE_TIMERS,
        follow: parts.moments.follow,
        now,
        goesOn: () => view.source.playback?.paused !== true,
        open: (size) => createReel(size, style, { pace: 'live', sound: null }, openFilmWriter),
        report: showFilm,
      });
    },
    pause: () => film?.pause(),
    resume: () => film?.resume(),
    save() {
      const mine = film;
      void mine?.end(null).then((file) => {
        if (film !== mine || file === null) return;
        saveNamed('film', extensionOf(file), file);
        dropFilm();
      });
    },
    drop: dropFilm,
    render(style) {
      const view = parts.live();
      if (view === null || state().rendering === null) return;
      const mine = {};
      current = mine;
      work = work.then(() => renderWith(style, view, mine)).catch(() => undefined);
    },
    saveRendered(what) {
      if (what === 'table' && rendered) saveNamed('video-frames', 'csv', rendered.table);
      if (what === 'video' && rendered?.video)
        saveNamed('video', extensionOf(rendered.video), rendered.video);
    },
    dropRendered() {
      current = null;
      rendered = null;
      showRendering(null);
    },
    close() {
      dropFilm();
      current = null;
    },
  };
}

function extensionOf(file: Blob): string {
  return file.type.startsWith('video/mp4') ? 'mp4' : 'webm';
}

function soundOf(video: VideoFile, copied: boolean): 'copied' | 'none' | 'left-out' {
  if (copied) return 'copied';
  return video.hasSound ? 'left-out' : 'none';
}

function saveNamed(what: string, extension: string, file: Blob): void {
  saveFile(file, `${fileNameAt(new Date(), what)}.${extension}`);
}
