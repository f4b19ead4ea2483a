import { drawFace, type FaceName } from './faces.ts';
import { record } from './record.ts';
import { FRAME, SCENES, type Scene, type SceneName } from './scenes.ts';

/** Pictures by name; `wall` is what stands behind everybody. */
export type Tiles = Readonly<Record<FaceName | 'wall', ImageBitmap>>;

/** A clip (VP9 in WebM) of a scene. Made when tests and bench need it: kept, the clips would be megabytes. */
export function recordScene(name: SceneName, tiles: Tiles): Promise<Uint8Array> {
  const scene: Scene = SCENES[name];
  const { fps, seconds } = scene;
  const coding = { codec: 'vp9', bitrate: 1.5e6, keyFrameInterval: 1 } as const;
  return record({ ...FRAME, fps, seconds, ...coding }, (context, frame) => {
    const at = frame / fps;
    context.drawImage(tiles.wall, 0, 0, FRAME.width, FRAME.height);
    for (const placed of scene.faces(at)) drawFace(context, tiles[placed.face], placed);
    const patch = scene.patch?.(at);
    if (!patch) return;
    context.fillStyle = '#808080';
    context.fillRect(...patch);
  });
}
