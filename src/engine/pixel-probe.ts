import { EngineError } from './failure.ts';

/** The ways to read pixels that work in this browser. Found by trial, because browsers report them wrongly. */
export interface PixelPaths {
  /** Whether VideoFrame.copyTo converts to RGBA. WebKitGTK 2.50 ignores that option, Firefox 153 is wrong for NV12. */
  readonly copies: boolean;
  /** What a worker's canvas draws correctly. WebKitGTK draws some VideoFrames black, but not their bitmaps. */
  readonly draws: 'frame' | 'bitmap';
}

/** Side of the test picture in pixels. Each quadrant has its own colour, so that swapped planes are noticed. */
const SIDE = 32;

/** Four colours: Y, Cb, Cr in BT.601 limited range, and their RGB by ITU-R BT.601-7, 2.5.1. */
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

/** Largest accepted difference in grey levels. Browsers round differently by up to 5; a wrong plane differs far more. */
const TOLERANCE = 16;

/**
 * Tries the ways to read pixels on pictures of known colours: 1 to 3 ms, once per worker.
 * Throws EngineError no-worker-canvas if a worker cannot draw, and pixels-unreadable if a drawn bitmap is not read
 * back correctly: a browser that protects against fingerprinting adds noise.
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

/** Safari before 16.4 and Firefox before 105 have no OffscreenCanvas, which scales stills and large frames. */
function hasCanvas(): boolean {
  return typeof OffscreenCanvas !== 'undefined' && new OffscreenCanvas(1, 1).getContext('2d') !== null;
}

/** Writes the frame's visible pixels as RGBA. False if the browser ignored the format and wrote another layout. */
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

/** `places` returns the offsets of Cb and Cr of chroma sample `i`, in bytes after the luma plane. */
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
