import './theme.css';
import { lazy, Suspense, useEffect, useMemo, useRef } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import { unreachable } from '#core/types.ts';
import type { Session } from '#session/session.ts';
import type { AppState } from '#store/state.ts';
import { RenderingSlot } from './controls/Films.tsx';
import { LeftRecording } from './controls/Recorder.tsx';
import { usePageTitle, useRootAttributes } from './document.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { useApp, WiringContext } from './hooks.ts';
import { Notices } from './Notices.tsx';
import { Live } from './screens/Live.tsx';
import { Opening } from './screens/Opening.tsx';
import { Photos } from './screens/Photos.tsx';
import { SharedCardMissing } from './screens/SharedCardMissing.tsx';
import { TroubleScreen } from './screens/TroubleScreen.tsx';
import { Welcome } from './screens/Welcome.tsx';
import { useSharedCard } from './shared-card.ts';
import { Transfer } from './Transfer.tsx';

const SharedCard = lazy(() =>
  import('./screens/SharedCard.tsx').catch(() => ({ default: SharedCardMissing })),
);

/** The whole page. It reads the store and calls the session, and depends on nothing else. */
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
  const card = useSharedCard();
  usePageTitle(card.fragment !== null);
  const phase = useApp((state) => state.phase.state);
  const screen = useRef<HTMLDivElement>(null);
  const name = card.fragment ?? phase;
  const shown = useRef(name);
  // The focused button disappears with the old screen, so the focus moves to the new one.
  useEffect(() => {
    if (shown.current !== name) screen.current?.focus({ preventScroll: true });
    shown.current = name;
  }, [name]);
  return (
    <>
      <div ref={screen} className="screen" tabIndex={-1}>
        {card.fragment === null ? (
          <Screen />
        ) : (
          <Suspense>
            <SharedCard fragment={card.fragment} onClose={card.close} />
          </Suspense>
        )}
      </div>
      <LeftRecording />
      <RenderingSlot />
      <Notices />
      <Transfer />
    </>
  );
}

/** Shows the screen of the current phase; a phase without a screen does not compile. */
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
