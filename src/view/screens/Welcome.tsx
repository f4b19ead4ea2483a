import { Bar } from '../Bar.tsx';
import { FilePicker } from '../controls/FilePicker.tsx';
import { useApp, useSourceActions } from '../hooks.ts';
import {
  CameraIcon,
  FaceIcon,
  LockIcon,
  Mark,
  PhotosIcon,
  RangeIcon,
  SampleIcon,
  ScreenIcon,
} from '../icons.tsx';
import { engineLine, NAME, WELCOME } from '../words/welcome.ts';
import { Portrait } from './Portrait.tsx';
import { ScreenShareButton } from './ScreenShareButton.tsx';
import './welcome.css';

const PROMISE_ICONS = [LockIcon, FaceIcon, RangeIcon] as const;

/** The start page: what the page does and does not do, and the buttons for each source. */
export function Welcome() {
  const sources = useSourceActions();
  return (
    <main className="welcome">
      <header className="welcome-head">
        <Mark />
        <span>{NAME}</span>
        <a className="button plain" href="?booth=setup">
          {WELCOME.booth}
        </a>
      </header>
      <section className="hero">
        <div className="hero-text">
          <h1>{WELCOME.heading}</h1>
          <p className="lede">{WELCOME.lede}</p>
          <div className="ways">
            <button type="button" className="button primary large" onClick={() => sources.openCamera()}>
              <CameraIcon />
              <span>{WELCOME.camera}</span>
            </button>
            <FilePicker takes="media" className="button large" label={WELCOME.files}>
              <PhotosIcon />
              <span>{WELCOME.files}</span>
            </FilePicker>
            <button type="button" className="button large" onClick={() => sources.openSample()}>
              <SampleIcon />
              <span>{WELCOME.sample}</span>
            </button>
            <ScreenShareButton className="button plain">
              <ScreenIcon />
              <span>{WELCOME.screen}</span>
            </ScreenShareButton>
          </div>
          <p className="quiet small hint">{WELCOME.hint}</p>
          <EngineLine />
        </div>
        <Portrait />
      </section>
      <ul className="promises">
        {WELCOME.promises.map((promise, index) => {
          const PromiseIcon = PROMISE_ICONS[index] ?? FaceIcon;
          return (
            <li key={promise.title}>
              <PromiseIcon />
              <div>
                <h2>{promise.title}</h2>
                <p>{promise.body}</p>
                {'more' in promise && (
                  <p>
                    <a href="./limits.html">{promise.more}</a>
                  </p>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      <p className="quiet small sample-note">
        <span>{`${WELCOME.sampleNote} `}</span>
        <a href="./licences.txt">{WELCOME.licences}</a>
      </p>
    </main>
  );
}

/** The state of the engine, which starts in the background. */
function EngineLine() {
  const engine = useApp((state) => state.engine);
  const part = engine.state === 'loading' && engine.total > 0 ? engine.loaded / engine.total : 0;
  return (
    <p className="engine-line small" data-at={engine.state}>
      <span className="engine-dot" aria-hidden="true" />
      <span className="figure">{engineLine(engine)}</span>
      {engine.state === 'loading' && <Bar share={part} />}
    </p>
  );
}
