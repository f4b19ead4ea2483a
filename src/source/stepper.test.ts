import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStepper } from './stepper.ts';

/** A paused video of 10 frames a second, whose picture appears some repaints after "seeked". */
class FakeVideo extends EventTarget {
  seeking = false;
  /** Repaints since the last seek. */
  repaints = 0;
  /** Number of repaints without a picture. */
  empty = 0;
  /** Number of repaints after these that still show the previous picture. */
  late = 0;
  #position = 0;
  #before = 0;

  get currentTime(): number {
    return this.#position;
  }

  set currentTime(seconds: number) {
    [this.#before, this.#position, this.repaints] = [this.#position, seconds, 0];
    queueMicrotask(() => this.dispatchEvent(new Event('seeked')));
  }

  /** Timestamp of the picture shown, microseconds. */
  get stamp(): number {
    if (this.repaints < this.empty) throw new DOMException('no picture', 'InvalidStateError');
    const shown = this.repaints < this.empty + this.late ? this.#before : this.#position;
    return Math.floor(shown * 10 + 1e-6) * 1e5;
  }
}

class FakeFrame {
  static open = 0;
  readonly timestamp: number;

  constructor(video: FakeVideo) {
    this.timestamp = video.stamp;
    FakeFrame.open++;
  }

  close(): void {
    FakeFrame.open--;
  }
}

describe('a stepped video', () => {
  let video: FakeVideo;
  let pictureAt: (seconds: number) => Promise<number>;

  beforeEach(() => {
    video = new FakeVideo();
    FakeFrame.open = 0;
    vi.stubGlobal('requestAnimationFrame', (then: () => void) =>
      queueMicrotask(() => {
        video.repaints++;
        then();
      }),
    );
    const stepper = createStepper(
      video as unknown as HTMLVideoElement,
      async () => new FakeFrame(video) as unknown as VideoFrame,
    );
    pictureAt = async (seconds) =>
      ((await stepper.pictureAt(seconds)) as unknown as FakeFrame).timestamp / 1e6;
  });
  afterEach(() => vi.unstubAllGlobals());

  it('returns the picture at each time even if the previous one is shown for some repaints', async () => {
    await pictureAt(0.05);
    await pictureAt(0.15);
    video.late = 100;
    for (const at of [0.2, 0.3, 0.7]) expect(await pictureAt(at + 0.05)).toBeCloseTo(at);
    expect(FakeFrame.open).toBe(5);
  });

  it('waits while the video has no picture', async () => {
    video.empty = 100;
    expect(await pictureAt(0.55)).toBeCloseTo(0.5);
    expect(await pictureAt(0.65)).toBeCloseTo(0.6);
    video.late = 100;
    expect(await pictureAt(0.75)).toBeCloseTo(0.7);
    expect(FakeFrame.open).toBe(3);
  });

  it('rejects if the video never has a picture', async () => {
    video.empty = Number.POSITIVE_INFINITY;
    await expect(pictureAt(0.5)).rejects.toThrow('no picture');
    expect(FakeFrame.open).toBe(0);
  });
});
