const EVERY_MS = 5000;

/** Returns a function that prints progress and the estimated time left to stderr, at most every 5 s. */
export function createProgress(now: () => number = () => performance.now()) {
  let name = '';
  let startedAt = 0;
  let doneBefore = 0;
  let printedAt = 0;
  return (what: string, done: number, total: number): void => {
    const time = now();
    if (what !== name) {
      name = what;
      startedAt = time;
      doneBefore = done;
    } else if (time - printedAt < EVERY_MS) return;
    printedAt = time;
    const doneNow = done - doneBefore;
    const left = doneNow > 0 ? `, ${timeLeft(((time - startedAt) / doneNow) * (total - done))} left` : '';
    console.error(`${what}: ${done} of ${total}${left}`);
  };
}

/** Formats a duration as `2 min 5 s` or `40 s`. */
export function timeLeft(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
