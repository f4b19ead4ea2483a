import { useEffect, useRef, useState } from 'react';
import { fileNameAt, saveFile } from '#output/save-file.ts';
import { chooseZip } from '#output/zip-file.ts';
import { selectPhotoRows } from '#store/selectors.ts';
import { Bar } from '../Bar.tsx';
import { useMomentActions, usePhotoActions, useWiring } from '../hooks.ts';
import { leftOutPicture, SAVE_PICTURES, savedPictures, savedSoFar } from '../words/snapshot.ts';
import { type Chosen, LookChoices, useFirstCover, useLook } from './LookChoices.tsx';
import { type LeftOutPicture, savePictures } from './save-pictures.ts';
import './snapshot.css';

/** A run that saves the pictures; `ended` once it is over. */
interface Run {
  readonly all: number;
  readonly done: number;
  readonly leftOut: readonly LeftOutPicture[];
  readonly ended: 'saved' | 'cancelled' | 'failed' | null;
}

/** Saves all photos that were read as pictures in one archive. */
export function SavePictures() {
  const { store } = useWiring();
  const photos = usePhotoActions();
  const { search } = useMomentActions();
  const [chosen, setChosen] = useState<Chosen>({
    labels: 'with',
    cover: useFirstCover(),
    format: 'jpeg',
  });
  const [run, setRun] = useState<Run | null>(null);
  const look = useLook(chosen);
  const leaving = useRef<AbortController | null>(null);
  useEffect(() => () => leaving.current?.abort(), []);

  const change = (part: (run: Run) => Partial<Run>) => setRun((now) => now && { ...now, ...part(now) });

  async function start(): Promise<void> {
    const name = `${fileNameAt(new Date(), 'pictures')}.zip`;
    const target = await chooseZip(name);
    if (target === 'none') return;
    const rows = selectPhotoRows(store.getState()).filter(({ status }) => status.state === 'done');
    const controller = new AbortController();
    leaving.current = controller;
    setRun({ all: rows.length, done: 0, leftOut: [], ended: null });
    try {
      const archive = await savePictures(rows, target, {
        photos,
        search,
        look,
        signal: controller.signal,
        onProgress: (done) => change(() => ({ done })),
        onLeftOut: (picture) => change(({ leftOut }) => ({ leftOut: [...leftOut, picture] })),
      });
      if (archive) saveFile(archive, name);
      change(() => ({ ended: 'saved' }));
    } catch {
      change(() => ({ ended: controller.signal.aborted ? 'cancelled' : 'failed' }));
    }
  }

  const running = run !== null && run.ended === null;
  return (
    <div className="snapshot">
      <p className="quiet">{SAVE_PICTURES.about}</p>
      {!running && <LookChoices chosen={chosen} onChange={setChosen} />}
      {running && (
        <div>
          <p className="figure">{savedSoFar(run.done, run.all)}</p>
          <p className="quiet small">{SAVE_PICTURES.stay}</p>
          <div
            className="progress"
            role="progressbar"
            aria-label={SAVE_PICTURES.saving}
            aria-valuemin={0}
            aria-valuemax={run.all}
            aria-valuenow={run.done}
          >
            <Bar share={run.all === 0 ? 0 : run.done / run.all} />
          </div>
        </div>
      )}
      <div className="snapshot-actions">
        {running ? (
          <button type="button" className="button" onClick={() => leaving.current?.abort()}>
            {SAVE_PICTURES.cancel}
          </button>
        ) : (
          <button type="button" className="button primary" onClick={() => void start()}>
            {SAVE_PICTURES.start}
          </button>
        )}
      </div>
      {run !== null && <Outcome run={run} />}
    </div>
  );
}

function Outcome({ run }: { run: Run }) {
  return (
    <>
      <p role={run.ended === 'failed' ? 'alert' : 'status'}>
        {run.ended === 'saved' && savedPictures(run.done - run.leftOut.length)}
        {run.ended === 'cancelled' && SAVE_PICTURES.cancelled}
        {run.ended === 'failed' && SAVE_PICTURES.failed}
      </p>
      {run.leftOut.length > 0 && (
        <ul className="small">
          {run.leftOut.map((picture) => (
            <li key={picture.name}>{leftOutPicture(picture.name, picture.failure)}</li>
          ))}
        </ul>
      )}
    </>
  );
}
