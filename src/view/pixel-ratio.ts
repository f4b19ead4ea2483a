/** Calls back whenever the number of screen pixels per CSS pixel has changed; returns the function that ends it. */
export function watchPixelRatio(changed: () => void): () => void {
  let query: MediaQueryList | null = null;
  // A query holds for one ratio only, so each change needs the next.
  const look = () => {
    query?.removeEventListener('change', tell);
    query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    query.addEventListener('change', tell);
  };
  const tell = () => {
    look();
    changed();
  };
  look();
  return () => query?.removeEventListener('change', tell);
}
