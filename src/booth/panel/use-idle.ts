import { useEffect } from 'react';

const INPUT = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const;

/** Calls back once nobody has touched anything for `ms` milliseconds. */
export function useIdle(ms: number, onIdle: () => void): void {
  useEffect(() => {
    let timer = setTimeout(onIdle, ms);
    const touched = () => {
      clearTimeout(timer);
      timer = setTimeout(onIdle, ms);
    };
    for (const type of INPUT) window.addEventListener(type, touched, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      for (const type of INPUT) window.removeEventListener(type, touched, { capture: true });
    };
  }, [ms, onIdle]);
}
