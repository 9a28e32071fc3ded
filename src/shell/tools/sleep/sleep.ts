import type { Tool } from '../../types.ts';
import { parseInterval } from '../interval.ts';

/** Waits on the simulated clock: `sleep 5`, `sleep 1m 30s`, `sleep infinity`. */
export const sleep: Tool = {
  name: 'sleep',
  async run({ args, clock, signal, stderr }) {
    if (args.length === 0) {
      stderr("sleep: missing operand\nTry 'sleep --help' for more information.\n");
      return 1;
    }
    let total = 0;
    for (const word of args) {
      const interval = parseInterval(word);
      if (interval === undefined) {
        stderr(`sleep: invalid time interval '${word}'\nTry 'sleep --help' for more information.\n`);
        return 1;
      }
      total += interval;
    }
    if (total === Number.POSITIVE_INFINITY) await clock.waiting(untilAborted(signal));
    else await clock.sleep(total, signal);
    return 0;
  },
};

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
