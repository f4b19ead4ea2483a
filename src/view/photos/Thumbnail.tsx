import { useEffect, useRef, useState } from 'react';
import type { PhotoRow, PhotoStatus, Settings } from '#store/state.ts';
import { useApp, usePhotoActions, usePixelRatio } from '../hooks.ts';
import { drawPhoto } from './draw-photo.ts';

/** A row must be visible for this long before its thumbnail is decoded, so that fast scrolling skips rows. */
const PATIENCE_MS = 60;

/** Longest side in CSS pixels, large enough for the shorter side to fill the square. */
const SIDE = 128;
/** Highest ratio of screen pixels to CSS pixels; more cannot be seen. */
const MOST_RATIO = 3;

/** The thumbnail of a row, made when the row is shown. It has no alt text because the name is next to it. */
export function Thumbnail({ row }: { row: PhotoRow }) {
  const actions = usePhotoActions();
  const [address, setAddress] = useState<string | null>(null);
  const broken = row.status.state === 'failed';
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
      {address !== null && <Small address={address} row={row} />}
    </span>
  );
}

/** The small picture itself; with covered faces, once they are known. */
function Small({ address, row }: { address: string; row: PhotoRow }) {
  const style = useApp((state) => state.settings.cover);
  if (style === 'off') return <img src={address} alt="" draggable={false} decoding="async" />;
  return <CoveredSmall address={address} status={row.status} style={style} />;
}

function CoveredSmall({
  address,
  status,
  style,
}: {
  address: string;
  status: PhotoStatus;
  style: Settings['cover'];
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (status.state !== 'done') return;
    let gone = false;
    const image = new Image();
    image.src = address;
    const opened = image.decode().then(() => createImageBitmap(image));
    void opened.then(
      (picture) => {
        const element = canvas.current;
        const context = gone ? null : (element?.getContext('2d') ?? null);
        if (element !== null && context !== null) {
          Object.assign(element, { width: picture.width, height: picture.height });
          drawPhoto(context, picture, status, style);
        }
        picture.close();
      },
      // The address may have been released meanwhile, and another one follows.
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [address, status, style]);
  return <canvas ref={canvas} />;
}
