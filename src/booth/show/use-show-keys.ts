import { useEffect, useRef, useState } from 'react';

/** How long the presenter's key must be held. */
const HOLD_MS = 1000;
/** After this time the page says that holding on has an effect. */
const HINT_MS = 300;

interface Actions {
  /** The presenter's key was held. */
  readonly onPanel: () => void;
  readonly onNotice: () => void;
  /** The next explaining line. */
  readonly onNext: () => void;
  /** Turns the camera off or on again. */
  readonly onPause: () => void;
}

/** What a key does, by its lower-case name. A presenter's clicker sends PageUp, PageDown and B or a full stop. */
const KEYS: Readonly<Record<string, Exclude<keyof Actions, 'onPanel'>>> = {
  n: 'onNotice',
  pageup: 'onNotice',
  pagedown: 'onNext',
  b: 'onPause',
  '.': 'onPause',
};

/** Events by which visitors would select, drag, zoom, or open a menu. */
const BLOCKED = ['contextmenu', 'dragstart', 'selectstart', 'gesturestart', 'drop', 'dragover'] as const;

/**
 * Keys of the show. All others have no effect, except what moves and uses the focus. Returns whether the presenter's
 * key is being held.
 */
export function useShowKeys(actions: Actions): boolean {
  const newest = useRef(actions);
  const [holding, setHolding] = useState(false);
  useEffect(() => {
    newest.current = actions;
  });
  useEffect(() => {
    let timers: readonly ReturnType<typeof setTimeout>[] = [];
    const release = () => {
      for (const timer of timers) clearTimeout(timer);
      timers = [];
      setHolding(false);
    };
    const hold = () => {
      if (timers.length > 0) return;
      timers = [
        setTimeout(() => setHolding(true), HINT_MS),
        setTimeout(() => {
          release();
          newest.current.onPanel();
        }, HOLD_MS),
      ];
    };
    const down = (event: KeyboardEvent) => {
      if (mayPass(event)) return;
      event.preventDefault();
      event.stopPropagation();
      const key = event.key.toLowerCase();
      if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      if (key === 'p') hold();
      else if (Object.hasOwn(KEYS, key)) newest.current[KEYS[key] ?? 'onNotice']();
    };
    const up = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'p') release();
    };
    const block = (event: Event) => event.preventDefault();
    const zoom = (event: WheelEvent) => {
      if (event.ctrlKey) event.preventDefault();
    };
    window.addEventListener('keydown', down, { capture: true });
    window.addEventListener('keyup', up, { capture: true });
    window.addEventListener('blur', release);
    window.addEventListener('wheel', zoom, { passive: false });
    for (const type of BLOCKED) window.addEventListener(type, block, { capture: true });
    return () => {
      release();
      window.removeEventListener('keydown', down, { capture: true });
      window.removeEventListener('keyup', up, { capture: true });
      window.removeEventListener('blur', release);
      window.removeEventListener('wheel', zoom);
      for (const type of BLOCKED) window.removeEventListener(type, block, { capture: true });
    };
  }, []);
  return holding;
}

/** The focus can be moved and used, and the PIN can be typed. */
function mayPass(event: KeyboardEvent): boolean {
  if (event.key === 'Tab') return !event.ctrlKey && !event.altKey;
  const { target } = event;
  if (target instanceof HTMLInputElement) return !event.ctrlKey && !event.metaKey && !event.altKey;
  return target instanceof HTMLButtonElement && (event.key === 'Enter' || event.key === ' ');
}
