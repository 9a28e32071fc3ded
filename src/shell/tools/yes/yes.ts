import type { Tool } from '../../types.ts';

const LINES_AT_ONCE = 64;
/** What reads the output of a pipe as a whole gets this much; a reader that stops early stops us earlier. */
const LINES_COLLECTED = 65_536;

/** Repeats a line until its reader has enough, or Ctrl-C. */
export const yes: Tool = {
  name: 'yes',
  streams: true,
  async run({ args, stdout, signal, tty }) {
    const lines = `${args.length > 0 ? args.join(' ') : 'y'}\n`.repeat(LINES_AT_ONCE);
    for (let written = 0; tty.stdout || written < LINES_COLLECTED; written += LINES_AT_ONCE) {
      signal.throwIfAborted();
      stdout(lines);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return 0;
  },
};
