import { type ChangeMap, changedShare, firstChanges, nextChanges } from './change.ts';
import type { Box, Picture, Size } from './types.ts';
import {
  couldShow,
  coverTiles,
  tileViews,
  type View,
  type ViewOfFaces,
  viewsAround,
  wholeView,
} from './views.ts';

/** A face or a candidate that the detector should look at again. */
export interface Watched {
  /** Where it is expected now, picture pixels. */
  readonly box: Box;
  /** When a view last could show it, milliseconds of the source's clock. */
  readonly lookedAt: number;
  /** Speed in sizes of the face per second. */
  readonly speed: number;
  /** False for a candidate, which needs another detection before anybody is shown. */
  readonly known: boolean;
}

/** Which parts of the live picture were searched when, and where it changed since. */
export interface ViewPlan {
  readonly size: Size;
  /** Time of the newest picture, milliseconds. */
  readonly at: number;
  readonly changes: ChangeMap;
  /** Whether much of the newest picture changed at once, and whether the same is true of the one before. */
  readonly abrupt: boolean;
  readonly abruptBefore: boolean;
  /** Whether most of the newest picture changed at once: it may show another scene. */
  readonly cut: boolean;
  readonly wholeAt: number | null;
  /** Whether the last run searched for newcomers: the next one looks at those who are known. */
  readonly searchedLast: boolean;
  /** Whether every part is searched in turn, whatever it shows: faces are covered. */
  readonly thorough: boolean;
  readonly tiles: readonly { readonly view: View; readonly searchedAt: number | null }[];
}

export interface PlanOptions {
  /** Runs of the detector that this frame may cost at most, 1 or more. */
  readonly most: number;
  /** The views must not depend on the picture, so that all browsers plan alike: everything known, and one tile. */
  readonly exhaustive: boolean;
}

/** Periods of the looks at one known face, milliseconds: one that moves, and one that stays (every third frame). */
const MOVING_MS = 30;
const STAYING_MS = 95;
/** From this speed on a face moves, sizes per second. */
const MOVING = 0.5;
/** A near face of which this share has changed since the last look may have begun to move, at an unknown speed. */
const STIRRING_SHARE = 0.3;
/** Periods of the search where the picture has changed, and where it has not, milliseconds. */
const WHOLE_CHANGED_MS = 400;
const WHOLE_QUIET_MS = 1000;
const TILE_CHANGED_MS = 800;
const TILE_QUIET_MS = 4000;
/** A larger share of cells that change at once may be a near face that has just come: the whole picture is next. */
const NEWCOMER_SHARE = 0.12;
/** From this share of cells on the picture may be of another scene. */
const CUT_SHARE = 0.5;
/** Urgencies, where 1 is due: a newcomer, a candidate, a tile that was never searched. */
const NEWCOMER = 4;
const CANDIDATE = 3;
const NEVER_SEARCHED = 2;
/** A second run in one frame is for views of this urgency: the picture is new, or the plan is far behind. */
const WORTH_A_SECOND_RUN = 2;
/** Tiles in each frame of a plan that does not depend on the picture, where faces are covered. */
const TILES_IN_TURN = 2;
/** Faces due in less than half of their period are looked at with a neighbour: one run instead of two. */
const SOON = 0.5;

/** The plan of a picture that comes first, has another size than those before, or is earlier. */
export function newPlan(picture: Picture, at: number, thorough = false): ViewPlan {
  const { width, height } = picture;
  const tiles = (thorough ? coverTiles : tileViews)(picture).map((view) => ({ view, searchedAt: null }));
  return {
    size: { width, height },
    at,
    changes: firstChanges(picture, at),
    abrupt: false,
    abruptBefore: false,
    cut: false,
    wholeAt: null,
    searchedLast: false,
    thorough,
    tiles,
  };
}

/** The plan with the next picture taken in. `at`: milliseconds of the source's clock. */
export function withPicture(plan: ViewPlan | null, picture: Picture, at: number, thorough = false): ViewPlan {
  if (plan === null || at < plan.at || plan.thorough !== thorough || !isSameSize(plan.size, picture))
    return newPlan(picture, at, thorough);
  const changes = nextChanges(plan.changes, picture, at);
  const share = changedShare(changes, wholeView(picture), plan.at);
  return {
    ...plan,
    at,
    changes,
    abrupt: share >= NEWCOMER_SHARE,
    abruptBefore: plan.abrupt,
    cut: share >= CUT_SHARE,
  };
}

function isSameSize(a: Size, b: Size): boolean {
  return a.width === b.width && a.height === b.height;
}

/**
 * The views to look at in this frame, most urgent first; empty where nothing is due. Urgency is the time since the
 * last look divided by the period that the view should have.
 */
export function chooseViews(
  plan: ViewPlan,
  watched: readonly Watched[],
  at: number,
  { most, exhaustive }: PlanOptions,
): readonly View[] {
  if (exhaustive) {
    const oldest = [...plan.tiles]
      .sort((a, b) => (a.searchedAt ?? -1) - (b.searchedAt ?? -1))
      .slice(0, plan.thorough ? TILES_IN_TURN : 1);
    const around = viewsOf(plan, watched).map(({ view }) => view);
    const close = around.filter(({ kind }) => kind !== 'whole');
    return [wholeView(plan.size), ...close, ...oldest.map(({ view }) => view)];
  }
  const faces = faceRequests(plan, watched, at);
  if (plan.thorough) return thoroughViews(plan, byUrgency(faces), most);
  const search = [wholeRequest(plan, at), ...tileRequests(plan, at)];
  return alternated(byUrgency(search), byUrgency(faces), plan.searchedLast)
    .filter(({ view }, i, all) => view.kind !== 'whole' || all.findIndex(isWhole) === i)
    .filter(({ urgency }, i) => i === 0 || urgency >= WORTH_A_SECOND_RUN)
    .map(({ view }) => view)
    .slice(0, most);
}

/** One look at the face that waits longest, if one is due; every other run is for the part that was searched longest ago. */
function thoroughViews(plan: ViewPlan, faces: readonly Request[], most: number): readonly View[] {
  const parts = [{ view: wholeView(plan.size), searchedAt: plan.wholeAt }, ...plan.tiles].sort(
    (a, b) => (a.searchedAt ?? -1) - (b.searchedAt ?? -1),
  );
  const looks = faces.slice(0, 1).map(({ view }) => view);
  const isLooked = looks.some(({ kind }) => kind === 'whole');
  const search = parts.map(({ view }) => view).filter(({ kind }) => !(isLooked && kind === 'whole'));
  return [...looks, ...search.slice(0, Math.max(1, most - looks.length))];
}

/** The reading since which every part of the picture was searched; null before all of it was. */
export function searchedSince(plan: ViewPlan): number | null {
  const times = [plan.wholeAt, ...plan.tiles.map(({ searchedAt }) => searchedAt)];
  return times.reduce((least, time) => (least === null || time === null ? null : Math.min(least, time)));
}

/** Those that are due, the most urgent first. */
function byUrgency(requests: readonly Request[]): readonly Request[] {
  return requests.filter(({ urgency }) => urgency >= 1).sort((a, b) => b.urgency - a.urgency);
}

/** One of each list in turn, so that neither the search nor a crowd of faces waits for the other; newcomers first. */
function alternated(
  search: readonly Request[],
  faces: readonly Request[],
  searchedLast: boolean,
): readonly Request[] {
  const isNewcomer = (search[0]?.urgency ?? 0) >= NEWCOMER;
  const [one, other] = searchedLast && !isNewcomer ? [faces, search] : [search, faces];
  const length = Math.max(one.length, other.length);
  return Array.from({ length }, (_, i) => [one[i], other[i]])
    .flat()
    .filter((request) => request !== undefined);
}

/** The plan after these views were searched at time `at`. */
export function searched(plan: ViewPlan, views: readonly View[], at: number): ViewPlan {
  if (views.length === 0) return plan;
  return {
    ...plan,
    searchedLast: views.at(-1)?.kind !== 'faces',
    wholeAt: views.some(({ kind }) => kind === 'whole') ? at : plan.wholeAt,
    tiles: plan.tiles.map((tile) => (views.includes(tile.view) ? { ...tile, searchedAt: at } : tile)),
  };
}

interface Request {
  readonly view: View;
  readonly urgency: number;
}

function isWhole({ view }: Request): boolean {
  return view.kind === 'whole';
}

function wholeRequest(plan: ViewPlan, at: number): Request {
  const view = wholeView(plan.size);
  if (plan.wholeAt === null) return { view, urgency: Number.POSITIVE_INFINITY };
  // Flickering light changes every picture, so only the first abrupt change counts as a possible new face.
  if (plan.abrupt && !plan.abruptBefore) return { view, urgency: NEWCOMER };
  const isChanged = changedShare(plan.changes, view, plan.wholeAt) > 0;
  return { view, urgency: (at - plan.wholeAt) / (isChanged ? WHOLE_CHANGED_MS : WHOLE_QUIET_MS) };
}

function tileRequests(plan: ViewPlan, at: number): readonly Request[] {
  return plan.tiles.map(({ view, searchedAt }) => {
    if (searchedAt === null) return { view, urgency: NEVER_SEARCHED };
    const isChanged = changedShare(plan.changes, view, searchedAt) > 0;
    return { view, urgency: (at - searchedAt) / (isChanged ? TILE_CHANGED_MS : TILE_QUIET_MS) };
  });
}

/** Views around what is due, where the most urgent one decides how urgent its view is. */
function faceRequests(plan: ViewPlan, watched: readonly Watched[], at: number): readonly Request[] {
  const due = watched
    .map((one) => ({ ...one, urgency: urgencyOf(plan, one, at) }))
    .sort((a, b) => b.urgency - a.urgency || a.box.x - b.box.x);
  const soon = due.filter(({ urgency }) => urgency > SOON);
  const urgencies = new Map(soon.map(({ box, urgency }) => [box, urgency]));
  return viewsOf(plan, soon).map(({ view, first }) => ({ view, urgency: urgencies.get(first) ?? 0 }));
}

/** Views around these faces. A candidate never has the whole picture, which would only repeat its mistake. */
function viewsOf(plan: ViewPlan, watched: readonly Watched[]): readonly ViewOfFaces[] {
  const isNear = ({ box }: Watched) => couldShow(wholeView(plan.size), box, plan.size);
  const candidates = watched.filter((one) => !one.known && isNear(one));
  const others = watched.filter((one) => !candidates.includes(one));
  const boxes = (some: readonly Watched[]) => some.map(({ box }) => box);
  return [...viewsAround(boxes(candidates), plan.size, false), ...viewsAround(boxes(others), plan.size)];
}

function urgencyOf(plan: ViewPlan, { box, lookedAt, speed, known }: Watched, at: number): number {
  if (!known) return at > lookedAt ? CANDIDATE : 0;
  const isNear = couldShow(wholeView(plan.size), box, plan.size);
  const isStirring = isNear && changedShare(plan.changes, box, lookedAt) >= STIRRING_SHARE;
  return (at - lookedAt) / (speed >= MOVING || isStirring ? MOVING_MS : STAYING_MS);
}
