import type { VirtualClock } from './virtual-clock.ts';

/** Lets everything that can run without time passing do so (one macrotask turn on the host). */
export type Turn = () => Promise<void>;

/**
 * Free-running time: jumps from timer to timer whenever every activity waits, until `work` settles.
 * Rejects with `Stalled` when `work` still waits and no timer is left, or once the clock passes `limit`. Time stands
 * still while `held` says so: somebody outside is about to type.
 *
 * @example
 * await runFree(clock, clock.activity(() => shell.run('sleep 60')), turn);
 */
export async function runFree<T>(
  clock: VirtualClock,
  work: Promise<T>,
  turn: Turn,
  limit = Number.POSITIVE_INFINITY,
  held: () => boolean = () => false,
): Promise<T> {
  let settled = false;
  const outcome = work.finally(() => void (settled = true));
  outcome.catch(() => {});
  for (;;) {
    await turn();
    if (settled) return outcome;
    if (clock.busy || held()) continue;
    if (!clock.step(limit)) throw new Stalled(clock.now());
  }
}

/** Lets time run to `target`, stopping at each timer on the way; activities that wake up run before time goes on. */
export async function runUntil(clock: VirtualClock, target: number, turn: Turn): Promise<void> {
  for (;;) {
    await turn();
    if (clock.busy) continue;
    if (!clock.step(target)) break;
  }
  clock.jumpTo(target);
}

/** Something waits for what can never come: no timer is set, or the limit is reached. */
export class Stalled extends Error {
  override readonly name = 'Stalled';

  constructor(at: number) {
    super(`nothing left to happen after ${new Date(at).toISOString()}`);
  }
}
