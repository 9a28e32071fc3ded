import type { Turn, VirtualClock } from '../clock/index.ts';
import type { Input } from './inputs.ts';

/** How long Ctrl-C, and any other input, waits for a program that never waits itself, in real milliseconds. */
const INTERRUPT_AFTER = 150;
const GIVE_UP_AFTER = 2_000;

/** Turns a replay gives such a program on top of those counted, which began when the input came, not the program. */
const HEAD_START = 10;

/** For `runUntilBusy`: true once as many turns have gone by as did before a recorded input. */
export function turnsGoneBy(busy: number): (turns: number) => boolean {
  return (turns) => turns >= busy + HEAD_START;
}

/** For `runUntilBusy`: true once the first turn it was asked about is as long ago as such an input waits. */
export function outOfPatience(kind: Input['kind']): () => boolean {
  const patience = kind === 'interrupt' ? INTERRUPT_AFTER : GIVE_UP_AFTER;
  let began: number | undefined;
  return () => {
    began ??= performance.now();
    return performance.now() - began > patience;
  };
}

/**
 * Lets time run to `target` as `runUntil` does, but stays with a program that never waits (`while :; do :; done`) only
 * until `enough` says so, asked after each turn it was found busy. Resolves with the number of those turns then, and with
 * undefined when all went well.
 */
export async function runUntilBusy(
  clock: VirtualClock,
  target: number,
  turn: Turn,
  enough: (turns: number) => boolean,
): Promise<number | undefined> {
  let turns = 0;
  for (;;) {
    await turn();
    if (clock.busy) {
      if (clock.now() < target) continue;
      turns += 1;
      if (enough(turns)) return turns;
      continue;
    }
    turns = 0;
    if (!clock.step(target)) break;
  }
  clock.jumpTo(target);
  return undefined;
}
