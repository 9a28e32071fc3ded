import type { Clock } from '../../clock/index.ts';

/** Collects what is to be looked at again and does it once, after everything else that happens at this moment. */
export class WorkQueue {
  readonly #clock: Clock;
  readonly #work: (key: string) => void;
  readonly #keys = new Set<string>();

  constructor(clock: Clock, work: (key: string) => void) {
    this.#clock = clock;
    this.#work = work;
  }

  add(key: string): void {
    if (this.#keys.size === 0) this.#clock.after(0, () => this.#drain());
    this.#keys.add(key);
  }

  #drain(): void {
    const keys = [...this.#keys];
    this.#keys.clear();
    for (const key of keys) this.#work(key);
  }
}

/** `NAMESPACE/NAME`, and back. */
export function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`;
}

export function splitKey(key: string): [namespace: string, name: string] {
  const slash = key.indexOf('/');
  return [key.slice(0, slash), key.slice(slash + 1)];
}
