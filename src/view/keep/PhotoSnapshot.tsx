import { useEffect, useState } from 'react';
import { baseName } from '#core/file-names.ts';
import type { PhotoRow } from '#store/state.ts';
import { usePhotoActions } from '../hooks.ts';
import { SNAPSHOT, SNAPSHOT_FAILURES } from '../words/snapshot.ts';
import { photoShot } from './photo-shot.ts';
import { SnapshotView } from './SnapshotView.tsx';
import type { Shot } from './snapshot.ts';

/** Keeps a photo in its full size. */
export function PhotoSnapshot({ row }: { row: PhotoRow }) {
  const photos = usePhotoActions();
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
  return <SnapshotView shot={shot} name={`${baseName(row.name)}-mien`} format="jpeg" />;
}
