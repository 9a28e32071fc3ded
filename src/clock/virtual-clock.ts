import type { Clock, Timer } from './clock.ts';
import { TimerQueue } from './timer-queue.ts';

/** A clock that stands still until `step` or `jumpTo` moves it. */
export class VirtualClock implements Clock {
  #now: number;
  #busy = 0;
  #ice: Ice | undefined;
  readonly #queue = new TimerQueue();

  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  at(time: number, action: () => void): Timer {
    return this.#queue.add(Math.max(time, this.#now), action);
  }

  after(duration: number, action: () => void): Timer {
    return this.at(this.#now + Math.max(0, duration), action);
  }

  every(interval: number, action: () => void): Timer {
    if (!(interval > 0)) throw new RangeError(`every: interval must be over 0 ms, got ${interval}`);
    let due = this.#now + interval;
    let timer = this.at(due, fire);
    const self = this;
    function fire(): void {
      due += interval;
      timer = self.at(due, fire);
      action();
    }
    return { cancel: () => timer.cancel() };
  }

  async sleep(duration: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.#ice) {
      this.#ice.slept(duration);
      signal?.throwIfAborted();
      return;
    }
    let timer: Timer | undefined;
    let onAbort: (() => void) | undefined;
    const elapsed = new Promise<void>((resolve, reject) => {
      timer = this.after(duration, resolve);
      onAbort = () => reject(signal?.reason);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
    try {
      await this.waiting(elapsed);
    } finally {
      timer?.cancel();
      if (onAbort) signal?.removeEventListener('abort', onAbort);
    }
  }

  async waiting<T>(promise: Promise<T>): Promise<T> {
    this.#busy--;
    try {
      return await promise;
    } finally {
      this.#busy++;
    }
  }

  async activity<T>(work: () => Promise<T>): Promise<T> {
    this.#busy++;
    try {
      return await work();
    } finally {
      this.#busy--;
    }
  }

  /** True while some activity is working rather than waiting: time must not move. */
  get busy(): boolean {
    return this.#busy > 0;
  }

  /** When the next timer is due, or undefined when none is set. */
  get nextAt(): number | undefined {
    return this.#queue.peek()?.time;
  }

  /** Fires the next timer due at or before `limit` and moves time to it. False when there was none. */
  step(limit = Number.POSITIVE_INFINITY): boolean {
    const next = this.#queue.peek();
    if (!next || next.time > limit) return false;
    this.#queue.pop();
    this.#now = Math.max(this.#now, next.time);
    next.action();
    return true;
  }

  /** Moves time forward without firing anything; for the driver, once no timer is due before `time`. */
  jumpTo(time: number): void {
    this.#now = Math.max(this.#now, time);
  }

  /** `jumpTo` where nothing is going on and no timer is due by `time`; false, and nothing changed, where that is not so. */
  passTo(time: number): boolean {
    if (this.busy || (this.nextAt ?? Number.POSITIVE_INFINITY) <= time) return false;
    this.jumpTo(time);
    return true;
  }

  /**
   * Runs `work` with time standing still: every sleep in it returns at once. For the check that must fail. Once it has
   * asked for more than `patience` milliseconds of sleep in all, `exhausted` is called: it may be looping for ever.
   */
  async frozen<T>(work: () => Promise<T>, patience: number, exhausted: () => void): Promise<T> {
    let left = patience;
    this.#ice = {
      slept: (duration) => {
        left -= duration;
        if (left < 0) exhausted();
      },
    };
    try {
      return await work();
    } finally {
      this.#ice = undefined;
    }
  }
}

interface Ice {
  slept(duration: number): void;
}
