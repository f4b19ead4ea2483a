import { useApp, useRecordingActions } from '../hooks.ts';
import { CloseIcon, RecordIcon, SaveIcon } from '../icons.tsx';
import { LIVE, recordingRows } from '../words/live.ts';
import { FilmSlot } from './Films.tsx';

/** The button that starts a recording. */
export function RecordButton() {
  const actions = useRecordingActions();
  const recording = useApp((state) => state.recording);
  return (
    <button
      type="button"
      className="button icon-only record"
      aria-label={LIVE.record}
      title={LIVE.recordHint}
      aria-pressed={recording?.running === true}
      disabled={recording !== null}
      onClick={() => actions.start()}
    >
      <RecordIcon />
    </button>
  );
}

/** A recording and a film that outlive their source, on the screens without live controls. */
export function LeftRecording() {
  const phase = useApp((state) => state.phase.state);
  const exists = useApp((state) => state.recording !== null || state.film !== null);
  if (!exists || phase === 'live' || phase === 'opening') return null;
  return (
    <div className="left-recording">
      <RecordingStrip />
      <FilmSlot />
    </div>
  );
}

/** The number of rows of the recording, and buttons to save or discard it. */
export function RecordingStrip() {
  const actions = useRecordingActions();
  const recording = useApp((state) => state.recording);
  if (recording === null) return null;
  return (
    <section className="recording" aria-label={LIVE.record}>
      <span className="recording-rows figure">{recordingRows(recording)}</span>
      <button type="button" className="button" onClick={() => actions.save('csv')}>
        <SaveIcon />
        <span>{LIVE.saveCsv}</span>
      </button>
      <button type="button" className="button" onClick={() => actions.save('excel')}>
        <SaveIcon />
        <span>{LIVE.saveExcel}</span>
      </button>
      <button type="button" className="button" onClick={() => actions.save('json')}>
        <SaveIcon />
        <span>{LIVE.saveJson}</span>
      </button>
      <button
        type="button"
        className="button icon-only"
        aria-label={LIVE.dropRecording}
        title={LIVE.dropRecording}
        onClick={() => actions.drop()}
      >
        <CloseIcon />
      </button>
    </section>
  );
}
