import { lazy, memo, Suspense, useEffect, useState } from 'react';
import type { AppState } from '#store/state.ts';
import { useApp, useMedia } from '../hooks.ts';
import { TIMELINE } from '../words/timeline.ts';

/** Windows in which a picture of 16:9 is still 1,000 pixels wide when the timeline is shown. */
const ROOMY = '(min-width: 1400px) and (min-height: 880px)';

const Timeline = lazy(() => import('./Timeline.tsx').catch(() => ({ default: Missing })));

function Missing() {
  return <p className="quiet small">{TIMELINE.failed}</p>;
}

/**
 * Where the timeline is, if the settings and the window ask for it. Its code comes after what labels need. Memoized
 * because the live screen renders at each change of a clip's position.
 */
export const TimelinePlace = memo(function TimelinePlace() {
  const wanted = useApp((state) => state.settings.timeline);
  const isEmpty = useApp(showsNothing);
  const roomy = useMedia(ROOMY);
  const loading = useApp((state) => state.engine.state === 'loading');
  const [ready, setReady] = useState(!loading);
  // The engine may load again for another backend, which must not end the history.
  useEffect(() => {
    if (!loading) setReady(true);
  }, [loading]);
  if (isEmpty || wanted === 'off' || (wanted === 'auto' && !roomy)) return null;
  return (
    <section className="timeline" aria-label={TIMELINE.title}>
      {ready && (
        <Suspense>
          <Timeline />
        </Suspense>
      )}
    </section>
  );
});

/** Gender does not change within a minute, and is not drawn. */
const showsNothing = ({ settings: { show } }: AppState): boolean => !show.emotion && !show.smile && !show.age;
