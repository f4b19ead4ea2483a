import { useApp, useSession } from '../hooks.ts';
import { CloseIcon, RecordIcon, SaveIcon } from '../icons.tsx';
import { LIVE, recordingRows } from '../words/live.ts';

/** The button that starts a recording. */
export function RecordButton() {
  const session = useSession();
  const recording = useApp((state) => state.recording);
  return (
    <button
      type="button"
      className="button icon-only record"
      aria-label={LIVE.record}
      title={LIVE.recordHint}
      aria-pressed={recording?.running === true}
      disabled={recording !== null}
      onClick={() => session.startRecording()}
    >
      <RecordIcon />
    </button>
  );
}

/** A recording that outlives its source, on the screens without live controls. */
export function LeftRecording() {
  const phase = useApp((state) => state.phase.state);
  const exists = useApp((state) => state.recording !== null);
  if (!exists || phase === 'live' || phase === 'opening') return null;
  return (
    <div className="left-recording">
      <RecordingStrip />
    </div>
  );
}

/** The number of rows of the recording, and buttons to save or discard it. */
export function RecordingStrip() {
  const session = useSession();
  const recording = useApp((state) => state.recording);
  if (recording === null) return null;
  return (
    <section className="recording" aria-label={LIVE.record}>
      <span className="recording-rows figure">{recordingRows(recording)}</span>
      <button type="button" className="button" onClick={() => session.saveRecording('csv')}>
        <SaveIcon />
        <span>{LIVE.saveCsv}</span>
      </button>
      <button type="button" className="button" onClick={() => session.saveRecording('excel')}>
        <SaveIcon />
        <span>{LIVE.saveExcel}</span>
      </button>
      <button type="button" className="button" onClick={() => session.saveRecording('json')}>
        <SaveIcon />
        <span>{LIVE.saveJson}</span>
      </button>
      <button
        type="button"
        className="button icon-only"
        aria-label={LIVE.dropRecording}
        title={LIVE.dropRecording}
        onClick={() => session.dropRecording()}
      >
        <CloseIcon />
      </button>
    </section>
  );
}
