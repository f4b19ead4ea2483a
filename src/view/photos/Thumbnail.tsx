import { useEffect, useState } from 'react';
import type { PhotoRow } from '#store/state.ts';
import { usePhotoActions, usePixelRatio } from '../hooks.ts';

/** Rows flying by under a fast thumb are not worth decoding. */
const PATIENCE_MS = 60;

/** Longest side, CSS pixels: the shorter one still fills its square. */
const SIDE = 128;
/** Three pixels of a phone's screen for each; more are not seen. */
const MOST_RATIO = 3;

/** The row's small picture, made when the row is shown. The name stands beside it, so it needs no words. */
export function Thumbnail({ row }: { row: PhotoRow }) {
  const actions = usePhotoActions();
  const [address, setAddress] = useState<string | null>(null);
  const broken = row.status.at === 'failed';
  const side = Math.ceil(SIDE * Math.min(MOST_RATIO, Math.max(1, usePixelRatio())));
  useEffect(() => {
    if (broken) return;
    let gone = false;
    const timer = setTimeout(async () => {
      const made = await actions.thumbnail(row.id, side);
      if (!gone) setAddress(made);
    }, PATIENCE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
      setAddress(null);
    };
  }, [actions, row.id, side, broken]);
  return (
    <span className="thumbnail" data-broken={broken}>
      {address !== null && <img src={address} alt="" draggable={false} decoding="async" />}
    </span>
  );
}
