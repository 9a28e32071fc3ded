import type { Timer } from './clock.ts';

interface Entry {
  readonly time: number;
  readonly order: number;
  readonly action: () => void;
  cancelled: boolean;
}

/** A binary heap of actions, earliest first, equal times in the order they were added. */
export class TimerQueue {
  readonly #heap: Entry[] = [];
  #added = 0;

  add(time: number, action: () => void): Timer {
    const entry: Entry = { time, order: this.#added++, action, cancelled: false };
    this.#heap.push(entry);
    this.#rise(this.#heap.length - 1);
    return { cancel: () => void (entry.cancelled = true) };
  }

  peek(): { time: number; action: () => void } | undefined {
    while (this.#heap[0]?.cancelled) this.pop();
    return this.#heap[0];
  }

  pop(): void {
    const last = this.#heap.pop();
    if (!last || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink(0);
  }

  #rise(start: number): void {
    let index = start;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!before(this.#heap[index]!, this.#heap[parent]!)) return;
      this.#swap(index, parent);
      index = parent;
    }
  }

  #sink(start: number): void {
    let index = start;
    for (;;) {
      const left = 2 * index + 1;
      const right = left + 1;
      let first = index;
      if (left < this.#heap.length && before(this.#heap[left]!, this.#heap[first]!)) first = left;
      if (right < this.#heap.length && before(this.#heap[right]!, this.#heap[first]!)) first = right;
      if (first === index) return;
      this.#swap(index, first);
      index = first;
    }
  }

  #swap(a: number, b: number): void {
    [this.#heap[a], this.#heap[b]] = [this.#heap[b]!, this.#heap[a]!];
  }
}

function before(a: Entry, b: Entry): boolean {
  return a.time < b.time || (a.time === b.time && a.order < b.order);
}
