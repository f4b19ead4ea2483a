import type { DecoderFailure } from '#decoders/protocol.ts';
import type { PhotoFailure } from '#source/source.ts';
import { type DecodedPhoto, type ForeignDecoder, type ForeignKind, MOST_PIXELS } from '#source/stills.ts';
import type { DecoderClient } from './decoder-client.ts';
import { createWatchdog, type Timers } from './watchdog.ts';

/** Time limit for loading a decoder: half a megabyte over a slow line. */
const LOAD_MS = 60_000;
/** Time limit for one picture: a phone's picture of 48 megapixels takes about ten seconds on a slow machine. */
const DECODE_MS = 60_000;
/** An idle worker is ended after this time, because its memory stays as large as its largest picture needed. */
const IDLE_MS = 20_000;

export interface DecoderHostParts {
  readonly start: () => DecoderClient;
  readonly timers: Timers;
}

/** Owns the decoders' worker: starts it with the first picture, decodes one at a time, and ends it when idle. */
export interface DecoderHost {
  readonly decode: ForeignDecoder;
  /** Ends the worker; a picture that is being decoded fails. */
  close(): void;
}

/** Creates a host without a worker; the first picture starts it. */
export function createDecoderHost({ start, timers }: DecoderHostParts): DecoderHost {
  let client: DecoderClient | null = null;
  let settle: ((decoded: DecodedPhoto) => void) | null = null;
  /** Pictures are decoded one after the other, because a phone lacks the memory for two decoders. */
  let turn: Promise<unknown> = Promise.resolve();
  const limit = createWatchdog(timers, () =>
    answer({ ok: false, failure: { code: 'photo-too-slow' } }, true),
  );
  const idle = createWatchdog(timers, stop);

  function stop(): void {
    client?.close();
    client = null;
    limit.stop();
    idle.stop();
  }

  /** Settles the picture that is being decoded. `unusable`: the worker must be ended. */
  function answer(decoded: DecodedPhoto, unusable: boolean): void {
    limit.stop();
    if (unusable) stop();
    else idle.watch(IDLE_MS);
    const waiting = settle;
    settle = null;
    waiting?.(decoded);
  }

  function decodeNow(file: Blob, kind: ForeignKind): Promise<DecodedPhoto> {
    return new Promise((resolve) => {
      settle = resolve;
      idle.stop();
      try {
        client ??= start();
      } catch {
        // Browsers without module workers throw.
        answer({ ok: false, failure: { code: 'photo-decoder-missing', kind } }, true);
        return;
      }
      client.subscribe((message) => {
        switch (message.type) {
          case 'loaded':
            limit.watch(DECODE_MS);
            return;
          case 'decoded':
            answer({ ok: true, image: message.image }, false);
            return;
          case 'failed':
            answer(
              { ok: false, failure: photoFailure(message.failure, kind) },
              makesUnusable(message.failure),
            );
            return;
        }
      });
      limit.watch(LOAD_MS);
      client.post({ file, format: kind, mostPixels: MOST_PIXELS });
    });
  }

  return {
    decode(file, kind) {
      const decoded = turn.then(() => decodeNow(file, kind));
      turn = decoded;
      return decoded;
    },
    close() {
      stop();
      answer({ ok: false, failure: { code: 'photo-failed', detail: 'closed' } }, true);
    },
  };
}

/** A worker caches a failed module load for good, and after a crash its state is unknown. */
const makesUnusable = ({ code }: DecoderFailure): boolean => code === 'not-loaded' || code === 'crashed';

function photoFailure(failure: DecoderFailure, kind: ForeignKind): PhotoFailure {
  switch (failure.code) {
    case 'not-loaded':
      return { code: 'photo-decoder-missing', kind };
    case 'damaged':
      return { code: 'photo-damaged' };
    case 'unsupported':
      return { code: 'photo-unsupported', kind };
    case 'too-large':
      return { code: 'photo-too-large', megapixels: Math.round(failure.pixels / 1e6) };
    case 'crashed':
      return { code: 'photo-failed', detail: failure.detail };
  }
}
