/** Keeps the live picture as a video. */
export function FilmPanel(_: { onClose: () => void }) {
  return null;
}
