import type { EngineFailure } from './protocol.ts';

/** Carries a coded failure up to the worker's one catch; never crosses the wire itself. */
export class EngineError extends Error {
  readonly failure: EngineFailure;

  constructor(failure: EngineFailure) {
    super(failure.code);
    this.name = 'EngineError';
    this.failure = failure;
  }
}

const OUT_OF_MEMORY = /out of memory|allocation failed|could not allocate|memory access out of bounds/i;
const CONTEXT_LOST = /context.{0,10}lost|lost.{0,10}context|CONTEXT_LOST_WEBGL/i;

/**
 * The only place where an unknown error becomes a code. `otherwise` names what an error without a
 * code of its own means where it was caught.
 */
export function toFailure(error: unknown, otherwise: 'frame-failed' | 'crashed'): EngineFailure {
  if (error instanceof EngineError) return error.failure;
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof RangeError || OUT_OF_MEMORY.test(detail)) return { code: 'out-of-memory' };
  if (CONTEXT_LOST.test(detail)) return { code: 'context-lost' };
  return { code: otherwise, detail };
}
