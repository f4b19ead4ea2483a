import { useEffect, useMemo, useState } from 'react';
import type { Size } from '#core/types.ts';
import { useMomentActions } from '../hooks.ts';
import type { SnapshotFailure } from '../words/snapshot.ts';
import { type Look, type Shot, takeSnapshot } from './snapshot.ts';

/** A snapshot with the look that is chosen now. */
export type Making =
  | { readonly state: 'drawing' }
  /** `address` is a blob: address of the file, valid as long as this is shown. */
  | { readonly state: 'drawn'; readonly file: Blob; readonly size: Size; readonly address: string }
  | { readonly state: 'failed'; readonly failure: SnapshotFailure };

const DRAWING: Making = { state: 'drawing' };

/** Draws a shot again whenever its look changes. */
export function useSnapshot(shot: Shot, { show, cover, format }: Look): Making {
  const { search } = useMomentActions();
  const [made, setMade] = useState<{ readonly look: Look; readonly making: Making } | null>(null);
  const look = useMemo(() => ({ shot, show, cover, format }), [shot, show, cover, format]);
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    let address = '';
    takeSnapshot(look.shot, look, search, signal)
      .then((snapshot) => {
        if (signal.aborted) return;
        if (snapshot.ok) address = URL.createObjectURL(snapshot.file);
        setMade({
          look,
          making: snapshot.ok
            ? { state: 'drawn', file: snapshot.file, size: snapshot.size, address }
            : { state: 'failed', failure: snapshot.failure },
        });
      })
      .catch(() => {
        if (!signal.aborted) setMade({ look, making: { state: 'failed', failure: 'not-drawn' } });
      });
    return () => {
      leaving.abort();
      if (address !== '') URL.revokeObjectURL(address);
    };
  }, [look, search]);
  // A picture of the look before must not be saved as if it had the new one.
  return made?.look === look ? made.making : DRAWING;
}
