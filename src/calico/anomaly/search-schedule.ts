import type { Clock, Timer } from '../../clock/index.ts';

/** Repeating searches, each under a key of its own. */
export interface SearchSchedule {
  /** Starts searching every `interval` ms, first after one interval; does nothing while that very search runs. */
  start(key: string, interval: number, search: () => void): void;
  stop(key: string): void;
  /** When the search under `key` runs next (ms); undefined when there is none. */
  nextAt(key: string): number | undefined;
}

export function createSearchSchedule(clock: Clock): SearchSchedule {
  const running = new Map<string, { interval: number; nextAt: number; timer: Timer }>();

  function stop(key: string): void {
    running.get(key)?.timer.cancel();
    running.delete(key);
  }

  return {
    start(key, interval, search) {
      if (running.get(key)?.interval === interval) return;
      stop(key);
      const timer = clock.every(interval, () => {
        entry.nextAt = clock.now() + interval;
        search();
      });
      const entry = { interval, nextAt: clock.now() + interval, timer };
      running.set(key, entry);
    },
    stop,
    nextAt: (key) => running.get(key)?.nextAt,
  };
}
