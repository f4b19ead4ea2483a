import { type ComponentType, lazy, Suspense } from 'react';
import { useApp } from '../hooks.ts';

/** A part of the page that is loaded when it is needed, and left out if it cannot be loaded. */
const late = (load: () => Promise<{ default: ComponentType }>) =>
  lazy(() => load().catch(() => ({ default: () => null })));

const Strip = late(() => import('../keep/FilmStrip.tsx'));
const RenderingDialog = late(() => import('../keep/RenderingDialog.tsx'));

/** The film of the live picture, if there is one. */
export function FilmSlot() {
  const exists = useApp((state) => state.film !== null);
  if (!exists) return null;
  return (
    <Suspense>
      <Strip />
    </Suspense>
  );
}

/** The video that is rendered, if there is one. */
export function RenderingSlot() {
  const exists = useApp((state) => state.rendering !== null);
  if (!exists) return null;
  return (
    <Suspense>
      <RenderingDialog />
    </Suspense>
  );
}
