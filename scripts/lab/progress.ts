const EVERY_MS = 5000;

/** Says on stderr how far a run is and how long the rest will take at its pace so far. */
export function createProgress(now: () => number = () => performance.now()) {
  let name = '';
  let startedAt = 0;
  let doneBefore = 0;
  let toldAt = 0;
  return (what: string, done: number, total: number): void => {
    const time = now();
    if (what !== name) {
      name = what;
      startedAt = time;
      doneBefore = done;
    } else if (time - toldAt < EVERY_MS) return;
    toldAt = time;
    const doneNow = done - doneBefore;
    const left = doneNow > 0 ? `, ${timeLeft(((time - startedAt) / doneNow) * (total - done))} left` : '';
    console.error(`${what}: ${done} of ${total}${left}`);
  };
}

/** `2 min 5 s`, `40 s`. */
export function timeLeft(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
