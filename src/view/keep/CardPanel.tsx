/** Keeps people as a card to share. */
export function CardPanel(_: { onClose: () => void }) {
  return null;
}
