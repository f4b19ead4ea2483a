import { type CSSProperties, type ReactNode, useEffect, useRef } from 'react';
import { selectLiveSource } from '#store/selectors.ts';
import { useApp, useSession } from '../hooks.ts';
import { LIVE } from '../words/live.ts';
import { Overlay } from './Overlay.tsx';
import type { Picked } from './picked.ts';
import './stage.css';

/** The live picture with its overlay. The video element belongs to the source and is only inserted here. */
export function Stage({ picked, children }: { picked: Picked; children?: ReactNode }) {
  const session = useSession();
  const source = useApp(selectLiveSource);
  const place = useRef<HTMLDivElement>(null);
  // Depends on the source, because the camera may change without leaving this screen. There is no clean-up function,
  // because removing the element would pause it.
  useEffect(() => {
    const video = source === null ? null : session.video();
    const host = place.current;
    if (video !== null && host !== null && video.parentElement !== host) host.replaceChildren(video);
  }, [session, source]);

  const aspect = source === null ? 1 : source.size.width / source.size.height;
  return (
    <section className="stage" aria-label={LIVE.stage} style={{ '--aspect': aspect } as CSSProperties}>
      <div ref={place} className="stage-picture" data-mirrored={source?.mirrored === true} />
      <Overlay picked={picked} />
      {children}
    </section>
  );
}
