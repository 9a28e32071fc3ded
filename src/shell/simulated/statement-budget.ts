import type { Clock } from '../../clock/index.ts';

/** Statements a process may run without any time passing, before it counts as a loop that never waits. */
const BURST = 5_000;
/** Statements it gets back in each simulated second. */
const PER_SECOND = 20;

/** Keeps a loop that never waits from holding time still for ever: once its burst is spent it has to sleep. */
export class StatementBudget {
  readonly #clock: Clock;
  #left = BURST;
  #filledAt: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#filledAt = clock.now();
  }

  /** Takes one statement from the budget; false: there is none left, see `wait`. */
  spend(): boolean {
    if (this.#left < 1) this.#refill();
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }

  /** Sleeps until there is a statement to spend, and spends it. Rejects when `signal` is aborted. */
  async wait(signal?: AbortSignal): Promise<void> {
    do await this.#clock.sleep(1_000, signal);
    while (!this.spend());
  }

  #refill(): void {
    const now = this.#clock.now();
    this.#left = Math.min(BURST, this.#left + ((now - this.#filledAt) / 1_000) * PER_SECOND);
    this.#filledAt = now;
  }
}
