import { selectLiveSource } from '#store/selectors.ts';
import { useApp, useSession, useSourceActions } from '../hooks.ts';
import { BackIcon, MirrorIcon, SettingsIcon } from '../icons.tsx';
import { LIVE } from '../words/live.ts';
import { CameraPicker } from './CameraPicker.tsx';
import { FilmSlot } from './Films.tsx';
import { FullScreenButton } from './FullScreenButton.tsx';
import { KeepButton } from './KeepButton.tsx';
import { RecordButton, RecordingStrip } from './Recorder.tsx';
import { Transport } from './Transport.tsx';
import './controls.css';

/** The bar of controls under the live picture. */
export function Controls({ onSettings }: { onSettings: () => void }) {
  const session = useSession();
  const sources = useSourceActions();
  const source = useApp(selectLiveSource);
  if (source === null) return null;
  return (
    <div className="controls">
      <RecordingStrip />
      <FilmSlot />
      {source.playback !== null && <Transport playback={source.playback} />}
      <div className="controls-row">
        <button type="button" className="button" aria-label={LIVE.leave} onClick={() => sources.leave()}>
          <BackIcon />
          <span className="leave-word">{LIVE.leave}</span>
        </button>
        {source.kind === 'camera' && <CameraPicker />}
        <span className="spring" />
        <button
          type="button"
          className="button icon-only"
          aria-label={LIVE.mirror}
          title={LIVE.mirror}
          aria-pressed={source.mirrored}
          onClick={() => session.setSettings({ mirror: source.mirrored ? 'off' : 'on' })}
        >
          <MirrorIcon />
        </button>
        <KeepButton />
        <RecordButton />
        <FullScreenButton />
        <button
          type="button"
          className="button icon-only"
          aria-label={LIVE.settings}
          title={LIVE.settings}
          onClick={onSettings}
        >
          <SettingsIcon />
        </button>
      </div>
    </div>
  );
}
