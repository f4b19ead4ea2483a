import './theme.css';
import { useEffect, useMemo, useRef } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import { unreachable } from '#core/types.ts';
import type { Session } from '#session/session.ts';
import type { AppState } from '#store/state.ts';
import { LeftRecording } from './controls/Recorder.tsx';
import { usePageTitle, useRootAttributes } from './document.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { useApp, WiringContext } from './hooks.ts';
import { Notices } from './Notices.tsx';
import { Live } from './screens/Live.tsx';
import { Opening } from './screens/Opening.tsx';
import { Photos } from './screens/Photos.tsx';
import { TroubleScreen } from './screens/TroubleScreen.tsx';
import { Welcome } from './screens/Welcome.tsx';
import { Transfer } from './Transfer.tsx';

/** The whole page. Reads the store, asks the session, knows nothing else. */
export function App({ store, session }: { store: StoreApi<AppState>; session: Session }) {
  const wiring = useMemo(() => ({ store, session }), [store, session]);
  return (
    <ErrorBoundary>
      <WiringContext value={wiring}>
        <Page />
      </WiringContext>
    </ErrorBoundary>
  );
}

function Page() {
  useRootAttributes();
  usePageTitle();
  const at = useApp((state) => state.phase.state);
  const screen = useRef<HTMLDivElement>(null);
  const shown = useRef(at);
  // The button that led here is gone with its screen: start the keyboard and the reader at the new one.
  useEffect(() => {
    if (shown.current !== at) screen.current?.focus({ preventScroll: true });
    shown.current = at;
  }, [at]);
  return (
    <>
      <div ref={screen} className="screen" tabIndex={-1}>
        <Screen />
      </div>
      <LeftRecording />
      <Notices />
      <Transfer />
    </>
  );
}

/** One screen per phase; a new phase without one does not compile. */
function Screen() {
  const phase = useApp((state) => state.phase);
  switch (phase.state) {
    case 'welcome':
      return <Welcome />;
    case 'opening':
      return <Opening kind={phase.kind} asking={phase.asking} />;
    case 'live':
      return <Live />;
    case 'photos':
      return <Photos />;
    case 'trouble':
      return <TroubleScreen phase={phase} />;
    default:
      return unreachable(phase);
  }
}
