import type { Tool } from '../../types.ts';
import { formatDate } from '../date/format-date.ts';
import { readOptions } from '../options.ts';
import { fitScreen, headingLine } from './fit-screen.ts';

const CLEAR = '\x1b[H\x1b[2J';
const WITHOUT_TERMINAL = 80;

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
    const every = `Every ${seconds.toFixed(1)}s: `;
    const titled = !flags.has('t');
    let before: string | undefined;
    for (;;) {
      let output = '';
      const collect = (text: string) => void (output += text);
      const code = await exec(command, { stdin: '', stdout: collect, stderr: collect });
      const right = `${user.hostname}: ${formatDate(clock.now(), '%c')}`;
      // Without a terminal there is no size to keep to.
      const columns = tty.stdout ? tty.columns : WITHOUT_TERMINAL;
      const heading = titled ? `${headingLine({ every, command: operands.join(' '), right }, columns)}\n\n` : '';
      const shown = tty.stdout && output !== '' ? fitScreen(output, columns, tty.rows - (titled ? 3 : 1)) : output;
      stdout(`${tty.stdout ? CLEAR : ''}${heading}${shown}`);
      if (flags.has('e') && code !== 0) return code;
      if (flags.has('g') && before !== undefined && before !== output) return 0;
      before = output;
      await clock.sleep(Math.max(0.1, seconds) * 1_000, signal);
    }
  },
};
