import { useEffect, useState } from 'react';
import { type Ailment, NEW_HEALTH, nextHealth, saidAilment } from '#core/booth/health.ts';
import { useSession, useWiring } from '#view/hooks.ts';
import { symptomOf } from './symptom.ts';

const TICK_MS = 500;

/**
 * Keeps the show going while it is `wanted`: opens the camera again and starts the worker again, with growing pauses.
 * Returns what is wrong, for the screen; null for nothing. With the seeded clock there is no running time, so nothing is checked.
 */
export function useHealth(wanted: boolean): Ailment | null {
  const { store } = useWiring();
  const { sources } = useSession();
  const [said, setSaid] = useState<Ailment | null>(null);
  useEffect(() => {
    if (!wanted || store.getState().stepped) return;
    let health = NEW_HEALTH;
    const tick = () => {
      // In the background browsers give no pictures.
      if (document.hidden) return;
      const step = nextHealth(health, symptomOf(store.getState()), performance.now());
      health = step.health;
      setSaid(saidAilment(health));
      if (step.tries) sources.recover();
    };
    const timer = setInterval(tick, TICK_MS);
    return () => {
      clearInterval(timer);
      setSaid(null);
    };
  }, [store, sources, wanted]);
  return said;
}
