import type { Result } from '#core/types.ts';
import type { EngineFailure } from '#engine/protocol.ts';
import type { Frame, FrameSource } from '#source/source.ts';
import type { Answer } from './engine-host.ts';

/** This many frames that fail one after the other are trouble; one alone is a hiccup. */
const FAILURES_IN_A_ROW = 3;

export interface PumpParts {
  read(frame: Frame): Promise<Answer>;
  /** Told of every frame; false where it is not to be read. */
  wants(): boolean;
  now(): number;
  /** `arrivedAt` is when the frame came, on the clock of now(). */
  onResult(result: Result, arrivedAt: number): void;
  onTrouble(failure: EngineFailure): void;
}

/** Feeds a source's frames to the engine: one in flight, the newest waits, older ones are closed. */
export interface Pump {
  stop(): void;
}

export function startPump(source: FrameSource, parts: PumpParts): Pump {
  let stopped = false;
  let busy = false;
  let failures = 0;
  let waiting: { readonly frame: Frame; readonly arrivedAt: number } | null = null;
  let cancel = () => {};

  const listen = () => {
    cancel = source.nextFrame((frame) => {
      if (!parts.wants()) {
        frame.image.close();
        listen();
        return;
      }
      waiting?.frame.image.close();
      waiting = { frame, arrivedAt: parts.now() };
      listen();
      void work();
    });
  };

  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    while (waiting && !stopped) {
      const { frame, arrivedAt } = waiting;
      waiting = null;
      const answer = await parts.read(frame);
      if (stopped) break;
      if (answer.ok) {
        failures = 0;
        parts.onResult(answer.result, arrivedAt);
      } else if (answer.failure) {
        failures += 1;
        if (failures === FAILURES_IN_A_ROW) parts.onTrouble(answer.failure);
      }
    }
    busy = false;
  }

  listen();
  return {
    stop() {
      stopped = true;
      cancel();
      waiting?.frame.image.close();
      waiting = null;
    },
  };
}
