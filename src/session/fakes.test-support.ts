import { someFace } from '#core/face.test-support.ts';
import type { Face, Result } from '#core/types.ts';
import type { EngineInfo, FromEngine, ToEngine } from '#engine/protocol.ts';
import type { Frame, FrameSource, SourceEvent } from '#source/source.ts';
import type { EngineClient } from './engine-client.ts';
import type { Timers } from './watchdog.ts';

/** An engine in memory: records what it was sent, and sends the messages that a test passes to `say`. */
export interface FakeEngine extends EngineClient {
  readonly sent: ToEngine[];
  readonly closed: boolean;
  say(message: FromEngine): void;
  /** The seq of the last frame that it received; 0 before the first. */
  lastSeq(): number;
}

/** Creates an engine in memory that sends nothing by itself. */
export function fakeEngine(): FakeEngine {
  let deliver: (message: FromEngine) => void = () => {};
  let closed = false;
  const sent: ToEngine[] = [];
  return {
    handed: { files: [], program: false },
    sent,
    get closed() {
      return closed;
    },
    post: (message) => void sent.push(message),
    subscribe(listen) {
      deliver = listen;
    },
    close() {
      closed = true;
    },
    say: (message) => deliver(message),
    lastSeq() {
      const frames = sent.filter((message) => message.type === 'frame');
      return frames[frames.length - 1]?.seq ?? 0;
    },
  };
}

/** Timers that tick only when a test calls `tick`. */
export function fakeTimers(): Timers & { tick(times: number): void } {
  const ticking = new Set<() => void>();
  return {
    every(_ms, tick) {
      ticking.add(tick);
      return () => ticking.delete(tick);
    },
    tick(times) {
      for (let i = 0; i < times; i++) for (const tick of [...ticking]) tick();
    },
  };
}

/** The info of an engine that runs on WASM. */
export const INFO: EngineInfo = {
  backend: 'wasm',
  renderer: 'SwiftShader',
  detector: 'full',
  model: 'test 1',
  bootMs: 1,
  faceMs: 9,
  goldenError: 0,
};

/** A face whose box is at 100 × `id`, 50 and 50 pixels wide and high. */
export function face(id: number): Face {
  return someFace({ id, box: { x: id * 100, y: 50, width: 50, height: 50 } });
}

/** A result of 640 × 480 with these faces. */
export function resultOf(at: number, ...faces: readonly Face[]): Result {
  return {
    at,
    size: { width: 640, height: 480 },
    faces,
    seen: faces.length,
    cost: {
      readMs: 1,
      detectMs: 9,
      cropMs: 1,
      classifyMs: 9,
      totalMs: 20,
      classified: faces.length,
      readings: faces.length,
    },
  };
}

/** A frame whose image only records whether it was closed. */
export function fakeFrame(at: number): Frame & { readonly image: { closed: boolean } & Frame['image'] } {
  const image = {
    closed: false,
    close() {
      image.closed = true;
    },
    clone: () => fakeFrame(at).image,
  };
  return { at, image: image as unknown as { closed: boolean } & Frame['image'] };
}

/** A source whose frames and events come from the test. */
export function fakeSource(): FrameSource & { give(frame: Frame): void; emit(event: SourceEvent): void } {
  let take: ((frame: Frame) => void) | null = null;
  let listen: (event: SourceEvent) => void = () => {};
  return {
    kind: 'camera',
    label: 'fake',
    size: { width: 640, height: 480 },
    camera: { id: 'fake', facing: null },
    userFacing: true,
    file: null,
    video: {} as HTMLVideoElement,
    playback: null,
    nextFrame(next) {
      take = next;
      return () => {
        take = null;
      };
    },
    currentFrame: async () => null,
    play: () => {},
    pause: () => {},
    seek: () => {},
    setWhole: () => {},
    setRate: () => {},
    setLoop: () => {},
    narrow: async () => true,
    frameAt: async (seconds) => fakeFrame(seconds * 1000),
    subscribe(next) {
      listen = next;
      return () => {};
    },
    close: () => {},
    give: (frame) => take?.(frame),
    emit: (event) => listen(event),
  };
}
