import type { Phase } from '#store/state.ts';
import { thisBrowser } from '../browser.ts';
import { FilePicker } from '../controls/FilePicker.tsx';
import { useApp, useSession } from '../hooks.ts';
import { CameraIcon, PhotosIcon, SampleIcon } from '../icons.tsx';
import { TROUBLE, troubleDetail, troubleWords } from '../words/trouble.ts';
import { WELCOME } from '../words/welcome.ts';
import './trouble.css';

/** Failures after which another camera may work. */
const CAMERA_TROUBLE: ReadonlySet<string> = new Set(['camera-busy', 'camera-gone']);

/** The screen for every failure: what happened, what to do, and the other sources. */
export function TroubleScreen({ phase }: { phase: Extract<Phase, { state: 'trouble' }> }) {
  const session = useSession();
  const { trouble, kind } = phase;
  const { title, body, next, way } = troubleWords(trouble, thisBrowser());
  // "Try again" already opens the camera.
  const offersCamera = kind !== 'camera' || way !== 'retry';
  return (
    <main className="trouble">
      <div className="trouble-card">
        <h1>{title}</h1>
        <p>{body}</p>
        <p className="trouble-next">{next}</p>
        <div className="trouble-ways">
          {way === 'retry' && (
            <button type="button" className="button primary" onClick={() => session.retry()}>
              {TROUBLE.retry}
            </button>
          )}
          {way === 'reload' && (
            <button type="button" className="button primary" onClick={() => location.reload()}>
              {TROUBLE.reload}
            </button>
          )}
          {way === 'tab' && (
            <a className="button primary" href={location.href} target="_blank" rel="noopener">
              {TROUBLE.openTab}
            </a>
          )}
          <button type="button" className="button" onClick={() => session.leave()}>
            {TROUBLE.home}
          </button>
        </div>
        {CAMERA_TROUBLE.has(trouble.code) && <OtherCameras />}
        <div className="trouble-others">
          <p className="trouble-others-title quiet small">{TROUBLE.otherWays}</p>
          {offersCamera && (
            <button type="button" className="button plain" onClick={() => session.openCamera()}>
              <CameraIcon />
              <span>{WELCOME.camera}</span>
            </button>
          )}
          <FilePicker takes="media" className="button plain" label={WELCOME.files}>
            <PhotosIcon />
            <span>{WELCOME.files}</span>
          </FilePicker>
          <button type="button" className="button plain" onClick={() => session.openSample()}>
            <SampleIcon />
            <span>{WELCOME.sample}</span>
          </button>
        </div>
        <details className="trouble-detail small">
          <summary>{TROUBLE.details}</summary>
          <pre>{troubleDetail(trouble)}</pre>
        </details>
      </div>
    </main>
  );
}

/** A button for each camera. */
function OtherCameras() {
  const session = useSession();
  const cameras = useApp((state) => state.cameras);
  if (cameras.length === 0) return null;
  return (
    <div className="trouble-others">
      <p className="trouble-others-title quiet small">{TROUBLE.cameras}</p>
      {cameras.map(({ id, label }) => (
        <button key={id} type="button" className="button plain" onClick={() => session.showCamera(id)}>
          <CameraIcon />
          <span>{label}</span>
        </button>
      ))}
    </div>
  );
}
