import { fileNameAt } from '#output/save-file.ts';
import { SNAPSHOT } from '../words/snapshot.ts';
import { SnapshotView } from './SnapshotView.tsx';
import type { LiveShot } from './use-live-shot.ts';

/** Keeps the live picture as a file. */
export function SnapshotPanel({ live }: { live: LiveShot }) {
  const again = (
    <button type="button" className="button" onClick={live.takeAnother}>
      {SNAPSHOT.again}
    </button>
  );
  if (live.taken === null) {
    return (
      <p className="quiet" role="status">
        {SNAPSHOT.taking}
      </p>
    );
  }
  if (live.taken === 'none') {
    return (
      <div className="snapshot">
        <p role="alert">{SNAPSHOT.noMoment}</p>
        <div className="snapshot-actions">{again}</div>
      </div>
    );
  }
  const { shot, time } = live.taken;
  return (
    <SnapshotView shot={shot} name={fileNameAt(time, 'snapshot')} format="png">
      {again}
    </SnapshotView>
  );
}
