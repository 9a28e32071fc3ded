import type { StoreEvent } from '../types.ts';

/** How many events of a resource can be replayed; older starts of a watch are refused. */
const CAPACITY = 4_096;

/** The last events of one resource. */
export class EventHistory {
  #events: StoreEvent[] = [];
  /** The version of the newest event that is no longer known. */
  forgotten = 0;

  add(event: StoreEvent): void {
    this.#events.push(event);
    // Dropping the older half at once keeps adding cheap.
    if (this.#events.length < CAPACITY * 2) return;
    this.forgotten = versionOf(this.#events[CAPACITY - 1]!);
    this.#events = this.#events.slice(CAPACITY);
  }

  /** Events after `version`, oldest first. */
  after(version: number): readonly StoreEvent[] {
    let start = this.#events.length;
    while (start > 0 && versionOf(this.#events[start - 1]!) > version) start--;
    return this.#events.slice(start);
  }
}

export function versionOf(event: StoreEvent): number {
  return Number(event.object.metadata.resourceVersion);
}
