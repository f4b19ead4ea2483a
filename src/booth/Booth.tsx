import '#view/theme.css';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import type { Booth as BoothPlan } from '#core/booth/booth.ts';
import type { BoothRoom } from '#core/booth/link.ts';
import type { Session } from '#session/session.ts';
import type { Address } from '#store/settings.ts';
import type { AppState } from '#store/state.ts';
import { useRootAttributes } from '#view/document.ts';
import { ErrorBoundary } from '#view/ErrorBoundary.tsx';
import { WiringContext } from '#view/hooks.ts';
import { NAME } from '#view/words/welcome.ts';
import { boothSearch, readBoothAddress } from './address.ts';
import { fillScreenIfAllowed } from './full-screen.ts';
import { reloadSoon } from './health/reload-show.ts';
import { LinkFaults } from './LinkFaults.tsx';
import { SetUp } from './setup/SetUp.tsx';
import { Show } from './show/Show.tsx';
import { SETUP } from './words/setup.ts';

/** Typing changes the link at each letter, and browsers limit how often an address may change. */
const WRITE_ADDRESS_MS = 400;

interface Props {
  readonly store: StoreApi<AppState>;
  readonly session: Session;
  readonly address: Address;
  /** Address of the card, whose figures the show tells. */
  readonly cardUrl: string;
}

/** The booth: its set-up page, and the show that runs all day. Which one is shown, the address says. */
export function Booth({ store, session, address, cardUrl }: Props) {
  const wiring = useMemo(() => ({ store, session }), [store, session]);
  const [opened] = useState(() => readBoothAddress(window.location.search, address.ignored));
  const [booth, setBooth] = useState<BoothPlan>(opened.booth);
  const [room, setRoom] = useState<BoothRoom>(opened.room);
  const isFaulty = opened.faults.length + opened.unknown.length > 0;
  const [faultsSeen, setFaultsSeen] = useState(opened.room === 'setup' || !isFaulty);
  const search = boothSearch(room, booth, opened.others);

  // The address always holds what is shown, so that a reload or a bookmark brings it back.
  useEffect(() => {
    if (!faultsSeen) return;
    const write = () => window.history.replaceState(null, '', search);
    const timer = setTimeout(write, WRITE_ADDRESS_MS);
    return () => clearTimeout(timer);
  }, [search, faultsSeen]);

  useEffect(() => {
    if (opened.room === 'show') void fillScreenIfAllowed();
  }, [opened.room]);
  useEffect(() => {
    document.title = room === 'show' ? booth.organiser : `${SETUP.title} · ${NAME}`;
  }, [room, booth.organiser]);

  const start = useCallback(() => {
    // The click on the button is the gesture that the browser asks for; without it the page stays in its window.
    document.documentElement.requestFullscreen?.().catch(() => {});
    setRoom('show');
  }, []);
  const leave = useCallback(() => {
    if (document.fullscreenElement !== null) document.exitFullscreen().catch(() => {});
    session.sources.leave();
    setRoom('setup');
  }, [session]);

  return (
    <ErrorBoundary {...(room === 'show' && { onFailed: reloadSoon })}>
      <WiringContext value={wiring}>
        <RootAttributes />
        {!faultsSeen ? (
          <LinkFaults
            faults={opened.faults}
            unknown={opened.unknown}
            onSetUp={() => {
              setRoom('setup');
              setFaultsSeen(true);
            }}
          />
        ) : room === 'show' ? (
          <Show booth={booth} source={address.launch.source ?? 'camera'} cardUrl={cardUrl} onLeave={leave} />
        ) : (
          <SetUp
            booth={booth}
            others={opened.others}
            faults={opened.faults}
            unknown={opened.unknown}
            source={address.launch.source ?? 'camera'}
            onChange={setBooth}
            onStart={start}
          />
        )}
      </WiringContext>
    </ErrorBoundary>
  );
}

function RootAttributes() {
  useRootAttributes();
  return null;
}
