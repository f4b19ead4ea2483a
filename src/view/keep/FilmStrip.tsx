import { useApp, useFilmActions } from '../hooks.ts';
import { CloseIcon, PauseIcon, PlayIcon, SaveIcon } from '../icons.tsx';
import { FILM, filmFigures, filmNews } from '../words/film.ts';

/** Length and size of the film, and buttons to pause, save and discard it. */
export default function FilmStrip() {
  const films = useFilmActions();
  const film = useApp((state) => state.film);
  if (film === null) return null;
  const news = filmNews(film);
  const hasFile = film.ended === null || film.ended === 'limit' || film.ended === 'source';
  return (
    <section className="recording film" aria-label={FILM.strip}>
      {hasFile && <span className="recording-rows figure">{filmFigures(film)}</span>}
      <p className="film-news small" role="status">
        {news !== null && <span>{news}</span>}
      </p>
      {film.state === 'filming' && (
        <button
          type="button"
          className="button icon-only"
          aria-label={FILM.pause}
          onClick={() => films.pause()}
        >
          <PauseIcon />
        </button>
      )}
      {film.state === 'paused' && (
        <button
          type="button"
          className="button icon-only"
          aria-label={FILM.resume}
          onClick={() => films.resume()}
        >
          <PlayIcon />
        </button>
      )}
      {hasFile && film.state !== 'starting' && (
        <button
          type="button"
          className="button"
          disabled={film.state === 'ending'}
          onClick={() => films.save()}
        >
          <SaveIcon />
          <span>{film.state === 'ended' ? FILM.save : FILM.stop}</span>
        </button>
      )}
      <button
        type="button"
        className="button icon-only"
        aria-label={hasFile ? FILM.drop : FILM.close}
        title={hasFile ? FILM.drop : FILM.close}
        onClick={() => films.drop()}
      >
        <CloseIcon />
      </button>
    </section>
  );
}
