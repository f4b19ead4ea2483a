import type { EngineFailure } from './protocol.ts';

/** Carries a coded failure inside the worker. Only its `failure` is sent to the page. */
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
 * Converts any error into a coded failure; no other place does so.
 *
 * @param otherwise the code for an error that is not recognized.
 */
export function toFailure(error: unknown, otherwise: 'frame-failed' | 'crashed'): EngineFailure {
  if (error instanceof EngineError) return error.failure;
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof RangeError || OUT_OF_MEMORY.test(detail)) return { code: 'out-of-memory' };
  if (CONTEXT_LOST.test(detail)) return { code: 'context-lost' };
  return { code: otherwise, detail };
}
