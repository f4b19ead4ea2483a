import { describe, expect, test } from 'vitest';
import { faceAt } from './detection.test-support.ts';
import type { Box } from './types.ts';
import { couldShow, coverTiles, mergeSeen, tileViews, type View, viewsAround, wholeView } from './views.ts';

const HD = { width: 1280, height: 720 };
const VGA = { width: 640, height: 480 };
const UPRIGHT = { width: 720, height: 1280 };
const square = (x: number, y: number, side: number): Box => ({ x, y, width: side, height: side });

describe('tiles', () => {
  test.each([
    { size: HD, tiles: 18 },
    { size: UPRIGHT, tiles: 18 },
    { size: VGA, tiles: 11 },
    { size: { width: 320, height: 240 }, tiles: 0 },
  ])('$size.width × $size.height has $tiles', ({ size, tiles }) => {
    expect(tileViews(size)).toHaveLength(tiles);
  });

  test.each([
    { size: HD, tiles: 8, least: 48 },
    { size: UPRIGHT, tiles: 8, least: 48 },
    { size: VGA, tiles: 9, least: 27 },
    { size: { width: 200, height: 150 }, tiles: 0, least: 21 },
  ])(
    'for covers, $tiles of $size.width × $size.height and the whole show every face',
    ({ size, tiles, least }) => {
      const views = [wholeView(size), ...coverTiles(size)];
      expect(views).toHaveLength(tiles + 1);
      for (const side of [least, 1.5 * least, 2.4 * least])
        for (let y = 0; y + side <= size.height; y += 17)
          for (let x = 0; x + side <= size.width; x += 23)
            expect(views.some((view) => couldShow(view, square(x, y, side), size))).toBe(true);
    },
  );

  test.each([24, 32, 48, 64, 80, 128])('a face of %i pixels is clear in some view wherever it is', (side) => {
    const views = [wholeView(HD), ...tileViews(HD)];
    const sizeInInput = (view: View) => (side * 192) / Math.max(view.width, view.height);
    for (let y = 0; y <= HD.height - side; y += 7)
      for (let x = 0; x <= HD.width - side; x += 7) {
        const box = square(x, y, side);
        const showing = views.filter((view) => isInside(box, view) && sizeInInput(view) >= 14);
        expect(showing.length, `${x}, ${y}`).toBeGreaterThan(0);
      }
  });

  test('stay inside the picture', () => {
    for (const size of [HD, UPRIGHT, VGA, { width: 1280, height: 300 }])
      for (const view of tileViews(size)) expect(isInside(view, wholeView(size))).toBe(true);
  });
});

function isInside(box: Box, view: Box): boolean {
  return (
    box.x >= view.x &&
    box.y >= view.y &&
    box.x + box.width <= view.x + view.width + 1e-9 &&
    box.y + box.height <= view.y + view.height + 1e-9
  );
}

describe('views around faces', () => {
  test('a near face is seen in the whole picture, which shows newcomers too', () => {
    const box = square(500, 200, 300);
    expect(viewsAround([box], HD)).toEqual([{ view: wholeView(HD), first: box }]);
  });

  test('one that the whole picture shows with inexact keypoints has a view of its own', () => {
    const vga = { width: 640, height: 480 };
    expect(viewsAround([square(200, 200, 107)], vga)[0]?.view.kind).toBe('whole');
    expect(viewsAround([square(200, 200, 96)], vga)[0]?.view.kind).toBe('faces');
  });

  test('a distant face has a view of four times its width, which ends at the border of the picture', () => {
    expect(viewsAround([square(600, 300, 40)], HD)[0]?.view).toEqual({
      kind: 'faces',
      ...square(540, 240, 160),
    });
    expect(viewsAround([square(0, 300, 40)], HD)[0]?.view).toEqual({ kind: 'faces', ...square(0, 240, 160) });
  });

  test('neighbours share a view; one too far away has its own', () => {
    const row = [square(300, 300, 40), square(360, 310, 38), square(900, 300, 40)];
    const views = viewsAround(row, HD);
    expect(views.map(({ first }) => first)).toEqual([row[0], row[2]]);
    for (const box of row) expect(views.some(({ view }) => couldShow(view, box, HD))).toBe(true);
  });

  test('a near candidate can have a view of its own', () => {
    const near = square(400, 200, 140);
    const [view] = viewsAround([near], HD, false);
    expect(view?.view.kind).toBe('faces');
    expect(view && couldShow(view.view, near, HD)).toBe(true);
  });

  test('nobody, no view', () => {
    expect(viewsAround([], HD)).toEqual([]);
  });
});

describe('what a view could show', () => {
  const view: View = { kind: 'tile', ...square(300, 300, 320) };

  test.each([
    { what: 'a face in its middle', box: square(440, 440, 40), shown: true },
    { what: 'one that is too small for it', box: square(440, 440, 20), shown: false },
    { what: 'one that is too large for it', box: square(310, 310, 290), shown: false },
    { what: 'one that its border cuts', box: square(290, 440, 40), shown: false },
    { what: 'one elsewhere', box: square(40, 40, 40), shown: false },
  ])('$what: $shown', ({ box, shown }) => {
    expect(couldShow(view, box, HD)).toBe(shown);
  });

  test('a border of the picture cuts nobody', () => {
    expect(couldShow({ kind: 'tile', ...square(0, 0, 320) }, square(0, 100, 60), HD)).toBe(true);
  });
});

describe('detections of several views', () => {
  const tile: View = { kind: 'tile', ...square(300, 300, 320) };
  const close: View = { kind: 'faces', ...square(380, 380, 200) };
  const seen = (view: View, x: number, y: number, side = 40) => ({ ...faceAt(x, y, side), view });

  test('one face seen twice is one detection, of the view that shows it larger', () => {
    const merged = mergeSeen([seen(tile, 461, 460), seen(close, 460, 460)], [], HD, [tile, close]);
    expect(merged.map(({ box }) => box)).toEqual([faceAt(460, 460, 40).box]);
  });

  test('a box that a border of its view cuts is left out', () => {
    expect(mergeSeen([seen(tile, 305, 460)], [], HD, [tile])).toEqual([]);
  });

  test('a newcomer that a closer view does not show is none; a known face may be missed once', () => {
    const mistake = seen(tile, 460, 460);
    expect(mergeSeen([mistake], [], HD, [tile, close])).toEqual([]);
    expect(mergeSeen([mistake, seen(close, 420, 420)], [], HD, [tile, close])).toHaveLength(1);
    const elsewhere: View = { kind: 'faces', ...square(700, 100, 200) };
    expect(mergeSeen([mistake], [], HD, [tile, elsewhere])).toHaveLength(1);
    const whole = { ...seen(wholeView(HD), 460, 460, 140) };
    const around: View = { kind: 'faces', ...square(300, 300, 400) };
    expect(mergeSeen([whole], [], HD, [wholeView(HD), around])).toEqual([]);
    expect(mergeSeen([whole], [whole.box], HD, [wholeView(HD), around])).toHaveLength(1);
  });

  test('only looks at a known face count; a newcomer may be small, and in a tile', () => {
    const small = seen(tile, 460, 460, 26);
    expect(mergeSeen([small], [], HD, [tile])).toHaveLength(1);
    expect(mergeSeen([small], [small.box], HD, [tile])).toEqual([]);
    expect(mergeSeen([{ ...small, view: close }], [small.box], HD, [close])).toHaveLength(1);
    const clear = seen(tile, 460, 460, 60);
    expect(mergeSeen([clear], [clear.box], HD, [tile])).toEqual([]);
  });
});
