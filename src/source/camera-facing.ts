import type { CameraChoice, CameraDevice, Facing } from './source.ts';

// Only whole words of a camera's name count: "Jacobs USB Camera", "OBSBOT" and "Backyard Cam" merely contain them.
const AWAY = new Set(['back', 'rear', 'environment']);
const TOWARDS = new Set(['front', 'user']);
/** Devices that do not show the person in front of them: capture cards, and programs such as OBS. */
const NOT_THE_USER = new Set(['capture', 'virtual', 'obs']);

const wordsOf = (label: string): readonly string[] => label.toLowerCase().split(/[^\p{L}\p{N}]+/u);

/** Whether a camera shows its user, who expects a mirror image. The browser's answer counts before the name. */
export function facesUser(facing: Facing | null, label: string): boolean {
  if (facing) return facing === 'user';
  return !wordsOf(label).some((word) => AWAY.has(word) || NOT_THE_USER.has(word));
}

/** The side a camera faces according to its name ("camera2 0, facing back"); null if the name does not say. */
function facingByName(label: string): Facing | null {
  const words = wordsOf(label);
  if (words.some((word) => AWAY.has(word))) return 'environment';
  return words.some((word) => TOWARDS.has(word)) ? 'user' : null;
}

/** Converts a value of facingMode; null if it is neither of the two that matter here. */
export const asFacing = (value: string | undefined): Facing | null =>
  value === 'user' || value === 'environment' ? value : null;

/**
 * The camera to request in order to switch from `current`, or null if there is no other one.
 *
 * On a phone the other side is requested, because the phone knows which of its rear cameras is the main one. If the
 * sides are unknown, the next camera of the list is requested by id, so that two webcams alternate.
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
