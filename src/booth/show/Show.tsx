import { type CSSProperties, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { attributesOf } from '#core/booth/attributes.ts';
import type { Booth } from '#core/booth/booth.ts';
import { burnInShift } from '#core/booth/burn-in.ts';
import { isOpen } from '#core/booth/hours.ts';
import { showFont, turned } from '#core/booth/sizes.ts';
import { useSession, useWiring } from '#view/hooks.ts';
import { Announcer } from '#view/panel/Announcer.tsx';
import { useDailyReload } from '../health/use-daily-reload.ts';
import { useHealth } from '../health/use-health.ts';
import { createCounter } from '../panel/counter.ts';
import { Panel } from '../panel/Panel.tsx';
import { boothSettings } from '../settings.ts';
import { type BoothSource, useNamedCamera, useSource } from '../use-camera.ts';
import { shortNotice } from '../words/notice.ts';
import { SHOW } from '../words/show.ts';
import { keepAwake } from './keep-awake.ts';
import { useMinute, usePointerRest, useWindowSize } from './measures.ts';
import { FullNotice, NoticeButton } from './Notice.tsx';
import { Presenter } from './Presenter.tsx';
import { createShowRun } from './run.ts';
import { ShowScreen } from './ShowScreen.tsx';
import { useShowKeys } from './use-show-keys.ts';
import './show.css';

interface Props {
  readonly booth: Booth;
  readonly source: BoothSource;
  readonly cardUrl: string;
  readonly onLeave: () => void;
}

/** A step of the shift against burn-in, as a part of the screen's shorter side. */
const SHIFT = 0.006;

/** Nobody is read before the mirror knows which part of the picture it shows. */
const NOWHERE = { x: 0, y: 0, width: 0, height: 0 };

/** The show: it fills the screen and runs by itself. */
export function Show({ booth, source, cardUrl, onLeave }: Props) {
  const { store } = useWiring();
  const session = useSession();
  const counter = useMemo(() => createCounter(store, booth, source !== 'camera'), [store, booth, source]);
  const run = useMemo(() => createShowRun(store, booth, counter.today), [store, booth, counter]);
  const view = useSyncExternalStore(run.subscribe, run.view);
  const minute = useMinute();
  const [paused, setPaused] = useState(false);
  const [noticeOpen, setNoticeOpen] = useState(false);
  const [skipped, setSkipped] = useState(0);
  const [asking, setAsking] = useState(false);
  const [panelOpen, setPanelOpen] = useState(false);
  const isPointing = usePointerRest();
  const size = turned(useWindowSize(), booth.rotation);
  const font = showFont(booth.distance, { inches: booth.screen, size });
  const open = isOpen(booth.hours, minute);

  useEffect(() => session.setSettings({ ...boothSettings(booth), area: NOWHERE }), [session, booth]);
  useEffect(() => run.start(), [run]);
  useEffect(() => counter.start(), [counter]);
  useEffect(() => keepAwake(), []);
  useSource(source, open && !paused);
  useNamedCamera(booth.camera);
  const ailment = useHealth(open && !paused);
  const isEmpty = !open || paused || view.phase === 'empty';
  useDailyReload({ hours: booth.hours, isEmpty, inUse: noticeOpen || asking || panelOpen });

  const askForPanel = useCallback(() => {
    if (booth.pin === null) setPanelOpen(true);
    else setAsking(true);
  }, [booth.pin]);
  const openPanel = useCallback(() => {
    setAsking(false);
    setPanelOpen(true);
  }, []);
  const closePanel = useCallback(() => setPanelOpen(false), []);
  const closeNotice = useCallback(() => setNoticeOpen(false), []);
  const stopAsking = useCallback(() => setAsking(false), []);
  const holding = useShowKeys({
    onPanel: panelOpen ? closePanel : askForPanel,
    onNotice: () => setNoticeOpen((before) => !before),
    onNext: () => setSkipped((before) => before + 1),
    onPause: () => setPaused((before) => !before),
  });

  const shift = burnInShift(view.seconds * 1000, Math.min(size.width, size.height) * SHIFT);
  const style = {
    '--width': `${size.width}px`,
    '--height': `${size.height}px`,
    '--turn': `${booth.rotation}deg`,
    '--type': `${font.toFixed(2)}px`,
    '--shift-x': `${shift.x.toFixed(1)}px`,
    '--shift-y': `${shift.y.toFixed(1)}px`,
  } as CSSProperties;
  return (
    <main
      className="show"
      data-shape={shapeOf(size)}
      data-phase={view.phase}
      data-pointing={isPointing || asking || panelOpen}
      style={style}
    >
      <ShowScreen
        booth={booth}
        run={run}
        view={view}
        font={font}
        attributes={attributesOf(booth.preset)}
        cardUrl={cardUrl}
        skipped={skipped}
        ailment={ailment}
        rest={open ? (paused ? 'paused' : null) : 'closed'}
      />
      <footer className="show-notice" lang={booth.language}>
        <p>
          <span>{`${shortNotice(booth)} `}</span>
          <strong lang="">{booth.organiser}</strong>
        </p>
        <NoticeButton language={booth.language} onOpen={() => setNoticeOpen(true)} />
      </footer>
      <Announcer />
      {panelOpen && <Panel booth={booth} counter={counter} onClose={closePanel} onSetUp={onLeave} />}
      {noticeOpen && <FullNotice booth={booth} onClose={closeNotice} />}
      <Presenter
        pin={asking ? booth.pin : null}
        onHeld={askForPanel}
        onRight={openPanel}
        onCancel={stopAsking}
      />
      {holding && <p className="show-holding">{SHOW.holding}</p>}
    </main>
  );
}

/** The layout for a size: a wide screen, a squarish one such as a tablet, or a tall one. */
function shapeOf({ width, height }: { readonly width: number; readonly height: number }): string {
  if (width < height) return 'tall';
  return width / height < 1.5 ? 'square' : 'wide';
}
