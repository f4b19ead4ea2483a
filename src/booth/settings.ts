import { attributesOf } from '#core/booth/attributes.ts';
import type { Booth } from '#core/booth/booth.ts';
import { cameraWidth } from '#core/booth/sizes.ts';
import type { Settings } from '#store/state.ts';

/** The settings of the page that a booth runs with. Its camera is chosen by name once it is open (use-camera.ts). */
export function boothSettings(booth: Booth): Partial<Settings> {
  return {
    cameraId: null,
    facing: 'user',
    cameraWidth: cameraWidth(booth.distance),
    show: attributesOf(booth.preset),
    // Its labels stand next to faces that visitors see.
    cover: 'off',
    mirror: booth.mirror ? 'on' : 'off',
  };
}
