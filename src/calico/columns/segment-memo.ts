import type { Segment } from './segment.ts';

/**
 * Remembers what was worked out for the two segments used last: an alert that goes on from its last run adds rows at
 * the newest and takes rows away at the oldest.
 */
export class SegmentMemo<Value> {
  #newest: { segment: Segment; value: Value } | undefined;
  #other: { segment: Segment; value: Value } | undefined;

  get(segment: Segment): Value | undefined {
    if (this.#newest?.segment === segment) return this.#newest.value;
    if (this.#other?.segment !== segment) return undefined;
    [this.#newest, this.#other] = [this.#other, this.#newest];
    return this.#newest?.value;
  }

  set(segment: Segment, value: Value): void {
    if (this.#newest?.segment !== segment) this.#other = this.#newest;
    this.#newest = { segment, value };
  }
}
