import type { StoreApi } from 'zustand/vanilla';
import type { AppState } from '#store/state.ts';
import { watchPixelRatio } from '../pixel-ratio.ts';
import { canvasRatio } from '../stage/fit.ts';
import type { Past } from './history.ts';
import { timeToX } from './layout.ts';
import { createPainter } from './painter.ts';

/** Shortest time between two drawings, milliseconds: eight a second. */
const DRAW_MS = 125;

/**
 * Draws the history on the canvas, at most eight times a second, and puts `marker` at its position. In stepped mode
 * it draws at once. Returns a function that stops it.
 */
export function animateChart(
  canvas: HTMLCanvasElement,
  marker: HTMLElement,
  history: StoreApi<Past>,
  app: StoreApi<AppState>,
): () => void {
  const context = canvas.getContext('2d');
  if (context === null) return () => {};
  const painter = createPainter(context);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let drawnAt = Number.NEGATIVE_INFINITY;
  let size = { width: 0, height: 0 };

  const draw = () => {
    clearTimeout(timer);
    timer = undefined;
    drawnAt = performance.now();
    const ratio = resize();
    if (size.width === 0) return;
    const { timeline, window, position } = history.getState();
    painter.paint({ timeline, window, show: app.getState().settings.show, size, ratio });
    const x = Math.min(Math.max(0, timeToX(position, window, size.width, ratio)), size.width - 1);
    marker.style.transform = `translateX(${x}px)`;
  };
  /** Gives the canvas one pixel per screen pixel; returns their number per CSS pixel. */
  const resize = (): number => {
    const ratio = canvasRatio(size, devicePixelRatio);
    const [wide, high] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
    if (canvas.width !== wide || canvas.height !== high) {
      [canvas.width, canvas.height] = [wide, high];
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      painter.forget();
    }
    return ratio;
  };
  const wake = () => {
    if (app.getState().stepped) draw();
    else timer ??= setTimeout(draw, Math.max(0, drawnAt + DRAW_MS - performance.now()));
  };

  const unfollow = history.subscribe(wake);
  const unsubscribe = app.subscribe((state, before) => {
    if (state.settings.show !== before.settings.show) wake();
  });
  // Its first call comes before the first drawing; reading the size in each drawing would force a layout.
  const sizes = new ResizeObserver(() => {
    size = { width: canvas.clientWidth, height: canvas.clientHeight };
    wake();
  });
  sizes.observe(canvas);
  const unwatch = watchPixelRatio(wake);
  let stopped = false;
  document.fonts.ready.then(() => {
    if (stopped) return;
    painter.forget();
    wake();
  });

  return () => {
    stopped = true;
    clearTimeout(timer);
    unfollow();
    unsubscribe();
    sizes.disconnect();
    unwatch();
  };
}
