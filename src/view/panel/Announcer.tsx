import { useEffect, useState } from 'react';
import { selectFaces, selectUnshown } from '#store/selectors.ts';
import { useWiring } from '../hooks.ts';
import { spokenSummary } from '../words/face.ts';

/** Shortest time between two announcements, so that a screen reader can finish the first. */
const PAUSE_MS = 5000;

/** A live region that announces the people in the picture after a change, at most every five seconds. */
export function Announcer() {
  const { store } = useWiring();
  const [said, setSaid] = useState('');
  useEffect(() => {
    let saidAt = Number.NEGATIVE_INFINITY;
    let last = '';
    let timer: ReturnType<typeof setTimeout> | undefined;
    const say = () => {
      timer = undefined;
      const state = store.getState();
      const next = spokenSummary(
        selectFaces(state),
        state.settings.show,
        selectFaces(state).length + selectUnshown(state),
      );
      if (state.result === null || next === last) return;
      last = next;
      saidAt = performance.now();
      setSaid(next);
    };
    const unsubscribe = store.subscribe((state, previous) => {
      if (state.result === previous.result) return;
      timer ??= setTimeout(say, Math.max(0, saidAt + PAUSE_MS - performance.now()));
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [store]);
  return (
    <p className="hidden" aria-live="polite">
      {said}
    </p>
  );
}
