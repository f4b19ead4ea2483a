import type { LiveSource } from '#store/state.ts';
import { Bar } from '../Bar.tsx';
import { useApp, useSession } from '../hooks.ts';
import { Mark } from '../icons.tsx';
import { LIVE } from '../words/live.ts';
import { bytesOf } from '../words/numbers.ts';
import { OPENING } from '../words/opening.ts';
import './opening.css';

/** Shown until the source opens: first the progress of the download, then a hint about the browser's prompt. */
export function Opening({ kind, asking }: { kind: LiveSource['kind']; asking: boolean }) {
  const session = useSession();
  const engine = useApp((state) => state.engine);
  const { loaded, total } = engine.state === 'loading' ? engine : { loaded: 0, total: 0 };
  const part = total > 0 ? Math.min(1, loaded / total) : 0;
  return (
    <main className="opening">
      <Mark />
      <h1>{asking ? OPENING.asking[kind] : OPENING.loading}</h1>
      <p className="quiet">{asking ? OPENING.askingBody[kind] : OPENING.loadingBody}</p>
      {!asking && engine.state === 'loading' && (
        <div className="opening-progress">
          <div
            className="progress"
            role="progressbar"
            aria-label={OPENING.loading}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.round(part * 100)}
            aria-valuetext={bytesOf(loaded, total)}
          >
            <Bar share={part} />
          </div>
          <span className="figure quiet small">{bytesOf(loaded, total)}</span>
        </div>
      )}
      <p className="quiet small">{LIVE.aboutGuesses}</p>
      <button type="button" className="button" onClick={() => session.leave()}>
        {OPENING.cancel}
      </button>
    </main>
  );
}
