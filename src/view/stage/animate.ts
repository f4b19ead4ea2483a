import type { StoreApi } from 'zustand/vanilla';
import type { Box, Face, Size } from '#core/types.ts';
import type { AppState } from '#store/state.ts';
import { watchPixelRatio } from '../pixel-ratio.ts';
import { canvasRatio, contain, toScreen } from './fit.ts';
import { arrived, ease, predict, stillMoving } from './motion.ts';
import { paintScene, textMeasure } from './paint.ts';
import type { Picked } from './picked.ts';
import { layoutScene, type Memory, NO_MEMORY } from './scene.ts';

/** Shortest time between two drawings in milliseconds: less than a frame at 90 Hz, more than one at 120 Hz. */
const LEAST_MS = 10;

/**
 * Draws the store's newest result on the canvas and moves boxes between results. Draws only after a change of the
 * result, the size or the settings, or while a box is still moving. Returns a function that stops it.
 */
export function animateOverlay(
  canvas: HTMLCanvasElement,
  store: StoreApi<AppState>,
  picked: Picked,
): () => void {
  const context = canvas.getContext('2d');
  if (context === null) return () => {};
  const text = textMeasure(context);
  const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');
  let boxes = new Map<number, Box>();
  let memory: Memory = NO_MEMORY;
  let arrivedAt = 0;
  let drawnAt = 0;
  let paintedAt = 0;
  let frame = 0;

  /** Skips frames of fast screens, because 60 drawings a second are enough for a moving box. */
  const paint = (now: number) => {
    frame = 0;
    if (now - paintedAt < LEAST_MS) {
      wake();
      return;
    }
    paintedAt = now;
    draw(now);
  };
  const draw = (now: number) => {
    const state = store.getState();
    const { result } = state;
    const size = fitToFrame(canvas, context);
    if (result === null || state.phase.state !== 'live') {
      boxes = new Map();
      memory = NO_MEMORY;
      return;
    }
    const { mirrored, playback } = state.phase.source;
    const moves = !state.stepped && !reducedMotion.matches && playback?.paused !== true;
    // The frame is older than its result by the time that the engine took.
    const elapsed = now - arrivedAt + result.cost.totalMs;
    const shown = new Map<number, Box>();
    let settling = false;
    for (const face of result.faces) {
      const goal = moves ? predict(face, elapsed) : face.box;
      const from = boxes.get(face.id);
      const box =
        from === undefined || !moves || arrived(from, goal) ? goal : ease(from, goal, now - drawnAt);
      shown.set(face.id, box);
      if (moves) settling ||= box !== goal || stillMoving(face, elapsed);
    }
    boxes = shown;
    drawnAt = now;

    const fit = contain(result.size, size);
    const picture = { width: result.size.width * fit.scale, height: result.size.height * fit.scale };
    const placed = [...result.faces].sort(byId).map((face) => ({
      face,
      box: toScreen(shown.get(face.id) ?? face.box, result.size, fit.scale, mirrored),
    }));
    const scene = layoutScene(placed, picture, state.settings.show, text.measure, memory);
    memory = scene.memory;
    context.translate(fit.x, fit.y);
    paintScene(context, scene, picked.get());
    if (settling) wake();
  };
  const wake = () => {
    if (frame === 0) frame = requestAnimationFrame(paint);
  };

  let last = store.getState();
  const unsubscribe = store.subscribe((state) => {
    const changed =
      state.result !== last.result || state.phase !== last.phase || state.settings !== last.settings;
    if (state.result !== last.result) {
      const now = performance.now();
      // After a pause in drawing, the first step must not include the time of the pause.
      if (frame === 0) drawnAt = now;
      arrivedAt = now;
    }
    last = state;
    if (!changed) return;
    // In stepped mode a result must be drawn before its step resolves.
    if (state.stepped) draw(performance.now());
    else wake();
  });
  const unlisten = picked.listen(wake);
  const sizes = new ResizeObserver(wake);
  sizes.observe(canvas);
  const unwatch = watchPixelRatio(wake);
  document.fonts.ready.then(() => {
    text.forget();
    wake();
  });
  wake();

  return () => {
    cancelAnimationFrame(frame);
    unsubscribe();
    unlisten();
    sizes.disconnect();
    unwatch();
  };
}

const byId = (a: Face, b: Face): number => a.id - b.id;

/**
 * Resizes the canvas to screen pixels (see canvasRatio), clears it and sets its unit to CSS pixels. Returns its size
 * in CSS pixels.
 */
export function fitToFrame(canvas: HTMLCanvasElement, context: CanvasRenderingContext2D): Size {
  const { clientWidth: width, clientHeight: height } = canvas;
  const ratio = canvasRatio({ width, height }, devicePixelRatio);
  const wide = Math.round(width * ratio);
  const high = Math.round(height * ratio);
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide;
    canvas.height = high;
  }
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return { width, height };
}
