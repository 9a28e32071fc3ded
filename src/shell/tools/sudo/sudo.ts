import type { Tool } from '../../types.ts';
import { readOptions } from '../options.ts';

/** Runs the rest: the machine's one user may do everything already. */
export const sudo: Tool = {
  name: 'sudo',
  async run({ args, exec, user, stdout, stderr }) {
    const options = readOptions(args, {
      flags: ['E', 'n', 'H', 'S', 'k', 'b', 'i', 's', 'v', 'l'],
      values: ['u', 'g', 'p'],
      long: { user: 'u', login: 'i', shell: 's', 'preserve-env': 'E', 'non-interactive': 'n' },
      stopAtOperand: true,
    });
    if (typeof options === 'string') {
      stderr(`sudo: ${options}\n`);
      return 1;
    }
    const { flags, operands } = options;
    if (flags.has('l')) {
      stdout(`User ${user.name} may run the following commands on ${user.hostname}:\n    (ALL : ALL) ALL\n`);
      return 0;
    }
    if (flags.has('v') || flags.has('k')) return 0;
    const words = [...operands];
    const variables: Record<string, string> = {};
    for (
      let part = /^([A-Za-z_]\w*)=(.*)$/s.exec(words[0] ?? '');
      part;
      part = /^([A-Za-z_]\w*)=(.*)$/s.exec(words[0] ?? '')
    ) {
      variables[part[1]!] = part[2]!;
      words.shift();
    }
    if (words.length === 0 && (flags.has('i') || flags.has('s'))) return exec(['bash'], { env: variables });
    if (words.length === 0) {
      stderr('usage: sudo [-u user] command [arg ...]\n');
      return 1;
    }
    return exec(words, { env: variables });
  },
};
