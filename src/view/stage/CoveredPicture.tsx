import { useEffect, useRef } from 'react';
import { selectLiveSource } from '#store/selectors.ts';
import { useApp, useWiring } from '../hooks.ts';
import { paintCovered } from './paint-covered.ts';
import './stage.css';

/** The live picture with its faces covered, as late as the search for them takes. */
export default function CoveredPicture() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { store, session } = useWiring();
  const mirrored = useApp((state) => selectLiveSource(state)?.mirrored === true);
  useEffect(
    () => (canvas.current === null ? undefined : paintCovered(canvas.current, store, session.moments)),
    [store, session],
  );
  return <canvas ref={canvas} className="stage-picture" data-mirrored={mirrored} />;
}
