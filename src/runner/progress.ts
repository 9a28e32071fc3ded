import { type Happening, initialState, reduce, type SessionEvent, type SessionState } from './state.ts';
import type { Target } from './target.ts';

export interface ProgressOptions {
  target: Target;
  /** How many the track has. */
  steps: number;
  past: readonly SessionEvent[];
  record?(event: SessionEvent): void;
}

/** The events of a session and the state they add up to. */
export class Progress {
  readonly #options: ProgressOptions;
  readonly #events: SessionEvent[];
  readonly #listeners = new Set<() => void>();
  #state: SessionState;

  constructor(options: ProgressOptions) {
    this.#options = options;
    this.#events = [...options.past];
    this.#state = this.#addUp();
  }

  get state(): SessionState {
    return this.#state;
  }

  get events(): readonly SessionEvent[] {
    return this.#events;
  }

  /** Calls `listener` after each change. Returns the way to stop. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Writes down what happens now, then takes it into the state. */
  happened<T extends Happening>(happening: T): T & { inputs: number } {
    const { target, record } = this.#options;
    const event = { ...happening, at: target.now, inputs: target.inputs };
    record?.(event);
    this.#events.push(event);
    this.#state = reduce(this.#state, event);
    this.#tell();
    return event;
  }

  /** Forgets all but the first `count` events. */
  rewind(count: number): void {
    this.#events.length = Math.min(count, this.#events.length);
    this.#state = this.#addUp();
    this.#tell();
  }

  #addUp(): SessionState {
    return this.#events.reduce(reduce, initialState(this.#options.steps, this.#options.target.start));
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
