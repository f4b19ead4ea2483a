import { useEffect, useRef } from 'react';
import type { Rendering } from '#store/state.ts';
import { Bar } from '../Bar.tsx';
import { useApp, useFilmActions } from '../hooks.ts';
import { SaveIcon } from '../icons.tsx';
import { doneWords, failedWords, RENDERING, renderingFigures, videoButton } from '../words/film.ts';
import './keep.css';

/** The progress and the outcome of a video that is rendered. It is modal: what is read must not change meanwhile. */
export default function RenderingDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const rendering = useApp((state) => state.rendering);
  useEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    if (!element.open) element.showModal();
    // The Escape key must not end hours of work; browsers let a second press through.
    const keep = (event: Event) => event.preventDefault();
    const again = () => element.isConnected && element.showModal();
    element.addEventListener('cancel', keep);
    element.addEventListener('close', again);
    return () => {
      element.removeEventListener('cancel', keep);
      element.removeEventListener('close', again);
    };
  }, []);
  if (rendering === null) return null;
  return (
    <dialog ref={dialog} className="sheet" aria-label={titleOf(rendering)}>
      <div className="sheet-inside">
        <header className="sheet-head">
          <h2>{titleOf(rendering)}</h2>
        </header>
        <div className="keep">
          <Outcome rendering={rendering} />
        </div>
      </div>
    </dialog>
  );
}

function titleOf({ state }: Rendering): string {
  if (state === 'running') return RENDERING.title;
  return state === 'done' ? RENDERING.done : RENDERING.failed;
}

function Outcome({ rendering }: { rendering: Rendering }) {
  const films = useFilmActions();
  switch (rendering.state) {
    case 'running':
      return (
        <>
          <div
            className="progress"
            role="progressbar"
            aria-label={RENDERING.progress}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.floor(100 * rendering.share)}
          >
            <Bar share={rendering.share} />
          </div>
          <p className="figure">{renderingFigures(rendering)}</p>
          <div className="keep-row">
            <button type="button" className="button" onClick={() => films.dropRendered()}>
              {RENDERING.cancel}
            </button>
          </div>
        </>
      );
    case 'done':
      return (
        <>
          <p role="status">{doneWords(rendering)}</p>
          <div className="keep-row">
            {rendering.video !== null && (
              <button type="button" className="button primary" onClick={() => films.saveRendered('video')}>
                <SaveIcon />
                <span>{videoButton(rendering.video)}</span>
              </button>
            )}
            <button type="button" className="button" onClick={() => films.saveRendered('table')}>
              <SaveIcon />
              <span>{RENDERING.table}</span>
            </button>
            <button type="button" className="button plain" onClick={() => films.dropRendered()}>
              {RENDERING.close}
            </button>
          </div>
        </>
      );
    case 'failed':
      return (
        <>
          <p role="alert">{failedWords(rendering)}</p>
          <div className="keep-row">
            <button type="button" className="button" onClick={() => films.dropRendered()}>
              {RENDERING.close}
            </button>
          </div>
        </>
      );
  }
}
