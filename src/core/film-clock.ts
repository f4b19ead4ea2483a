/** The time of a film's last frame, and what the next one is compared with. Times in milliseconds. */
export interface FilmClock {
  /** Time of the last frame in the film; null before the first. */
  readonly film: number | null;
  /** The last frame on its source's clock, and on the page's; null after a pause or a change of the source. */
  readonly last: { readonly at: number; readonly now: number } | null;
}

/** The clock before the first frame. */
export const NEW_FILM_CLOCK: FilmClock = { film: null, last: null };

/** Time between two frames where the source's clock does not tell it. */
const USUAL_GAP_MS = 33;
/** Longest gap where the source's clock has jumped. */
const LONGEST_JUMP_MS = 200;
/** A longer gap is cut: the page was in the background, or the computer asleep. */
const LONGEST_GAP_MS = 5000;
/** The source's clock may run ahead of the page's by this much: clips are played up to four times as fast. */
const AHEAD_MS = 1000;

/**
 * The time of the next frame: frames are as far apart as on their source's clock, except where a clip starts again or
 * is seeked, or where nothing was seen for long. Null for a picture whose time does not advance, as that of a paused clip.
 *
 * @param at the frame's time on its source's clock.
 * @param now the page's clock.
 */
export function nextFilmTime(
  clock: FilmClock,
  at: number,
  now: number,
): { readonly clock: FilmClock; readonly ms: number | null } {
  const last = { at, now };
  if (clock.film === null) return { clock: { film: 0, last }, ms: 0 };
  if (clock.last === null) return advance(clock.film + USUAL_GAP_MS, last);
  const step = at - clock.last.at;
  const passed = now - clock.last.now;
  if (step === 0) return { clock, ms: null };
  const jumped = step < 0 || step > Math.min(passed + AHEAD_MS, LONGEST_GAP_MS);
  const gap = jumped ? Math.min(LONGEST_JUMP_MS, Math.max(USUAL_GAP_MS, passed)) : step;
  return advance(clock.film + gap, last);
}

/** The clock after a pause or before another source: the next frame follows at once. */
export function cutFilm(clock: FilmClock): FilmClock {
  return { ...clock, last: null };
}

function advance(film: number, last: NonNullable<FilmClock['last']>): { clock: FilmClock; ms: number } {
  return { clock: { film, last }, ms: film };
}
