import { useEffect, useState } from 'react';
import { baseName } from '#core/file-names.ts';
import type { PhotoRow } from '#store/state.ts';
import { Choice } from '../controls/Choice.tsx';
import { usePhotoActions } from '../hooks.ts';
import { CARD } from '../words/card.ts';
import { KEEP } from '../words/keep.ts';
import { SNAPSHOT, SNAPSHOT_FAILURES } from '../words/snapshot.ts';
import { CardMaker } from './CardMaker.tsx';
import { photoShot } from './photo-shot.ts';
import { SnapshotView } from './SnapshotView.tsx';
import type { Shot } from './snapshot.ts';
import './keep.css';

/** Keeps a photo in its full size, or its people as a card. */
export function PhotoSnapshot({ row }: { row: PhotoRow }) {
  const photos = usePhotoActions();
  const [kind, setKind] = useState<keyof typeof CARD.photoKinds>('snapshot');
  const [shot, setShot] = useState<Shot | 'failed' | null>(null);
  useEffect(() => {
    let gone = false;
    let close = () => {};
    void photoShot(photos, row).then((opened) => {
      close = () => opened?.image.close();
      if (gone) close();
      else setShot(opened ?? 'failed');
    });
    return () => {
      gone = true;
      close();
    };
  }, [photos, row]);
  if (shot === null) {
    return (
      <p className="quiet" role="status">
        {SNAPSHOT.drawing}
      </p>
    );
  }
  if (shot === 'failed') return <p role="alert">{SNAPSHOT_FAILURES['not-decoded']}</p>;
  const name = baseName(row.name);
  return (
    <div className="keep">
      <Choice legend={KEEP.what} options={CARD.photoKinds} value={kind} onChange={setKind} />
      {kind === 'snapshot' ? (
        <SnapshotView shot={shot} name={`${name}-mien`} format="jpeg" />
      ) : (
        <CardMaker shot={shot} name={`${name}-mien-card`} />
      )}
    </div>
  );
}
