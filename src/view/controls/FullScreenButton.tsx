import { useEffect, useState } from 'react';
import { ExitFullScreenIcon, FullScreenIcon } from '../icons.tsx';
import { LIVE } from '../words/live.ts';

/** Shows the whole page in full screen, so that notices and sheets stay visible. Absent where that is impossible. */
export function FullScreenButton() {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const changed = () => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', changed);
    return () => document.removeEventListener('fullscreenchange', changed);
  }, []);
  if (!document.fullscreenEnabled) return null;
  // A refusal by the browser's policy needs no message: the user sees that the page has not changed.
  const toggle = () =>
    (full ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(() => {});
  const name = full ? LIVE.exitFullScreen : LIVE.fullScreen;
  return (
    <button type="button" className="button icon-only" aria-label={name} title={name} onClick={toggle}>
      {full ? <ExitFullScreenIcon /> : <FullScreenIcon />}
    </button>
  );
}
