import { msUntilNextReading, newPicture, recordReading, STILL_MS } from '#core/still-picture.ts';
import type { Result } from '#core/types.ts';
import type { EngineFailure } from '#engine/protocol.ts';
import type { Frame, FrameSource } from '#source/source.ts';
import { copyImage } from './copy-image.ts';
import type { Answer } from './engine-host.ts';

/** This many consecutive failed frames are reported; fewer are ignored. */
const FAILURES_IN_A_ROW = 3;

export interface PumpParts {
  read(frame: Frame): Promise<Answer>;
  /** Called for every new frame. Returns false if it must not be read. */
  arrived(): boolean;
  /** Whether an unchanged picture may be read again. False for a silent camera, whose last picture is outdated. */
  mayReadAgain(): boolean;
  /** Whether the newest picture is held back until it was read again: faces are covered. */
  isHeldBack(): boolean;
  now(): number;
  /** Calls back once after `ms`; returns a function that cancels. */
  after(ms: number, then: () => void): () => void;
  /** Whether `onResult` needs the picture, too. Queried for every frame. */
  wantsImages(): boolean;
  /**
   * `arrivedAt` is the time when the frame arrived, on the clock of now(). `image` is the picture that was read, which
   * the receiver closes; null if it is not wanted or could not be copied.
   */
  onResult(result: Result, arrivedAt: number, image: Frame['image'] | null): void;
  onTrouble(failure: EngineFailure): void;
}

/**
 * Feeds a source's frames to the engine: one is in flight, the newest waits, older ones are closed. An unchanged
 * picture is read again until all its faces are settled.
 */
export interface Pump {
  /** The source shows another picture. A busy browser may never deliver the frame for it. */
  pictureChanged(): void;
  /** Reads nothing until `release`; resolves once no frame is in flight. */
  hold(): Promise<void>;
  release(): void;
  stop(): void;
}

interface Waiting {
  readonly frame: Frame;
  readonly arrivedAt: number;
}

/** Starts to read frames at once, until `stop` is called. */
export function startPump(source: FrameSource, parts: PumpParts): Pump {
  let stopped = false;
  let busy = false;
  let held = false;
  let idle = () => {};
  let failures = 0;
  let waiting: Waiting | null = null;
  let cancel = () => {};
  let cancelAgain = () => {};
  let picture = newPicture(parts.now());
  /**
   * Offset from the source's time to the engine's. The time of a paused clip does not advance, but the engine needs
   * advancing time to settle a reading.
   */
  let heldMs = 0;
  let lastSent = { at: Number.NEGATIVE_INFINITY, now: 0 };

  const listen = () => {
    cancel = source.nextFrame((frame) => {
      if (!parts.arrived() || held) {
        frame.image.close();
        listen();
        return;
      }
      const arrivedAt = parts.now();
      picture = newPicture(arrivedAt);
      enqueue({ frame, arrivedAt });
      listen();
    });
  };

  function enqueue(next: Waiting): void {
    waiting?.frame.image.close();
    waiting = next;
    void work();
  }

  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    let answered = true;
    while (waiting && !stopped && !held) {
      const { frame, arrivedAt } = waiting;
      waiting = null;
      const offset = heldMs;
      const at = frame.at + offset;
      lastSent = { at, now: parts.now() };
      const image = parts.wantsImages() ? await copyImage(frame.image) : null;
      if (stopped) {
        image?.close();
        frame.image.close();
        break;
      }
      const answer = await parts.read({ ...frame, at });
      if (stopped || !answer.ok) image?.close();
      if (stopped) break;
      answered = answer.ok;
      if (answer.ok) {
        failures = 0;
        picture = recordReading(picture, answer.result.faces, parts.now());
        parts.onResult(onSourceClock(answer.result, offset), arrivedAt, image);
      } else if (answer.failure) {
        failures += 1;
        if (failures === FAILURES_IN_A_ROW) parts.onTrouble(answer.failure);
      }
    }
    busy = false;
    idle();
    // A restarting engine refuses at once; retrying at once would keep the page's thread busy.
    if (answered) planAgain();
    else planLater();
  }

  function planAgain(): void {
    cancelAgain();
    const wait = stopped || held ? null : msUntilNextReading(picture, parts.now(), parts.isHeldBack());
    if (wait !== null) cancelAgain = parts.after(wait, () => void readAgain());
  }

  async function readAgain(): Promise<void> {
    const before = picture;
    const frame = parts.mayReadAgain() ? await source.currentFrame() : null;
    if (stopped || held || busy || picture !== before || frame === null) {
      frame?.image.close();
      if (!busy) planLater();
      return;
    }
    const now = parts.now();
    if (frame.at + heldMs <= lastSent.at) heldMs = lastSent.at - frame.at + Math.max(1, now - lastSent.now);
    enqueue({ frame, arrivedAt: now });
  }

  /** Tries again after a pause, because the picture or the engine is missing at the moment. */
  function planLater(): void {
    cancelAgain();
    if (!stopped && !held) cancelAgain = parts.after(STILL_MS, () => void readAgain());
  }

  listen();
  planAgain();
  return {
    pictureChanged() {
      picture = newPicture(parts.now());
      planAgain();
    },
    hold() {
      held = true;
      cancelAgain();
      waiting?.frame.image.close();
      waiting = null;
      if (!busy) return Promise.resolve();
      return new Promise((resolve) => {
        idle = resolve;
      });
    },
    release() {
      held = false;
      picture = newPicture(parts.now());
      planAgain();
    },
    stop() {
      stopped = true;
      cancel();
      cancelAgain();
      waiting?.frame.image.close();
      waiting = null;
    },
  };
}

/** Converts the times of a result from the engine's clock to the source's. */
function onSourceClock(result: Result, heldMs: number): Result {
  if (heldMs === 0) return result;
  const faces = result.faces.map((face) => ({
    ...face,
    readAt: face.readAt === null ? null : face.readAt - heldMs,
  }));
  return { ...result, at: result.at - heldMs, faces };
}
