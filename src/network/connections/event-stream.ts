import type { NetworkEvent } from '../types.ts';

/** Hands each event to whoever listens, in the order of their coming. */
export class EventStream {
  readonly #listeners = new Set<(event: NetworkEvent) => void>();

  /** Returns the way to stop. */
  subscribe(listener: (event: NetworkEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  emit(event: NetworkEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
