import type { CameraChoice, CameraDevice, Facing } from './source.ts';

/** Whole words in a camera's name: "Jacobs USB Camera", "OBSBOT" and "Backyard Cam" hold them only in part. */
const AWAY = new Set(['back', 'rear', 'environment']);
const TOWARDS = new Set(['front', 'user']);
/** Cameras that show something else than the person before them: capture cards, and programs such as OBS. */
const NOBODY = new Set(['capture', 'virtual', 'obs']);

const wordsOf = (label: string): readonly string[] => label.toLowerCase().split(/[^\p{L}\p{N}]+/u);

/** Whether a camera shows its user, who expects a mirror: what the browser says, else what its name says. */
export function facesUser(facing: Facing | null, label: string): boolean {
  if (facing) return facing === 'user';
  return !wordsOf(label).some((word) => AWAY.has(word) || NOBODY.has(word));
}

/** Where a camera faces by its name ("camera2 0, facing back"); null where the name does not say. */
function facingByName(label: string): Facing | null {
  const words = wordsOf(label);
  if (words.some((word) => AWAY.has(word))) return 'environment';
  return words.some((word) => TOWARDS.has(word)) ? 'user' : null;
}

/** A value of facingMode as one of the two that matter here. */
export const asFacing = (value: string | undefined): Facing | null =>
  value === 'user' || value === 'environment' ? value : null;

/**
 * What to ask for so that another camera than `current` is shown, or null where there is none. A phone is asked
 * for its other side, because it knows which of its rear cameras is the main one; where nothing is known of
 * sides, the next camera in the list is asked for by its id, so that two webcams take turns.
 */
export function otherCamera(
  current: CameraDevice,
  cameras: readonly CameraChoice[],
): { readonly cameraId: string | null; readonly facing: Facing } | null {
  const index = cameras.findIndex(({ id }) => id === current.id);
  const others = [...cameras.slice(index + 1), ...cameras.slice(0, Math.max(0, index))];
  const [next] = others;
  if (!next) return null;
  const now = current.facing ?? (index === -1 ? null : facingByName(cameras[index]?.label ?? ''));
  if (now) {
    const opposite = now === 'user' ? 'environment' : 'user';
    if (others.some(({ facing }) => facing === opposite)) return { cameraId: null, facing: opposite };
    const named = others.find(({ facing, label }) => facing === null && facingByName(label) === opposite);
    if (named) return { cameraId: named.id, facing: opposite };
  }
  return { cameraId: next.id, facing: next.facing ?? facingByName(next.label) ?? 'user' };
}
