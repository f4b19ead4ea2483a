import { useEffect, useRef } from 'react';
import type { Hours } from '#core/booth/booth.ts';
import { mayReload } from '#core/booth/reload.ts';
import { minuteNow } from '../show/measures.ts';
import { reloadShow } from './reload-show.ts';

const TICK_MS = 5000;
/** A page that cannot be loaded at the moment is asked for again after this time. */
const AGAIN_MS = 600_000;

interface Facts {
  readonly hours: Hours | null;
  readonly isEmpty: boolean;
  /** Whether the presenter is using the screen. */
  readonly inUse: boolean;
}

/** Reloads the page once a day, when nobody is there and the hours say so. */
export function useDailyReload(facts: Facts): void {
  const newest = useRef(facts);
  useEffect(() => {
    newest.current = facts;
  });
  useEffect(() => {
    let busyAt = performance.now();
    let triedAt = Number.NEGATIVE_INFINITY;
    const timer = setInterval(() => {
      const { hours, isEmpty, inUse } = newest.current;
      // The time since the page was loaded, which no setting of the clock changes.
      const ageMs = performance.now();
      if (!isEmpty) busyAt = ageMs;
      const emptyMs = ageMs - busyAt;
      if (ageMs - triedAt < AGAIN_MS) return;
      if (!mayReload({ ageMs, emptyMs, minute: minuteNow(), hours, inUse })) return;
      triedAt = ageMs;
      void reloadShow();
    }, TICK_MS);
    return () => clearInterval(timer);
  }, []);
}
