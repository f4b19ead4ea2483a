import { useState } from 'react';
import { Choice } from '../controls/Choice.tsx';
import { Dialog } from '../controls/Dialog.tsx';
import { KEEP } from '../words/keep.ts';
import { CardPanel } from './CardPanel.tsx';
import { FilmPanel } from './FilmPanel.tsx';
import { SnapshotPanel } from './SnapshotPanel.tsx';
import './keep.css';

const PANELS = { snapshot: SnapshotPanel, film: FilmPanel, card: CardPanel } as const;

/** What can be kept of the live picture. */
export default function KeepSheet({ onClose }: { onClose: () => void }) {
  const [kind, setKind] = useState<keyof typeof PANELS>('snapshot');
  const Panel = PANELS[kind];
  return (
    <Dialog title={KEEP.title} onClose={onClose}>
      <div className="keep">
        <Choice legend={KEEP.what} options={KEEP.kinds} value={kind} onChange={setKind} />
        <Panel onClose={onClose} />
      </div>
    </Dialog>
  );
}
