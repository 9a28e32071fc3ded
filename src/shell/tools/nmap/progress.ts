import type { ToolContext } from '../../types.ts';

/** In verbose mode nothing is said before, and not more often. Milliseconds. */
const QUIET_FOR = 30_000;
/** An estimate is told anew when it is off by more than this, and by a twentieth. */
const NOTABLE = 15_000;

interface Phase {
  title: string;
  begunAt: number;
  hosts: number;
  done: number;
  total: number;
}

/**
 * Tells how far a scan has come: at each `every` (`--stats-every`), and in verbose mode when it takes long. Whoever waits
 * during a scan waits here.
 */
export class Progress {
  readonly #context: ToolContext;
  readonly #options: { every: number | undefined; verbose: boolean; startedAt: number };
  readonly #print: (text: string) => void;
  #phase: Phase | undefined;
  #toldAt: number | undefined;
  #estimate: number | undefined;
  #statsAt: number;

  constructor(
    context: ToolContext,
    options: { every: number | undefined; verbose: boolean; startedAt: number },
    print: (text: string) => void,
  ) {
    this.#context = context;
    this.#options = options;
    this.#print = print;
    this.#statsAt = options.startedAt + (options.every ?? Number.POSITIVE_INFINITY);
  }

  begin(title: string, hosts: number, total: number): void {
    this.#phase = { title, begunAt: this.#context.clock.now(), hosts, done: 0, total };
    this.#toldAt = undefined;
    this.#estimate = undefined;
  }

  /** So many of the phase's probes have their answer, or none. */
  reached(done: number): void {
    if (!this.#phase) return;
    this.#phase.done = done;
    if (this.#options.verbose) this.#tellWhenLong(this.#phase);
  }

  end(): void {
    this.#phase = undefined;
  }

  async wait(duration: number): Promise<void> {
    const { clock, signal } = this.#context;
    const until = clock.now() + duration;
    while (this.#statsAt <= until) {
      await clock.sleep(this.#statsAt - clock.now(), signal);
      if (signal?.aborted) return;
      this.#tellStats();
      this.#statsAt += this.#options.every!;
    }
    await clock.sleep(until - clock.now(), signal);
  }

  #tellStats(): void {
    if (!this.#phase) return;
    const { title, hosts } = this.#phase;
    const elapsed = hours(this.#context.clock.now() - this.#options.startedAt);
    this.#print(`Stats: ${elapsed} elapsed; 0 hosts completed (${hosts} up), ${hosts} undergoing ${title}\n`);
    this.#tellTiming(this.#phase);
  }

  #tellWhenLong(phase: Phase): void {
    const now = this.#context.clock.now();
    if (now - (this.#toldAt ?? phase.begunAt) <= QUIET_FOR || phase.done === 0) return;
    const needed = ((now - phase.begunAt) * phase.total) / phase.done;
    if (phase.begunAt + needed - now < QUIET_FOR) return;
    const change = Math.abs(needed - (this.#estimate ?? Number.POSITIVE_INFINITY));
    if (this.#estimate !== undefined && (change <= NOTABLE || change <= this.#estimate / 20)) return;
    this.#toldAt = now;
    this.#estimate = needed;
    this.#tellTiming(phase);
  }

  #tellTiming({ title, begunAt, done, total }: Phase): void {
    const now = this.#context.clock.now();
    const share = done / total;
    const left = share > 0 ? (now - begunAt) * (1 / share - 1) : 0;
    const ending =
      share > 0 ? `; ETC: ${new Date(now + left).toISOString().slice(11, 16)} (${hours(left)} remaining)` : '';
    this.#print(`${title} Timing: About ${(100 * share).toFixed(2)}% done${ending}\n`);
  }
}

/** `0:01:31` */
function hours(duration: number): string {
  const seconds = Math.round(duration / 1000);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
