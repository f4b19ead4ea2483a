import { useEffect, useState } from 'react';
import type { PhotoRow } from '#store/state.ts';
import { usePixelRatio, useSession } from '../hooks.ts';

/** A row must be visible for this long before its thumbnail is decoded, so that fast scrolling skips rows. */
const PATIENCE_MS = 60;

/** Longest side in CSS pixels, large enough for the shorter side to fill the square. */
const SIDE = 128;
/** Highest ratio of screen pixels to CSS pixels; more cannot be seen. */
const MOST_RATIO = 3;

/** The thumbnail of a row, made when the row is shown. It has no alt text because the name is next to it. */
export function Thumbnail({ row }: { row: PhotoRow }) {
  const session = useSession();
  const [address, setAddress] = useState<string | null>(null);
  const broken = row.status.state === 'failed';
  const side = Math.ceil(SIDE * Math.min(MOST_RATIO, Math.max(1, usePixelRatio())));
  useEffect(() => {
    if (broken) return;
    let gone = false;
    const timer = setTimeout(async () => {
      const made = await session.thumbnail(row.id, side);
      if (!gone) setAddress(made);
    }, PATIENCE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
      setAddress(null);
    };
  }, [session, row.id, side, broken]);
  return (
    <span className="thumbnail" data-broken={broken}>
      {address !== null && <img src={address} alt="" draggable={false} decoding="async" />}
    </span>
  );
}
