import type { Clock, Timer } from '../../clock/index.ts';

/** The beat at which what was collected becomes rows. */
export interface FlushTick {
  /** When what is collected now will be flushed (ms). */
  readonly nextAt: number;
  readonly interval: number;
  /** Another interval takes effect at once: what was collected so far is flushed and the beat starts anew. */
  change(interval: number): void;
}

/** Calls `flush` every `interval`, first after `firstAfter` milliseconds. */
export function startFlushTick(clock: Clock, interval: number, firstAfter: number, flush: () => void): FlushTick {
  let current = interval;
  let nextAt = clock.now() + firstAfter;
  let timer: Timer = clock.at(nextAt, beat);

  function beat(): void {
    nextAt = clock.now() + current;
    timer = clock.at(nextAt, beat);
    flush();
  }

  return {
    get nextAt() {
      return nextAt;
    },
    get interval() {
      return current;
    },
    change(changed) {
      if (changed === current) return;
      current = changed;
      timer.cancel();
      beat();
    },
  };
}
