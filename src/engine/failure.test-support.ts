import { EngineError } from './failure.ts';
import type { EngineFailure } from './protocol.ts';

/** The failure of the EngineError that `act` throws, or null if it throws nothing. Rethrows any other error. */
export function failureOf(act: () => unknown): EngineFailure | null {
  try {
    act();
  } catch (error) {
    if (error instanceof EngineError) return error.failure;
    throw error;
  }
  return null;
}
