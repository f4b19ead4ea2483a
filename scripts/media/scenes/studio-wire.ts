import type { FaceName } from './face-tiles.ts';
import type { NoisyClip } from './noisy-clip.ts';
import type { SceneName } from './scenes.ts';

/** The interface of the page, `window.studio`. Pictures are addresses of its own server; clips are in base64. */
export interface StudioPage {
  /** Makes the clip of a scene from the pictures of e2e/faces/ by name. */
  scene(name: SceneName, tiles: Readonly<Record<FaceName | 'wall', string>>): Promise<string>;
  /** Makes a clip of a photo held before a noisy camera. */
  noisy(photo: string, clip: NoisyClip): Promise<string>;
}
