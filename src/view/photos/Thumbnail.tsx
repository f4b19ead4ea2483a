import { useEffect, useState } from 'react';
import type { PhotoRow } from '#store/state.ts';
import { useSession } from '../hooks.ts';

/** Rows flying by under a fast thumb are not worth decoding. */
const PATIENCE_MS = 60;

/** The row's small picture, made when the row is shown. The name stands beside it, so it needs no words. */
export function Thumbnail({ row }: { row: PhotoRow }) {
  const session = useSession();
  const [address, setAddress] = useState<string | null>(null);
  const broken = row.status.at === 'failed';
  useEffect(() => {
    if (broken) return;
    let gone = false;
    const timer = setTimeout(async () => {
      const made = await session.thumbnail(row.id);
      if (!gone) setAddress(made);
    }, PATIENCE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
      setAddress(null);
    };
  }, [session, row.id, broken]);
  return (
    <span className="thumbnail" data-broken={broken}>
      {address !== null && <img src={address} alt="" draggable={false} decoding="async" />}
    </span>
  );
}
