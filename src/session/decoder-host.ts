import type { DecoderFailure } from '#decoders/protocol.ts';
import type { PhotoFailure } from '#source/source.ts';
import { type DecodedPhoto, type ForeignDecoder, type ForeignKind, MOST_PIXELS } from '#source/stills.ts';
import type { DecoderClient } from './decoder-client.ts';
import { createWatchdog, type Timers } from './watchdog.ts';

/** Half a megabyte has to come over a slow line. */
const LOAD_MS = 60_000;
/** A phone's picture of 48 megapixels takes about ten seconds on a slow machine. */
const DECODE_MS = 60_000;
/** Without work for this long the worker is ended: a decoder's memory grows with its largest picture. */
const IDLE_MS = 20_000;

export interface DecoderHostParts {
  readonly start: () => DecoderClient;
  readonly timers: Timers;
}

/** Owns the life of the decoders' worker: started by the first picture, one picture at a time, ended when idle. */
export interface DecoderHost {
  readonly decode: ForeignDecoder;
  /** Ends the worker; what it was decoding fails. */
  close(): void;
}

export function createDecoderHost({ start, timers }: DecoderHostParts): DecoderHost {
  let client: DecoderClient | null = null;
  let settle: ((decoded: DecodedPhoto) => void) | null = null;
  /** Pictures wait for each other: two decoders' memories at once are too much for a phone. */
  let turn: Promise<unknown> = Promise.resolve();
  const limit = createWatchdog(timers, () => give({ ok: false, failure: { code: 'photo-too-slow' } }, true));
  const idle = createWatchdog(timers, stop);

  function stop(): void {
    client?.close();
    client = null;
    limit.rest();
    idle.rest();
  }

  /** Answers the picture that is waited for. `spent`: the worker cannot be used again. */
  function give(decoded: DecodedPhoto, spent: boolean): void {
    limit.rest();
    if (spent) stop();
    else idle.watch(IDLE_MS);
    const waiting = settle;
    settle = null;
    waiting?.(decoded);
  }

  function decodeNow(file: Blob, kind: ForeignKind): Promise<DecodedPhoto> {
    return new Promise((resolve) => {
      settle = resolve;
      idle.rest();
      try {
        client ??= start();
      } catch {
        // Browsers without module workers throw.
        give({ ok: false, failure: { code: 'photo-decoder-missing', kind } }, true);
        return;
      }
      client.subscribe((message) => {
        switch (message.type) {
          case 'loaded':
            limit.watch(DECODE_MS);
            return;
          case 'decoded':
            give({ ok: true, image: message.image }, false);
            return;
          case 'failed':
            give({ ok: false, failure: photoFailure(message.failure, kind) }, isSpent(message.failure));
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
      give({ ok: false, failure: { code: 'photo-failed', detail: 'closed' } }, true);
    },
  };
}

/** A module that failed to load stays failed in its worker; one that crashed is in no known state. */
const isSpent = ({ code }: DecoderFailure): boolean => code === 'not-loaded' || code === 'crashed';

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
