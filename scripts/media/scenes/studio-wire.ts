import type { Crowd, GroupName } from './crowds.ts';
import type { FaceName } from './face-tiles.ts';
import type { NoisyClip } from './noisy-clip.ts';
import type { ReachClip } from './reach.ts';
import type { SceneName } from './scenes.ts';
import type { UnpeopledKind, UnpeopledPicture } from './unpeopled.ts';

/** Addresses of the pictures of e2e/faces/ by name. */
export type TileAddresses = Readonly<Record<FaceName | 'wall', string>>;

/** Addresses of the photos of GROUPS by name. */
export type GroupAddresses = Readonly<Record<GroupName, string>>;

/** The interface of the page, `window.studio`. Pictures are addresses of its own server; files are in base64. */
export interface StudioPage {
  /** Makes the clip of a scene from the pictures of e2e/faces/ by name. */
  scene(name: SceneName, tiles: TileAddresses): Promise<string>;
  /** Makes a clip of distant faces. */
  reach(clip: ReachClip, tiles: TileAddresses): Promise<string>;
  /** Makes a picture of many small faces, as JPEG. */
  crowd(crowd: Crowd, groups: GroupAddresses): Promise<string>;
  /** Makes a picture without people, as JPEG; `photos`: those of UNPEOPLED_PHOTOS in their order. */
  unpeopled(picture: UnpeopledPicture, photos: readonly string[]): Promise<string>;
  /** Makes a clip without people. */
  unpeopledClip(kind: UnpeopledKind, photos: readonly string[]): Promise<string>;
  /** Makes a clip of a photo held before a noisy camera. */
  noisy(photo: string, clip: NoisyClip): Promise<string>;
}
