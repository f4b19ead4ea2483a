import { lazy, Suspense, useEffect, useRef } from 'react';
import { selectLiveSource } from '#store/selectors.ts';
import { useApp, usePlaybackActions } from '../hooks.ts';
import './stage.css';

const CoveredPicture = lazy(() => import('./CoveredPicture.tsx'));

/**
 * The live picture. The video element belongs to the source and is only inserted here. While faces are covered it is
 * hidden, because it shows pictures before they were searched.
 */
export function LivePicture() {
  const playback = usePlaybackActions();
  const source = useApp(selectLiveSource);
  const covered = useApp((state) => state.settings.cover !== 'off');
  const place = useRef<HTMLDivElement>(null);
  // Depends on the source, because the camera may change without leaving this screen. There is no clean-up function,
  // because removing the element would pause it.
  useEffect(() => {
    const video = source === null ? null : playback.video();
    const host = place.current;
    if (video !== null && host !== null && video.parentElement !== host) host.replaceChildren(video);
  }, [playback, source]);
  return (
    <>
      <div
        ref={place}
        className="stage-picture"
        data-mirrored={source?.mirrored === true}
        // An inline style, so that no missing style sheet can show it.
        style={covered ? { visibility: 'hidden' } : undefined}
      />
      {covered && (
        <Suspense>
          <CoveredPicture />
        </Suspense>
      )}
    </>
  );
}
