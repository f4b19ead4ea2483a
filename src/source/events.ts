/** A list of listeners for one type of event. */
export interface Emitter<Event> {
  emit(event: Event): void;
  /** Returns a function that removes the listener. */
  subscribe(listen: (event: Event) => void): () => void;
}

/** An emitter without listeners. */
export function createEmitter<Event>(): Emitter<Event> {
  const listeners = new Set<(event: Event) => void>();
  return {
    emit(event) {
      for (const listen of [...listeners]) listen(event);
    },
    subscribe(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
  };
}
