import type { StoreApi } from 'zustand/vanilla';
import type { Box, Face, Result, Size } from '#core/types.ts';
import type { AppState } from '#store/state.ts';
import { watchPixelRatio } from '../pixel-ratio.ts';
import { canvasRatio, type Fit, toScreen } from './fit.ts';
import { arrived, ease, predict, stillMoving } from './motion.ts';

/** Shortest time between two drawings in milliseconds: less than a frame at 90 Hz, more than one at 120 Hz. */
const LEAST_MS = 10;

/** A face and its box on the screen, CSS pixels from the picture's corner. */
export interface PlacedFace {
  readonly face: Face;
  readonly box: Box;
}

/** One drawing: faces by id, and where the picture is in its frame. `picture` and `frame` are in CSS pixels. */
export interface Drawing {
  readonly faces: readonly PlacedFace[];
  readonly picture: Size;
  readonly frame: Size;
  readonly fit: Fit;
  readonly state: AppState;
}

/** How results are drawn over the picture. */
export interface OverlayLook {
  fit(picture: Size, frame: Size): Fit;
  /** Draws with the picture's corner as origin and CSS pixels as unit. */
  paint(drawing: Drawing): void;
  /** Called instead where there is no result, and at the end. */
  clear(): void;
  /** Calls back when the look has changed by itself; returns a function that stops that. */
  listen(changed: () => void): () => void;
  /** The page's fonts have loaded: texts have other widths. */
  forgetWidths(): void;
}

/**
 * Draws the store's newest result on the canvas and moves boxes between results. Draws only after a change of the
 * result, the size or the settings, or while a box is still moving. Returns a function that stops it.
 *
 * @param onPainted called once for each result, when it has just been drawn.
 */
export function animateOverlay(
  canvas: HTMLCanvasElement,
  store: StoreApi<AppState>,
  createLook: (context: CanvasRenderingContext2D) => OverlayLook,
  onPainted: (result: Result) => void,
): () => void {
  const context = canvas.getContext('2d');
  if (context === null) return () => {};
  const look = createLook(context);
  const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');
  let boxes = new Map<number, Box>();
  let arrivedAt = 0;
  let drawnAt = 0;
  let paintedAt = 0;
  let frame = 0;
  let reported: Result | null = null;

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
      look.clear();
      return;
    }
    const { mirrored, playback } = state.phase.source;
    // A picture with covered faces is shown together with its own result, where faces are exactly there.
    const late = state.settings.cover === 'off';
    const moves = late && !state.stepped && !reducedMotion.matches && playback?.paused !== true;
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

    const fit = look.fit(result.size, size);
    const picture = { width: result.size.width * fit.scale, height: result.size.height * fit.scale };
    const faces = [...result.faces].sort(byId).map((face) => ({
      face,
      box: toScreen(shown.get(face.id) ?? face.box, result.size, fit.scale, mirrored),
    }));
    context.translate(fit.x, fit.y);
    look.paint({ faces, picture, frame: size, fit, state });
    if (settling) wake();
    if (result === reported) return;
    reported = result;
    onPainted(result);
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
  const unlisten = look.listen(wake);
  const sizes = new ResizeObserver(wake);
  sizes.observe(canvas);
  const unwatch = watchPixelRatio(wake);
  document.fonts.ready.then(() => {
    look.forgetWidths();
    wake();
  });
  wake();

  return () => {
    cancelAnimationFrame(frame);
    unsubscribe();
    unlisten();
    sizes.disconnect();
    unwatch();
    look.clear();
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
