import { EngineError } from './failure.ts';

/** How this browser gives the pixels of a picture, found by trying and not by asking. */
export interface PixelPaths {
  /** VideoFrame.copyTo converts to RGBA. WebKitGTK 2.50 ignores that option, Firefox 153 is wrong for NV12. */
  readonly copies: boolean;
  /** What a canvas of a worker draws correctly. WebKitGTK draws some VideoFrames black, but not their bitmaps. */
  readonly draws: 'frame' | 'bitmap';
}

/** Side of the probe's picture in pixels. Each quadrant has one colour, since a swapped plane moves its chroma. */
const SIDE = 32;

/** Four colours: BT.601 limited range Y, Cb, Cr, and the RGB that ITU-R BT.601-7, 2.5.1 gives for them. */
const COLOURS = [
  { yuv: [81, 90, 240], rgb: [254, 0, 0] },
  { yuv: [145, 54, 34], rgb: [0, 255, 1] },
  { yuv: [41, 240, 110], rgb: [0, 0, 254] },
  { yuv: [180, 128, 128], rgb: [191, 191, 191] },
] as const;

const BT601: VideoColorSpaceInit = {
  matrix: 'smpte170m',
  primaries: 'smpte170m',
  transfer: 'smpte170m',
  fullRange: false,
};

/** Engines round their conversions differently, by up to 5 grey levels; a wrong plane is off by far more. */
const TOLERANCE = 16;

/**
 * Tries the ways to read pixels with pictures of known colours: 1 to 3 ms, once per worker.
 * Throws EngineError no-worker-canvas where a worker cannot draw, pixels-unreadable where not even a drawn bitmap comes back as it was: a browser that
 * protects against fingerprinting answers with noise.
 */
export async function probePixels(): Promise<PixelPaths> {
  if (!hasCanvas()) throw new EngineError({ code: 'no-worker-canvas' });
  const bitmapDraws = isRight(await drawnBitmap());
  if (!bitmapDraws) throw new EngineError({ code: 'pixels-unreadable' });
  if (typeof VideoFrame === 'undefined') return { copies: false, draws: 'bitmap' };
  const frames = [i420Frame(), nv12Frame()];
  try {
    const copied = await Promise.all(frames.map((frame) => copiedRgba(frame).catch(() => null)));
    const drawn = frames.map((frame) => drawnRgba(frame));
    return {
      copies: copied.every(isRight),
      draws: drawn.every(isRight) ? 'frame' : 'bitmap',
    };
  } finally {
    for (const frame of frames) frame.close();
  }
}

/** Safari before 16.4 and Firefox before 105 lack it; stills and large frames cannot be scaled without. */
function hasCanvas(): boolean {
  return typeof OffscreenCanvas !== 'undefined' && new OffscreenCanvas(1, 1).getContext('2d') !== null;
}

/** Writes the frame's visible pixels as RGBA. False where the browser wrote something else, whatever it was asked. */
export async function copyRgba(frame: VideoFrame, into: Uint8ClampedArray): Promise<boolean> {
  const layout = await frame.copyTo(into, frame.format === 'RGBA' ? {} : { format: 'RGBA' });
  const [plane] = layout;
  const { width = 0 } = frame.visibleRect ?? {};
  return layout.length === 1 && plane?.offset === 0 && plane.stride === width * 4;
}

async function copiedRgba(frame: VideoFrame): Promise<Uint8ClampedArray | null> {
  const bytes = new Uint8ClampedArray(SIDE * SIDE * 4);
  return (await copyRgba(frame, bytes)) ? bytes : null;
}

function drawnRgba(image: VideoFrame | ImageBitmap): Uint8ClampedArray | null {
  if (typeof OffscreenCanvas === 'undefined') return null;
  const context = new OffscreenCanvas(SIDE, SIDE).getContext('2d', { willReadFrequently: true });
  if (context === null) return null;
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, SIDE, SIDE).data;
}

async function drawnBitmap(): Promise<Uint8ClampedArray | null> {
  const pixels = new ImageData(SIDE, SIDE);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) pixels.data.set([...colourAt(x, y, SIDE).rgb, 255], (y * SIDE + x) * 4);
  }
  const bitmap = await createImageBitmap(pixels);
  try {
    return drawnRgba(bitmap);
  } finally {
    bitmap.close();
  }
}

function isRight(pixels: Uint8ClampedArray | null): boolean {
  if (pixels === null) return false;
  const [near, far] = [SIDE / 4, (SIDE * 3) / 4];
  return [near, far].every((y) =>
    [near, far].every((x) =>
      colourAt(x, y, SIDE).rgb.every(
        (value, channel) => Math.abs(value - (pixels[(y * SIDE + x) * 4 + channel] ?? 999)) <= TOLERANCE,
      ),
    ),
  );
}

/** The colour of a pixel of a plane that is `side` pixels wide and high. */
function colourAt(x: number, y: number, side: number): (typeof COLOURS)[number] {
  const quadrant = (x >= side / 2 ? 1 : 0) + (y >= side / 2 ? 2 : 0);
  return COLOURS[quadrant] ?? COLOURS[0];
}

function i420Frame(): VideoFrame {
  return planarFrame('I420', (i) => [i, (SIDE * SIDE) / 4 + i]);
}

function nv12Frame(): VideoFrame {
  return planarFrame('NV12', (i) => [2 * i, 2 * i + 1]);
}

/** `places`: where Cb and Cr of the chroma sample with index `i` are, in bytes after the luma plane. */
function planarFrame(
  format: 'I420' | 'NV12',
  places: (i: number) => readonly [cb: number, cr: number],
): VideoFrame {
  const luma = SIDE * SIDE;
  const bytes = new Uint8Array((luma * 3) / 2);
  for (let i = 0; i < luma; i++) bytes[i] = colourAt(i % SIDE, Math.floor(i / SIDE), SIDE).yuv[0];
  const half = SIDE / 2;
  for (let i = 0; i < half * half; i++) {
    const [, cb, cr] = colourAt(i % half, Math.floor(i / half), half).yuv;
    const [cbPlace, crPlace] = places(i);
    bytes[luma + cbPlace] = cb;
    bytes[luma + crPlace] = cr;
  }
  return new VideoFrame(bytes, {
    format,
    codedWidth: SIDE,
    codedHeight: SIDE,
    timestamp: 0,
    colorSpace: BT601,
  });
}
