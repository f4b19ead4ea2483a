import { useEffect, useRef } from 'react';
import { usePlaybackActions, useWiring } from '../hooks.ts';
import { animateOverlay, type OverlayLook } from './animate.ts';

/** How the overlay draws; must be the same function on every render. */
interface Props {
  readonly createLook: (context: CanvasRenderingContext2D) => OverlayLook;
}

/** The canvas over the live picture. React renders it once; afterwards changes of the store redraw it. */
export function Overlay({ createLook }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { store } = useWiring();
  const { painted } = usePlaybackActions();
  useEffect(
    () => (canvas.current === null ? undefined : animateOverlay(canvas.current, store, createLook, painted)),
    [store, createLook, painted],
  );
  return <canvas ref={canvas} className="overlay" />;
}
