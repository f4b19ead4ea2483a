import type { OverlayLook } from './animate.ts';
import { contain } from './fit.ts';
import { paintScene, textMeasure } from './paint.ts';
import type { Picked } from './picked.ts';
import { layoutScene, type Memory, NO_MEMORY } from './scene.ts';

/** The look of the live view: the whole picture, with a box and a label for every face. */
export function createSceneLook(context: CanvasRenderingContext2D, picked: Picked): OverlayLook {
  const text = textMeasure(context);
  let memory: Memory = NO_MEMORY;
  return {
    fit: contain,
    paint({ faces, picture, state }) {
      const scene = layoutScene(faces, picture, state.settings.show, text.measure, memory);
      memory = scene.memory;
      paintScene(context, scene, picked.get());
    },
    clear() {
      memory = NO_MEMORY;
    },
    listen: picked.listen,
    forgetWidths: text.forget,
  };
}
