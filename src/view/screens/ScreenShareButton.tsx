import type { ReactNode } from 'react';
import { useSession } from '../hooks.ts';

/** Starts to share a screen. Absent where the browser cannot, as on most phones. */
export function ScreenShareButton({ className, children }: { className: string; children: ReactNode }) {
  const session = useSession();
  if (typeof navigator.mediaDevices?.getDisplayMedia !== 'function') return null;
  return (
    <button type="button" className={className} onClick={() => session.openScreen()}>
      {children}
    </button>
  );
}
