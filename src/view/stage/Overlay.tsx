import { useEffect, useRef } from 'react';
import { usePlaybackActions, useWiring } from '../hooks.ts';
import { animateOverlay } from './animate.ts';
import type { Picked } from './picked.ts';

/** The canvas over the live picture. React renders it once; afterwards changes of the store redraw it. */
export function Overlay({ picked }: { picked: Picked }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { store } = useWiring();
  const { painted } = usePlaybackActions();
  useEffect(
    () => (canvas.current === null ? undefined : animateOverlay(canvas.current, store, picked, painted)),
    [store, picked, painted],
  );
  return <canvas ref={canvas} className="overlay" />;
}
