import type { StoreApi } from 'zustand/vanilla';
import { imageSize } from '#core/image-size.ts';
import type { Moment, MomentActions } from '#session/session.ts';
import { coverOf } from '#store/selectors.ts';
import type { AppState } from '#store/state.ts';
import { createCoverBrush } from './cover.ts';
import { paintPicture } from './paint-picture.ts';

/**
 * Draws live pictures with their faces covered on the canvas, each when its result is in the store, and nothing where
 * there is no result. The canvas has the picture's own size, so that resizing the page never leaves it empty. Returns a
 * function that stops it.
 */
export function paintCovered(
  canvas: HTMLCanvasElement,
  store: StoreApi<AppState>,
  moments: MomentActions,
): () => void {
  const context = canvas.getContext('2d');
  if (context === null) return () => {};
  const brush = createCoverBrush();

  function draw({ image, result }: Moment): void {
    const state = store.getState();
    // A camera that has become silent has no result: its last picture is not shown.
    if (context === null || state.result !== result) return;
    const cover = coverOf(state, result);
    if (cover === null) return;
    const { width, height } = imageSize(image);
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    paintPicture(context, { image, size: result.size }, cover, brush);
  }

  function drawAgain(): void {
    const shown = moments.shown();
    if (shown !== null) draw(shown);
  }

  const unfollow = moments.follow(draw);
  const unsubscribe = store.subscribe((state, before) => {
    if (state.result === null && before.result !== null) {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
    } else if (state.settings !== before.settings || state.uncovered !== before.uncovered) drawAgain();
  });
  drawAgain();
  return () => {
    unfollow();
    unsubscribe();
  };
}
