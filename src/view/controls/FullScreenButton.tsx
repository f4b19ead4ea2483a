import { useEffect, useState } from 'react';
import { ExitFullScreenIcon, FullScreenIcon } from '../icons.tsx';
import { LIVE } from '../words/live.ts';

/** The whole page full screen, so that notices and sheets stay visible. Absent where it cannot be done. */
export function FullScreenButton() {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const changed = () => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', changed);
    return () => document.removeEventListener('fullscreenchange', changed);
  }, []);
  if (!document.fullscreenEnabled) return null;
  // Refused outside of a user's gesture or by policy: then the page stays as it is, which is visible enough.
  const toggle = () =>
    (full ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(() => {});
  const name = full ? LIVE.exitFullScreen : LIVE.fullScreen;
  return (
    <button type="button" className="button icon-only" aria-label={name} title={name} onClick={toggle}>
      {full ? <ExitFullScreenIcon /> : <FullScreenIcon />}
    </button>
  );
}
