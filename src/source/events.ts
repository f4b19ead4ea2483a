/** A list of listeners of one kind; the smallest thing that sources and the session need. */
export interface Emitter<Event> {
  emit(event: Event): void;
  subscribe(listen: (event: Event) => void): () => void;
}

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
