import { describe, expect, test } from 'vitest';
import { random } from '#core/random.test-support.ts';
import { every, readFace, timelineOf } from '#core/timeline.test-support.ts';
import { addResult, EMPTY_TIMELINE, nextWindow, type Timeline } from '#core/timeline.ts';
import { EMOTION_COLOURS, SMILE_COLOUR, TRACK } from './colours.ts';
import { createPainter, type Look } from './painter.ts';

const SIZE = { width: 280, height: 76 };
const WINDOW = { from: 0, to: 28_000 };
const SHOW = { age: false, gender: false, emotion: true, smile: true };

/** A canvas that knows only filled rectangles of whole pixels; what else is drawn on it is kept as words. */
function fakeCanvas() {
  const pixels: string[] = Array.from({ length: SIZE.width * SIZE.height }, () => '');
  const words: string[] = [];
  let filled = 0;
  const fill = (x: number, y: number, width: number, height: number, colour: string) => {
    filled += 1;
    for (let row = Math.round(y); row < Math.round(y + height); row++)
      for (let column = Math.round(x); column < Math.round(x + width); column++)
        if (row >= 0 && row < SIZE.height) pixels[row * SIZE.width + column] = colour;
  };
  const context = {
    fillStyle: '',
    fillRect(x: number, y: number, width: number, height: number) {
      fill(x, y, width, height, this.fillStyle);
    },
    clearRect: (x: number, y: number, width: number, height: number) => fill(x, y, width, height, ''),
    measureText: (text: string) => ({ width: 6 * text.length }),
    fillText: (text: string) => words.push(text),
    beginPath() {},
    roundRect() {},
    fill() {},
    stroke() {},
  };
  return {
    painter: createPainter(context as unknown as CanvasRenderingContext2D),
    pixels,
    words,
    filled: () => filled,
    at: (x: number, y: number) => pixels[y * SIZE.width + x],
  };
}

const lookOf = (timeline: Timeline, about: Partial<Look> = {}): Look => ({
  timeline,
  window: WINDOW,
  show: SHOW,
  size: SIZE,
  ratio: 1,
  ...about,
});

describe('a drawing', () => {
  const happy = () => readFace(1, { emotion: 'happiness', smiling: true });

  test('shows the shares of the emotions, the smile below, and a gap where there was nothing', () => {
    const canvas = fakeCanvas();
    const withheld = readFace(1, { emotion: null, smiling: null });
    canvas.painter.paint(
      lookOf(
        timelineOf([
          ...every(200, 0, 4000, () => [happy()]),
          ...every(200, 4000, 8000, () => [withheld]),
          ...every(200, 8000, 12_000, () => []),
          ...every(200, 12_000, 14_000, () => [happy()]),
        ]),
      ),
    );
    for (const x of [0, 39, 125]) expect(canvas.at(x, 22)).toBe(EMOTION_COLOURS.happiness);
    for (const x of [0, 39, 125]) expect(canvas.at(x, 58)).toBe(SMILE_COLOUR);
    for (const x of [40, 79, 80, 119, 200])
      for (const y of [2, 22, 43, 58]) expect(canvas.at(x, y)).toBe(TRACK);
  });

  test('names a person and an emotion once in each of their runs', () => {
    const canvas = fakeCanvas();
    let timeline = EMPTY_TIMELINE;
    for (const result of every(100, 0, 27_000, (at) => (at > 12_000 && at < 14_000 ? [] : [happy()]))) {
      timeline = addResult(timeline, result, 28_000);
      canvas.painter.paint(lookOf(timeline));
    }
    expect(canvas.words.filter((word) => word === 'happy')).toHaveLength(2);
    expect(canvas.words.filter((word) => word === '1')).toHaveLength(2);
    expect(canvas.words).toContain('0:20');
  });

  test('draws only what is new: far less than everything', () => {
    const canvas = fakeCanvas();
    const before = timelineOf(every(200, 0, 20_000, () => [happy()]));
    canvas.painter.paint(lookOf(before));
    const all = canvas.filled();
    canvas.painter.paint(lookOf(addResult(before, { at: 20_000, faces: [happy()] }, null)));
    expect(canvas.filled() - all).toBeLessThan(all / 20);
    const once = canvas.filled();
    canvas.painter.paint(lookOf(before, { show: { ...SHOW } }));
    expect(canvas.filled() - once).toBeGreaterThan(all / 2);
  });
});

test('drawn step by step it looks as if drawn at once, also after seeks', () => {
  for (let seed = 1; seed <= 12; seed++) {
    const next = random(seed);
    const canvas = fakeCanvas();
    let timeline = EMPTY_TIMELINE;
    let at = 0;
    for (let step = 0; step < 250; step++) {
      at = next() < 0.02 ? next() * 24_000 : Math.min(at + next() * 400, 27_900);
      const faces = [1, 2, 3].filter(() => next() < 0.7).map((id) => readFace(id, { smiling: next() < 0.5 }));
      timeline = addResult(timeline, { at, faces }, 28_000);
      if (next() < 0.5) canvas.painter.paint(lookOf(timeline));
    }
    canvas.painter.paint(lookOf(timeline));
    const whole = fakeCanvas();
    whole.painter.paint(lookOf(timeline));
    expect(canvas.pixels.filter((pixel, index) => pixel !== whole.pixels[index])).toEqual([]);
  }
});

test('in a camera the drawing of what is older than a minute is erased', () => {
  const canvas = fakeCanvas();
  const face = () => [readFace(1)];
  let timeline = timelineOf(every(200, 0, 60_000, face));
  const window = nextWindow(null, 0, null);
  canvas.painter.paint(lookOf(timeline, { window }));
  expect(canvas.at(2, 22)).toBe(EMOTION_COLOURS.neutral);
  for (const result of every(200, 60_000, 65_000, face)) {
    timeline = addResult(timeline, result, null);
    canvas.painter.paint(lookOf(timeline, { window }));
  }
  expect(canvas.at(2, 22)).toBe(TRACK);
  expect(canvas.at(25, 22)).toBe(EMOTION_COLOURS.neutral);
});
