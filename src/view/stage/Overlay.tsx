import { useEffect, useRef } from 'react';
import { usePlaybackActions, useWiring } from '../hooks.ts';
import { animateOverlay } from './animate.ts';
import type { Picked } from './picked.ts';

/** The drawing over the live picture. React renders it once; the store drives it from then on. */
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
