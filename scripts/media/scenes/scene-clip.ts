import { fillRectangle } from '../drawing/canvas.ts';
import type { Picture } from '../drawing/pixels.ts';
import { drawFace, type FaceName } from './face-tiles.ts';
import { record } from './record.ts';
import { FRAME, SCENES, type Scene, type SceneName } from './scenes.ts';

/** Pictures by name. `wall` is the background and has the size of a frame. */
export type Tiles = Readonly<Record<FaceName | 'wall', Picture>>;

const GREY = [128, 128, 128] as const;

/** Makes the clip of a scene (VP9 in WebM). Clips are not committed, because they are megabytes. */
export function recordScene(name: SceneName, tiles: Tiles): Promise<Uint8Array> {
  const scene: Scene = SCENES[name];
  const { fps, seconds } = scene;
  const coding = { codec: 'vp9', bitrate: 1.5e6, keyFrameInterval: 1 } as const;
  return record({ ...FRAME, fps, seconds, ...coding }, (canvas, frame) => {
    const at = frame / fps;
    canvas.rgb.set(tiles.wall.levels[0]!.rgb);
    for (const placed of scene.faces(at)) drawFace(canvas, tiles[placed.face], placed);
    const patch = scene.patch?.(at);
    if (patch) fillRectangle(canvas, patch, GREY);
  });
}
