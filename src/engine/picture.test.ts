import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createPictureReader } from './picture.ts';
import type { PixelPaths } from './pixel-probe.ts';

/** What was drawn, in order: its name and size. */
let drawn: string[] = [];

/** A canvas whose pixels are 7 wherever something was drawn. */
class FakeCanvas {
  width: number;
  height: number;
  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
  }
  getContext() {
    return {
      clearRect: () => {},
      drawImage: (image: { name: string }, _x: number, _y: number, width: number, height: number) =>
        void drawn.push(`${image.name} ${width}×${height}`),
      getImageData: (_x: number, _y: number, width: number, height: number) => ({
        data: new Uint8ClampedArray(width * height * 4).fill(7),
      }),
    };
  }
}

beforeEach(() => {
  drawn = [];
  vi.stubGlobal('OffscreenCanvas', FakeCanvas);
});
afterEach(() => void vi.unstubAllGlobals());

interface FrameShape {
  readonly width: number;
  readonly height: number;
  readonly format: string | null;
  readonly rotation: number;
  readonly flip: boolean;
  /** Width of the visible rectangle. */
  readonly visible: number;
  /** Bytes between two rows that copyTo reports. */
  readonly stride: number;
  readonly refuses: Error | null;
}

/** A VideoFrame whose copied pixels are 3. */
function frame(about: Partial<FrameShape> = {}): VideoFrame {
  const width = about.width ?? 8;
  const height = about.height ?? 4;
  return {
    name: 'frame',
    format: about.format === undefined ? 'NV12' : about.format,
    displayWidth: width,
    displayHeight: height,
    visibleRect: { width: about.visible ?? width, height },
    rotation: about.rotation ?? 0,
    flip: about.flip ?? false,
    async copyTo(into: Uint8ClampedArray) {
      if (about.refuses) throw about.refuses;
      into.fill(3);
      return [{ offset: 0, stride: about.stride ?? width * 4 }];
    },
  } as unknown as VideoFrame;
}

const bitmap = (width: number, height: number) =>
  ({ name: 'bitmap', width, height, close: () => {} }) as unknown as ImageBitmap;

const COPIES: PixelPaths = { copies: true, draws: 'frame' };
const DRAWS: PixelPaths = { copies: false, draws: 'frame' };

describe('a frame', () => {
  test('is copied where that is right, without a canvas', async () => {
    const picture = await createPictureReader(COPIES).read(frame(), 'live');
    expect(picture).toMatchObject({ width: 8, height: 4 });
    expect(picture.data).toEqual(new Uint8ClampedArray(8 * 4 * 4).fill(3));
    expect(drawn).toEqual([]);
  });

  test('is drawn where the browser copies wrongly, unless it is RGBA already', async () => {
    const reader = createPictureReader(DRAWS);
    expect((await reader.read(frame(), 'live')).data[0]).toBe(7);
    expect((await reader.read(frame({ format: 'RGBA' }), 'live')).data[0]).toBe(3);
    expect(drawn).toEqual(['frame 8×4']);
  });

  test.each([
    ['rotated', { rotation: 90 }],
    ['flipped', { flip: true }],
    ['scaled', { visible: 6 }],
  ])('that is shown %s is drawn, because a copy would not be', async (_how, about) => {
    await createPictureReader(COPIES).read(frame(about), 'live');
    expect(drawn).toEqual(['frame 8×4']);
  });

  test.each([
    ['refuses', { refuses: new DOMException('no', 'NotSupportedError') }],
    ['does not know the option', { refuses: new TypeError('no') }],
    ['writes another layout', { stride: 8 }],
  ])('is drawn where copyTo %s', async (_how, about) => {
    await createPictureReader(COPIES).read(frame(about), 'live');
    expect(drawn).toEqual(['frame 8×4']);
  });

  test('that fails for another reason is not read', async () => {
    const lost = new RangeError('out of memory');
    await expect(createPictureReader(COPIES).read(frame({ refuses: lost }), 'live')).rejects.toBe(lost);
  });

  test('is drawn as a bitmap where frames are drawn black', async () => {
    let closed = 0;
    vi.stubGlobal('createImageBitmap', async () => ({ name: 'its bitmap', close: () => closed++ }));
    await createPictureReader({ copies: false, draws: 'bitmap' }).read(frame(), 'live');
    expect(drawn).toEqual(['its bitmap 8×4']);
    expect(closed).toBe(1);
  });
});

describe('a large picture', () => {
  test.each([
    ['live', 2560, 1440, '1280×720'],
    ['live', 1280, 720, '1280×720'],
    ['still', 4096, 2048, '2048×1024'],
    ['still', 1000, 4000, '512×2048'],
    ['still', 20_000, 2, '2048×1'],
  ] as const)('%s, %i × %i, is scaled to %s', async (kind, width, height, size) => {
    const picture = await createPictureReader(COPIES).read(bitmap(width, height), kind);
    expect(`${picture.width}×${picture.height}`).toBe(size);
    expect(drawn).toEqual([`bitmap ${size}`]);
  });

  test('that is a frame is drawn and not copied', async () => {
    await createPictureReader(COPIES).read(frame({ width: 1920, height: 1080 }), 'live');
    expect(drawn).toEqual(['frame 1280×720']);
  });
});

test('a picture without a canvas of its size is a RangeError, which means too little memory', async () => {
  vi.stubGlobal(
    'OffscreenCanvas',
    class extends FakeCanvas {
      override getContext = () => null as never;
    },
  );
  await expect(createPictureReader(DRAWS).read(frame(), 'live')).rejects.toBeInstanceOf(RangeError);
});
