const EM_DASH = '—';

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** 0…1 → "72%". A network's output is never certain, so that 0% and 100% are shown as "<1%" and ">99%". */
export function percent(p: number): string {
  if (p < 0.01) return '<1%';
  return p > 0.99 ? '>99%' : `${whole.format(p * 100)}%`;
}

/** A whole number with thousands separators: 2400 → "2,400". */
export const count = (n: number): string => whole.format(n);

/** 1, "photo" → "1 photo"; 3 → "3 photos". */
export const plural = (n: number, one: string, many = `${one}s`): string =>
  `${count(n)} ${n === 1 ? one : many}`;

/** 1 → "1 person"; 3 → "3 people". */
export const peopleCount = (n: number): string => plural(n, 'person', 'people');

/** "2 people", or "8 of at least 20 people" if more were seen than are shown. */
export const peopleOf = (shown: number, seen: number): string =>
  seen > shown ? `${count(shown)} of at least ${peopleCount(seen)}` : peopleCount(shown);

/** Formats bytes as megabytes of 10⁶ bytes: "4.2 of 13.1 MB", or "4.2 MB" if `total` is 0. */
export function bytesOf(loaded: number, total: number): string {
  const mb = (bytes: number) => tenths.format(bytes / 1e6);
  return total > 0 ? `${mb(Math.min(loaded, total))} of ${mb(total)} MB` : `${mb(loaded)} MB`;
}

/** Seconds → "1:23", "1:02:03". */
export function clock(seconds: number): string {
  const all = Number.isFinite(seconds) ? Math.max(0, Math.floor(seconds)) : 0;
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(all / 3600);
  const minutes = Math.floor(all / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(all % 60)}` : `${minutes}:${two(all % 60)}`;
}

/** Milliseconds → "a few seconds left", "40 s left", "about 3 min left", "about 2 h left". */
export function timeLeft(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 8) return 'a few seconds left';
  if (seconds < 90) return `about ${Math.ceil(seconds / 10) * 10} s left`;
  if (seconds < 5400) return `about ${Math.round(seconds / 60)} min left`;
  return `about ${Math.round(seconds / 3600)} h left`;
}

/** "4.2 ms", "42 ms"; a dash where nothing was measured. */
export const milliseconds = (ms: number | null): string =>
  ms === null ? EM_DASH : `${ms < 10 ? tenths.format(ms) : whole.format(ms)} ms`;
/** "4.3 fps", "30 fps"; a dash where nothing was measured. */
export const framesPerSecond = (fps: number | null): string =>
  fps === null ? EM_DASH : `${fps < 10 ? tenths.format(fps) : whole.format(fps)} fps`;
