/** Calls back whenever the number of screen pixels per CSS pixel changes; returns a function that unsubscribes. */
export function watchPixelRatio(changed: () => void): () => void {
  let query: MediaQueryList | null = null;
  // A query matches one ratio only, so every change needs a new query.
  const watch = () => {
    query?.removeEventListener('change', onChange);
    query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    query.addEventListener('change', onChange);
  };
  const onChange = () => {
    watch();
    changed();
  };
  watch();
  return () => query?.removeEventListener('change', onChange);
}
