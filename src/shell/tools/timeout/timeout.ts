import type { Tool } from '../../types.ts';
import { parseInterval } from '../interval.ts';
import { readOptions } from '../options.ts';

/** Runs a command and stops it when its time on the simulated clock is up: exit code 124 (137 with `-s KILL`). */
export const timeout: Tool = {
  name: 'timeout',
  async run({ args, clock, signal, exec, stderr }) {
    const options = readOptions(args, {
      flags: ['preserve-status', 'foreground', 'v'],
      values: ['s', 'k'],
      long: { signal: 's', 'kill-after': 'k', verbose: 'v' },
      stopAtOperand: true,
    });
    if (typeof options === 'string') return complain(options);
    const [duration, ...command] = options.operands;
    if (duration === undefined || command.length === 0) return complain('missing operand');
    const limit = parseInterval(duration);
    if (limit === undefined) return complain(`invalid time interval '${duration}'`);
    const expired = new AbortController();
    // A limit of 0 is no limit.
    const timer = limit > 0 && limit < Number.POSITIVE_INFINITY ? clock.after(limit, () => expired.abort()) : undefined;
    try {
      const code = await exec(command, { signal: AbortSignal.any([signal, expired.signal]) });
      if (!expired.signal.aborted) return code;
      const number = /^(?:SIG)?KILL$|^9$/.test(options.values.get('s') ?? '') ? 137 : 124;
      return options.flags.has('preserve-status') ? 143 : number;
    } finally {
      timer?.cancel();
    }

    function complain(problem: string): number {
      stderr(`timeout: ${problem}\nTry 'timeout --help' for more information.\n`);
      return 125;
    }
  },
};
