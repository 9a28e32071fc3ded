/** A scheduled action that can still be called off. */
export interface Timer {
  cancel(): void;
}

/**
 * The engine's only source of time. Times are milliseconds since the Unix epoch, durations are milliseconds.
 * Whoever does work on behalf of a person (a shell line, a check, an API call) is an *activity*; the clock may move
 * only while every activity waits.
 */
export interface Clock {
  now(): number;
  /** Runs `action` when the clock reaches `time`; at once with the next step if that has passed. Order: time, then age. */
  at(time: number, action: () => void): Timer;
  after(duration: number, action: () => void): Timer;
  /** Runs `action` every `interval`, first after one interval, until cancelled. */
  every(interval: number, action: () => void): Timer;
  /** Waits inside an activity. Rejects with the signal's reason when aborted. While the clock is frozen it returns at once. */
  sleep(duration: number, signal?: AbortSignal): Promise<void>;
  /** Waits inside an activity for something only time or another activity can bring: a watch event, a job, a key press. */
  waiting<T>(promise: Promise<T>): Promise<T>;
  /** Counts `work` as busy until it settles. Wrap each independent piece of work in exactly one; never nest in one chain. */
  activity<T>(work: () => Promise<T>): Promise<T>;
}
