import { type CSSProperties, type ReactNode, useCallback } from 'react';
import { selectLiveSource } from '#store/selectors.ts';
import { useApp } from '../hooks.ts';
import { LIVE } from '../words/live.ts';
import { LivePicture } from './LivePicture.tsx';
import { Overlay } from './Overlay.tsx';
import type { Picked } from './picked.ts';
import { createSceneLook } from './scene-look.ts';
import './stage.css';

/** The live picture with its overlay. */
export function Stage({ picked, children }: { picked: Picked; children?: ReactNode }) {
  const source = useApp(selectLiveSource);
  const createLook = useCallback(
    (context: CanvasRenderingContext2D) => createSceneLook(context, picked),
    [picked],
  );
  const aspect = source === null ? 1 : source.size.width / source.size.height;
  return (
    <section className="stage" aria-label={LIVE.stage} style={{ '--aspect': aspect } as CSSProperties}>
      <LivePicture />
      <Overlay createLook={createLook} />
      {children}
    </section>
  );
}
