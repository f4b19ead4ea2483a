import { useEffect, useRef } from 'react';
import { selectLiveSource } from '#store/selectors.ts';
import { useApp, usePlaybackActions } from '../hooks.ts';
import './stage.css';

/** The live picture. The video element belongs to the source and is only inserted here. */
export function LivePicture() {
  const playback = usePlaybackActions();
  const source = useApp(selectLiveSource);
  const place = useRef<HTMLDivElement>(null);
  // Depends on the source, because the camera may change without leaving this screen. There is no clean-up function,
  // because removing the element would pause it.
  useEffect(() => {
    const video = source === null ? null : playback.video();
    const host = place.current;
    if (video !== null && host !== null && video.parentElement !== host) host.replaceChildren(video);
  }, [playback, source]);
  return <div ref={place} className="stage-picture" data-mirrored={source?.mirrored === true} />;
}
