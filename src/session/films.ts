import type { FilmControl, FilmParts } from './film-control.ts';
import type { FilmActions } from './session.ts';

/** Films, whose code is loaded with the first of them: encoders are as large as the rest of the page. */
export function createFilms(parts: FilmParts): FilmActions & { close(): void } {
  const { dispatch } = parts.store;
  let control: FilmControl | null = null;

  async function load(): Promise<FilmControl> {
    const { createFilmControl } = await import('./film-control.ts');
    control ??= createFilmControl(parts);
    return control;
  }

  return {
    start(style) {
      if (parts.store.api.getState().film !== null || parts.live() === null) return;
      dispatch({ type: 'film', film: { state: 'starting', ended: null, ms: 0, bytes: 0 } });
      load().then(
        (films) => films.start(style),
        () => dispatch({ type: 'film', film: { state: 'ended', ended: 'not-loaded', ms: 0, bytes: 0 } }),
      );
    },
    pause: () => control?.pause(),
    resume: () => control?.resume(),
    save: () => control?.save(),
    drop() {
      control?.drop();
      dispatch({ type: 'film', film: null });
    },
    render(style) {
      if (parts.store.api.getState().rendering !== null || !parts.live()?.source.file) return;
      dispatch({ type: 'rendering', rendering: { state: 'running', share: 0, fps: null, leftMs: null } });
      load().then(
        (films) => films.render(style),
        () => dispatch({ type: 'rendering', rendering: { state: 'failed', why: 'not-loaded', seconds: 0 } }),
      );
    },
    saveRendered: (what) => control?.saveRendered(what),
    dropRendered() {
      control?.dropRendered();
      dispatch({ type: 'rendering', rendering: null });
    },
    close: () => control?.close(),
  };
}
