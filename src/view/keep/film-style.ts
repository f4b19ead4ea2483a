import type { StoreApi } from 'zustand/vanilla';
import type { FilmStyle } from '#session/session.ts';
import type { AppState } from '#store/state.ts';
import { createCoverBrush } from '../stage/cover.ts';
import { textMeasure } from '../stage/paint.ts';
import { renderPicture } from '../stage/render.ts';
import { NO_MEMORY } from '../stage/scene.ts';
import type { FilmFaces } from '../words/film.ts';

/**
 * The look of a film: labels and mirroring are those of the page at the time of each picture. Throws if the browser
 * has no memory for a canvas.
 */
export function createFilmStyle(
  store: StoreApi<AppState>,
  { labels, faces }: { readonly labels: boolean; readonly faces: FilmFaces },
): FilmStyle {
  const brush = createCoverBrush();
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) throw new Error('This browser has no memory for a canvas.');
  const { measure } = textMeasure(context);
  let memory = NO_MEMORY;
  let mirrored = false;
  return {
    hides: faces !== 'shown',
    paint(context, out, { image, result, hidden }) {
      const { phase, settings } = store.getState();
      // The last pictures of a camera that was unplugged are drawn after it.
      if (phase.state === 'live') mirrored = phase.source.mirrored;
      const picture = {
        image,
        size: result.size,
        faces: result.faces,
        mirrored,
        show: labels ? settings.show : null,
        cover:
          faces === 'shown' || hidden === null
            ? null
            : {
                style: faces,
                faces: hidden,
                regions: result.cover?.regions.map(({ region }) => region) ?? [],
              },
      };
      memory = renderPicture(context, out, picture, { brush, measure }, memory);
    },
  };
}
