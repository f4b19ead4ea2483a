import type { StoreApi } from 'zustand/vanilla';
import { countedAttributes } from '#core/booth/attributes.ts';
import type { Booth } from '#core/booth/booth.ts';
import { type CountsState, endVisits, nextCounts, startCounts } from '#core/booth/counts.ts';
import { addRestart, type Clock, type Days, EMPTY_DAY, SLOT_MINUTES } from '#core/booth/counts-day.ts';
import { seenFaces } from '#core/booth/counts-readings.ts';
import { numbersOf } from '#core/booth/counts-report.ts';
import { countPicture, NEW_PACE, type Pace } from '#core/booth/pace.ts';
import type { Result } from '#core/types.ts';
import type { AppState } from '#store/state.ts';
import type { BoothCounts } from '../events.ts';
import { type CountsKeeper, type KeepTrouble, NO_KEEPER, openKeeper } from './keep-counts.ts';

/** The panel follows the counts at this pace. */
const TELL_MS = 1000;

/** What the panel shows; a new object whenever it has changed. */
export interface CounterView {
  readonly days: Days;
  /** The date of today. */
  readonly today: string;
  readonly trouble: KeepTrouble | null;
  readonly pace: Pace;
  /** Seconds since the show was started. */
  readonly seconds: number;
}

/** Counts who passes while it runs. */
export interface Counter {
  /** Whether the numbers outlast this run of the show. */
  readonly kept: 'yes' | 'rehearsal' | 'nobody-counted';
  readonly view: () => CounterView;
  /** Calls back about once a second; returns a function that stops that. */
  readonly subscribe: (changed: () => void) => () => void;
  /** Today's numbers for events; null if nobody is counted. */
  readonly today: () => BoothCounts | null;
  /** Deletes all numbers, also the kept ones. */
  readonly erase: () => void;
  /** Counts until the returned function is called. */
  readonly start: () => () => void;
}

/** `rehearsal`: the numbers are not those of visitors, and are not kept. */
export function createCounter(store: StoreApi<AppState>, booth: Booth, rehearsal: boolean): Counter {
  const counted = countedAttributes(booth);
  const counts = booth.numbers !== 'off';
  const kept = !counts ? 'nobody-counted' : rehearsal ? 'rehearsal' : 'yes';
  const listeners = new Set<() => void>();
  let keeper: CountsKeeper = NO_KEEPER;
  let state: CountsState = startCounts({});
  let pace = NEW_PACE;
  let startedAt = performance.now();
  let view = viewNow();

  function viewNow(): CounterView {
    return {
      days: state.days,
      today: clockNow().day,
      trouble: keeper.trouble(),
      pace,
      seconds: Math.floor((performance.now() - startedAt) / 1000),
    };
  }

  function tell(): void {
    view = viewNow();
    for (const changed of listeners) changed();
  }

  function take(result: Result): void {
    const at = store.getState().stepped ? result.at : performance.now();
    pace = countPicture(pace, at);
    const faces = counts ? seenFaces(result.faces, counted) : [];
    state = nextCounts(state, at, faces, clockNow(), counted);
    keeper.offer(state.days);
  }

  function end(): void {
    state = endVisits(state, clockNow());
    keeper.write(state.days);
  }

  return {
    kept,
    view: () => view,
    subscribe(changed) {
      listeners.add(changed);
      tell();
      const timer = setInterval(tell, TELL_MS);
      return () => {
        clearInterval(timer);
        listeners.delete(changed);
      };
    },
    today() {
      if (!counts) return null;
      const { passed, stayed, turned, medianStay } = numbersOf(
        state.days[clockNow().day] ?? EMPTY_DAY,
        counted,
      );
      return { passed, stayed, turned, medianStay };
    },
    erase() {
      state = startCounts({});
      keeper.erase();
      tell();
    },
    start() {
      keeper = kept === 'yes' ? openKeeper() : NO_KEEPER;
      state = startCounts(addRestart(keeper.days, clockNow().day, 'starts'));
      pace = NEW_PACE;
      startedAt = performance.now();
      const unsubscribe = store.subscribe((app, before) => {
        if (app.engine.state === 'restarting' && before.engine.state !== 'restarting')
          state = { ...state, days: addRestart(state.days, clockNow().day, 'engineRestarts') };
        if (app.result !== before.result && app.result !== null) take(app.result);
      });
      window.addEventListener('pagehide', end);
      return () => {
        unsubscribe();
        window.removeEventListener('pagehide', end);
        end();
        keeper.close();
      };
    },
  };
}

/** The place in the calendar by this computer's clock and time zone. */
function clockNow(): Clock {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, '0');
  return {
    day: `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`,
    slot: Math.floor((now.getHours() * 60 + now.getMinutes()) / SLOT_MINUTES),
  };
}
