import { useEffect, useRef, useState } from 'react';
import type { PhotoRow } from '#store/state.ts';
import { useApp, usePhotoActions } from '../hooks.ts';
import { watchPixelRatio } from '../pixel-ratio.ts';
import { fitToFrame } from '../stage/animate.ts';
import { contain, toScreen } from '../stage/fit.ts';
import { paintScene, textMeasure } from '../stage/paint.ts';
import type { Picked } from '../stage/picked.ts';
import { layoutScene, NO_MEMORY } from '../stage/scene.ts';
import { COVER } from '../words/cover.ts';
import { LIVE } from '../words/live.ts';
import { PHOTOS } from '../words/photos.ts';
import { drawPhoto } from './draw-photo.ts';
import { facesOf } from './order.ts';
import '../stage/stage.css';

/** Longest side of the picture in pixels: enough for a large screen, and small enough for a phone's memory. */
const LONGEST = 2048;

const NEWS = { opening: PHOTOS.loadingPicture, failed: PHOTOS.noPicture, unread: COVER.unread } as const;

/** A photo with its overlay. */
export function PhotoStage({ row, picked }: { row: PhotoRow; picked: Picked }) {
  const actions = usePhotoActions();
  const picture = useRef<HTMLCanvasElement>(null);
  const [shown, setShown] = useState<'opening' | 'open' | 'failed' | 'unread'>('opening');
  const style = useApp((state) => state.settings.cover);
  // Only a covered photo is drawn again when it has been read.
  const read = style === 'off' ? null : row.status;
  useEffect(() => {
    let gone = false;
    if (read !== null && read.state !== 'done') {
      setShown(read.state === 'failed' ? 'failed' : 'unread');
      return;
    }
    setShown('opening');
    actions.picture(row.id, LONGEST).then((bitmap) => {
      const canvas = picture.current;
      if (!gone && canvas !== null && bitmap !== null) {
        canvas.width = bitmap.width;
        canvas.height = bitmap.height;
        const context = canvas.getContext('2d');
        if (context !== null) drawPhoto(context, bitmap, read, style);
      }
      if (!gone) setShown(bitmap === null ? 'failed' : 'open');
      bitmap?.close();
    });
    return () => {
      gone = true;
    };
  }, [actions, row.id, read, style]);
  return (
    <section className="stage" aria-label={LIVE.stage}>
      <canvas ref={picture} className="stage-picture" hidden={shown !== 'open'} />
      {shown === 'open' && <StillOverlay row={row} picked={picked} />}
      {shown !== 'open' && (
        <p className="stage-news" role="status">
          {NEWS[shown]}
        </p>
      )}
      {style !== 'off' && <p className="stage-covered">{COVER.note}</p>}
    </section>
  );
}

/** The same overlay as on live pictures, drawn after each change of faces, size or settings. */
function StillOverlay({ row, picked }: { row: PhotoRow; picked: Picked }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const show = useApp((state) => state.settings.show);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d') ?? null;
    if (element === null || context === null || row.status.state !== 'done') return;
    const { size } = row.status;
    const faces = facesOf(row);
    const text = textMeasure(context);
    const draw = () => {
      const fit = contain(size, fitToFrame(element, context));
      const area = { width: size.width * fit.scale, height: size.height * fit.scale };
      const placed = faces.map((face) => ({ face, box: toScreen(face.box, size, fit.scale, false) }));
      context.translate(fit.x, fit.y);
      paintScene(context, layoutScene(placed, area, show, text.measure, NO_MEMORY), picked.get());
    };
    const sizes = new ResizeObserver(draw);
    sizes.observe(element);
    const unwatch = watchPixelRatio(draw);
    document.fonts.ready.then(() => {
      text.forget();
      draw();
    });
    const unlisten = picked.listen(draw);
    draw();
    return () => {
      sizes.disconnect();
      unwatch();
      unlisten();
    };
  }, [row, show, picked]);
  return <canvas ref={canvas} className="overlay" />;
}
