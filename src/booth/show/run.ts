import type { StoreApi } from 'zustand/vanilla';
import { attributesOf, limitResult } from '#core/booth/attributes.ts';
import type { Booth } from '#core/booth/booth.ts';
import { type GroupLine, groupLine, NO_GROUP_LINE } from '#core/booth/group-line.ts';
import { nextShownCard, type ShownCard } from '#core/booth/shown-card.ts';
import { nearPeople, sightOf } from '#core/booth/sight.ts';
import { type BoothPhase, EMPTY_BOOTH, nextBoothState } from '#core/booth/state.ts';
import type { Face, Result } from '#core/types.ts';
import { announceResult } from '#session/handle.ts';
import { selectFaces, selectLiveSource } from '#store/selectors.ts';
import type { AppState } from '#store/state.ts';
import { announceBooth, type BoothCounts } from '../events.ts';
import { resultLines } from '../words/labels.ts';

/** Time passes between pictures too, and without them. */
const TICK_MS = 200;

/** What the show says; a new object whenever it changes. */
export interface ShowView {
  readonly phase: BoothPhase;
  /** Seconds in this phase, and since the show began. */
  readonly phaseSeconds: number;
  readonly seconds: number;
  /** People who are near. */
  readonly people: number;
  /** The lines of the nearest person's last result; empty if nobody was read. */
  readonly last: readonly string[];
  /** The nearest person's card; null for none. */
  readonly card: ShownCard | null;
}

/** The running show: follows the store, and says on the window what happens. */
export interface ShowRun {
  readonly view: () => ShowView;
  /** Calls back when the view has changed; returns a function that stops that. */
  readonly subscribe: (changed: () => void) => () => void;
  /** Who is near in the newest picture. */
  readonly near: () => ReadonlySet<number>;
  readonly group: () => GroupLine;
  /** Follows the store until the returned function is called. */
  readonly start: () => () => void;
}

const NOTHING: ShowView = { phase: 'empty', phaseSeconds: 0, seconds: 0, people: 0, last: [], card: null };
const NOBODY: ReadonlySet<number> = new Set();

/** `counts`: today's numbers, for the events. */
export function createShowRun(
  store: StoreApi<AppState>,
  booth: Booth,
  counts: () => BoothCounts | null,
): ShowRun {
  const attributes = attributesOf(booth.preset);
  const listeners = new Set<() => void>();
  let state = EMPTY_BOOTH;
  let near = NOBODY;
  let group = NO_GROUP_LINE;
  let last: readonly string[] = [];
  let nearest: Face | null = null;
  let card: ShownCard | null = null;
  let view = NOTHING;
  let startedAt = Number.NaN;
  let taken: Result | null = null;

  /** Takes the newest result, if it was not taken yet: whoever asks first. */
  function sync(): void {
    const newest = store.getState().result;
    if (newest === taken) return;
    taken = newest;
    if (newest) take(newest);
    else {
      near = NOBODY;
      nearest = null;
    }
  }

  function take(result: Result): void {
    near = nearPeople(result.faces, result.size.width, booth.distance, near);
    const close = result.faces.filter(({ id }) => near.has(id));
    group = booth.group ? groupLine(close, attributes, group) : NO_GROUP_LINE;
    [nearest = null] = close
      .filter(({ settled, shown }) => settled && shown !== null)
      .sort((a, b) => b.box.width - a.box.width);
    if (nearest) last = resultLines(nearest, attributes);
    announceResult(limitResult(result, attributes));
  }

  /** Where the middle of a face is on the screen, from left (0) to right (1). */
  function placeOf({ box }: Face): number {
    const { result } = store.getState();
    const place = (box.x + box.width / 2) / (result?.size.width ?? 1);
    return selectLiveSource(store.getState())?.mirrored ? 1 - place : place;
  }

  /** `at`: milliseconds, of the clip's clock if it is stepped, else of the page's. */
  function pass(at: number, faces: readonly Face[]): void {
    if (Number.isNaN(startedAt) || at < startedAt) startedAt = at;
    const sight = sightOf(faces, near);
    const before = state.phase;
    state = nextBoothState(state, sight, at);
    if (state.phase !== before) announceBooth({ state: state.phase, at, people: sight, counts: counts() });
    if (state.phase === 'empty' || state.phase === 'far') last = [];
    card =
      booth.card && state.phase === 'shown' && nearest !== null
        ? nextShownCard(card, nearest, attributes, booth.aside?.side ?? null, placeOf(nearest), at)
        : null;
    const next: ShowView = {
      phase: state.phase,
      phaseSeconds: Math.floor((at - state.since) / 1000),
      seconds: Math.floor((at - startedAt) / 1000),
      people: sight.near,
      last,
      card,
    };
    if (isSame(view, next)) return;
    view = next;
    for (const changed of listeners) changed();
  }

  return {
    view: () => view,
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    near() {
      sync();
      return near;
    },
    group: () => group,
    start() {
      const { stepped } = store.getState();
      const unsubscribe = store.subscribe((app, before) => {
        if (app.result === before.result) return;
        sync();
        if (!stepped) pass(performance.now(), selectFaces(app));
        else if (app.result) pass(app.result.at, app.result.faces);
      });
      const timer = stepped
        ? undefined
        : setInterval(() => pass(performance.now(), selectFaces(store.getState())), TICK_MS);
      return () => {
        unsubscribe();
        clearInterval(timer);
      };
    },
  };
}

function isSame(a: ShowView, b: ShowView): boolean {
  const lines = a.last.length === b.last.length && a.last.every((line, i) => line === b.last[i]);
  const { phase, phaseSeconds, seconds, people, card } = a;
  return (
    lines &&
    phase === b.phase &&
    phaseSeconds === b.phaseSeconds &&
    seconds === b.seconds &&
    people === b.people &&
    card === b.card
  );
}
