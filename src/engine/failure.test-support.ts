import { EngineError } from './failure.ts';
import type { EngineFailure } from './protocol.ts';

/** The coded failure that `act` ends with, null where it ends well. Other errors go on. */
export function failureOf(act: () => unknown): EngineFailure | null {
  try {
    act();
  } catch (error) {
    if (error instanceof EngineError) return error.failure;
    throw error;
  }
  return null;
}
