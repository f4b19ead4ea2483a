/**
 * Returns a function that makes a value on its first call and returns the same value from then on. It rejects if
 * `make` fails, and the next call tries again. It also rejects once `make` has run for `patienceMs`, so that no
 * call waits for a download that hangs; a value that arrives later is returned by later calls.
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
