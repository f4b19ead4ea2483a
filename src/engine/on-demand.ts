/**
 * A function that makes something when it is first asked for, and gives the same from then on. It rejects where
 * making fails, and the next asking tries again; and where making takes longer than `patienceMs` from its beginning,
 * so that nobody waits for a download that hangs: who asks after it has come gets it.
 */
export function onDemand<T>(make: () => Promise<T>, patienceMs: number): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= inTime(
      make().catch((error: unknown) => {
        made = null;
        throw error;
      }),
    );
    return made;
  };

  function inTime(making: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`not there after ${patienceMs} ms`)), patienceMs);
      making
        .then((value) => {
          resolve(value);
          made = Promise.resolve(value);
        }, reject)
        .finally(() => clearTimeout(timer));
    });
  }
}
