import { useState } from 'react';
import { Choice } from '../controls/Choice.tsx';
import { KEEP } from '../words/keep.ts';
import { CardPanel } from './CardPanel.tsx';
import { FilmPanel } from './FilmPanel.tsx';
import { SnapshotPanel } from './SnapshotPanel.tsx';
import { useLiveShot } from './use-live-shot.ts';
import './keep.css';

/** What can be kept of the live picture. The picture is taken when the sheet opens. */
export function KeepSheet({ onClose }: { onClose: () => void }) {
  const [kind, setKind] = useState<keyof typeof KEEP.kinds>('snapshot');
  const live = useLiveShot();
  return (
    <div className="keep">
      <Choice legend={KEEP.what} options={KEEP.kinds} value={kind} onChange={setKind} />
      {kind === 'snapshot' && <SnapshotPanel live={live} />}
      {kind === 'film' && <FilmPanel onClose={onClose} />}
      {kind === 'card' && <CardPanel live={live} />}
    </div>
  );
}
