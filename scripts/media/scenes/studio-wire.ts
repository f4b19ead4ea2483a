import type { FaceName } from './face-tiles.ts';
import type { NoisyClip } from './noisy-clip.ts';
import type { SceneName } from './scenes.ts';

/** What the page has as `window.studio`. Pictures are addresses of its own server; clips are returned in base64. */
export interface StudioPage {
  /** The clip of a scene, from the pictures of e2e/faces/ by name. */
  scene(name: SceneName, tiles: Readonly<Record<FaceName | 'wall', string>>): Promise<string>;
  /** A clip of a photo held before a noisy camera. */
  noisy(photo: string, clip: NoisyClip): Promise<string>;
}
