import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Size } from '#core/types.ts';

/** The pointer is shown for this long after it moved. */
const POINTER_MS = 3000;
const CLOCK_MS = 5000;

function subscribeSize(changed: () => void): () => void {
  window.addEventListener('resize', changed);
  return () => window.removeEventListener('resize', changed);
}

/** The window's size in CSS pixels. */
export function useWindowSize(): Size {
  const width = useSyncExternalStore(subscribeSize, () => window.innerWidth);
  const height = useSyncExternalStore(subscribeSize, () => window.innerHeight);
  return { width, height };
}

/** The minute of the day on this device, 0…1439. */
export const minuteNow = (): number => {
  const now = new Date();
  return now.getHours() * 60 + now.getMinutes();
};

function subscribeClock(changed: () => void): () => void {
  const timer = setInterval(changed, CLOCK_MS);
  return () => clearInterval(timer);
}

/** As `minuteNow`, kept up to date. */
export function useMinute(): number {
  return useSyncExternalStore(subscribeClock, minuteNow);
}

/** Whether the pointer has just moved: only then it is shown. */
export function usePointerRest(): boolean {
  const [pointing, setPointing] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const moved = (event: PointerEvent) => {
      // Chromium also reports a move without movement, when what is under the pointer changes.
      if (event.pointerType === 'touch' || (event.movementX === 0 && event.movementY === 0)) return;
      clearTimeout(timer);
      timer = setTimeout(() => setPointing(false), POINTER_MS);
      setPointing(true);
    };
    window.addEventListener('pointermove', moved);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pointermove', moved);
    };
  }, []);
  return pointing;
}
