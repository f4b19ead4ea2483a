import { Bar } from '../Bar.tsx';
import { FilePicker } from '../controls/FilePicker.tsx';
import { useApp, usePhotoActions, useSourceActions } from '../hooks.ts';
import { AddIcon, BackIcon, PauseIcon, PlayIcon, SaveIcon } from '../icons.tsx';
import { PHOTOS, photoProgress } from '../words/photos.ts';
import { engineLine } from '../words/welcome.ts';
import { SavePicturesButton } from './SavePicturesButton.tsx';

/** The progress of the run, and the actions on all photos. */
export function PhotoHeader() {
  const sources = useSourceActions();
  const actions = usePhotoActions();
  const photos = useApp((state) => state.photos);
  const engine = useApp((state) => state.engine);
  const all = photos.rows.length;
  const busy = photos.finished < all;
  const done = photos.finished + photos.searched;
  return (
    <header className="photos-head">
      <button type="button" className="button" onClick={() => sources.leave()}>
        <BackIcon />
        <span>{PHOTOS.leave}</span>
      </button>
      <div className="photos-progress">
        <h1>{PHOTOS.title}</h1>
        <p className="quiet figure">
          {all > 0 && (busy && engine.state !== 'ready' ? engineLine(engine) : photoProgress(photos))}
        </p>
        {busy && (
          <div
            className="progress"
            role="progressbar"
            aria-label={PHOTOS.title}
            aria-valuemin={0}
            aria-valuemax={all}
            aria-valuenow={done}
          >
            <Bar share={done / all} />
          </div>
        )}
      </div>
      <div className="photos-actions">
        {busy && photos.run === 'running' && (
          <button type="button" className="button" onClick={() => actions.pause()}>
            <PauseIcon />
            <span>{PHOTOS.pause}</span>
          </button>
        )}
        {busy && photos.run !== 'running' && (
          <button type="button" className="button" onClick={() => actions.resume()}>
            <PlayIcon />
            <span>{PHOTOS.resume}</span>
          </button>
        )}
        {busy && (
          <button type="button" className="button" onClick={() => actions.cancel()}>
            {PHOTOS.cancel}
          </button>
        )}
        {photos.finished > 0 && (
          <>
            <button type="button" className="button" onClick={() => actions.save('csv')}>
              <SaveIcon />
              <span>{PHOTOS.saveCsv}</span>
            </button>
            <button type="button" className="button" onClick={() => actions.save('excel')}>
              <SaveIcon />
              <span>{PHOTOS.saveExcel}</span>
            </button>
            <button type="button" className="button" onClick={() => actions.save('json')}>
              <SaveIcon />
              <span>{PHOTOS.saveJson}</span>
            </button>
            <SavePicturesButton />
          </>
        )}
        {all > 0 && (
          <button type="button" className="button" onClick={() => actions.clear()}>
            {PHOTOS.clear}
          </button>
        )}
        <FilePicker takes="photos" className="button primary" label={PHOTOS.add}>
          <AddIcon />
          <span>{PHOTOS.add}</span>
        </FilePicker>
        <FilePicker takes="folder" className="button" label={PHOTOS.addFolder}>
          <AddIcon />
          <span>{PHOTOS.addFolder}</span>
        </FilePicker>
      </div>
    </header>
  );
}
