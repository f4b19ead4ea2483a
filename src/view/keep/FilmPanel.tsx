import { useState } from 'react';
import { selectLiveSource } from '#store/selectors.ts';
import { Choice } from '../controls/Choice.tsx';
import { useApp, useFilmActions, useWiring } from '../hooks.ts';
import { FilmIcon } from '../icons.tsx';
import { FILM, type FilmFaces } from '../words/film.ts';
import { createFilmStyle } from './film-style.ts';

/** Keeps the live picture as a video, or renders an opened video whole. */
export function FilmPanel({ onClose }: { onClose: () => void }) {
  const { store } = useWiring();
  const films = useFilmActions();
  const kind = useApp((state) => selectLiveSource(state)?.kind ?? null);
  const exists = useApp((state) => state.film !== null);
  const [labels, setLabels] = useState<'with' | 'without'>('with');
  const cover = useApp((state) => state.settings.cover);
  // Where the page covers faces, a film must not show them unasked.
  const [faces, setFaces] = useState<FilmFaces>(cover === 'off' ? 'shown' : cover);
  const style = () => createFilmStyle(store, { labels: labels === 'with', faces });
  return (
    <>
      <Choice legend={FILM.labels} options={FILM.labelChoices} value={labels} onChange={setLabels} />
      <Choice legend={FILM.faces} options={FILM.faceChoices} value={faces} onChange={setFaces} />
      {faces !== 'shown' && <p className="quiet small">{FILM.covers}</p>}
      <div className="keep-part">
        <button
          type="button"
          className="button primary"
          disabled={exists || kind === null}
          onClick={() => {
            films.start(style());
            onClose();
          }}
        >
          <FilmIcon />
          <span>{FILM.start}</span>
        </button>
        <p className="quiet small">{FILM.limit}</p>
      </div>
      {(kind === 'clip' || kind === 'sample') && (
        <div className="keep-part">
          <h3>{FILM.wholeTitle}</h3>
          <p className="quiet small">{FILM.whole}</p>
          <button
            type="button"
            className="button"
            disabled={exists}
            onClick={() => {
              films.render(style());
              onClose();
            }}
          >
            {FILM.render}
          </button>
        </div>
      )}
    </>
  );
}
