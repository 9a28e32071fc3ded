import type { Tool } from '../../types.ts';
import { formatDate } from '../date/format-date.ts';
import { readOptions } from '../options.ts';

const CLEAR = '\x1b[H\x1b[2J';

/** Runs a command again and again on the simulated clock until Ctrl-C; `-g` ends when its output changes. */
export const watch: Tool = {
  name: 'watch',
  streams: true,
  async run({ args, clock, signal, exec, stdout, stderr, tty, user }) {
    const options = readOptions(args, {
      flags: ['t', 'g', 'd', 'e', 'x', 'c', 'b', 'p'],
      values: ['n'],
      long: { interval: 'n', 'no-title': 't', chgexit: 'g', differences: 'd', errexit: 'e', exec: 'x', color: 'c' },
      stopAtOperand: true,
    });
    if (typeof options === 'string' || options.operands.length === 0) {
      stderr(
        `watch: ${typeof options === 'string' ? options : 'no command given'}\nUsage: watch [-n seconds] [-tge] command\n`,
      );
      return 1;
    }
    const { flags, values, operands } = options;
    const seconds = Number(values.get('n') ?? 2);
    if (!(seconds > 0)) {
      stderr(`watch: failed to parse argument: '${values.get('n')}'\n`);
      return 1;
    }
    const command = flags.has('x') ? operands : ['sh', '-c', operands.join(' ')];
    const title = `Every ${seconds.toFixed(1)}s: ${operands.join(' ')}`;
    let before: string | undefined;
    for (;;) {
      let output = '';
      const collect = (text: string) => void (output += text);
      const code = await exec(command, { stdin: '', stdout: collect, stderr: collect });
      const heading = flags.has('t') ? '' : `${title}    ${user.hostname}: ${formatDate(clock.now(), '%c')}\n\n`;
      stdout(`${tty.stdout ? CLEAR : ''}${heading}${output}`);
      if (flags.has('e') && code !== 0) return code;
      if (flags.has('g') && before !== undefined && before !== output) return 0;
      before = output;
      await clock.sleep(Math.max(0.1, seconds) * 1_000, signal);
    }
  },
};
