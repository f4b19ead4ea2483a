import { useEffect, useRef } from 'react';
import { useWiring } from '../hooks.ts';
import { animateOverlay } from './animate.ts';
import type { Picked } from './picked.ts';

/** The canvas over the live picture. React renders it once; afterwards changes of the store redraw it. */
export function Overlay({ picked }: { picked: Picked }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { store } = useWiring();
  useEffect(
    () => (canvas.current === null ? undefined : animateOverlay(canvas.current, store, picked)),
    [store, picked],
  );
  return <canvas ref={canvas} className="overlay" />;
}
