import { quoted } from '../command-line.ts';
import type { Program } from '../programs.ts';

const CONDITIONS: Readonly<Record<string, string>> = { '0': 'EXIT', '1': 'HUP', '2': 'INT', '3': 'QUIT', '15': 'TERM' };
const KNOWN = new Set(['EXIT', 'ERR', 'DEBUG', 'RETURN', 'HUP', 'INT', 'QUIT', 'TERM', 'USR1', 'USR2', 'PIPE', 'CHLD']);

/** `trap`: EXIT runs when the process ends, ERR after each failing command, INT on Ctrl-C; others are only kept. */
export const trap: Program = {
  name: 'trap',
  internal: true,
  async run({ args, stdout, stderr }, { traps }) {
    const words = args[0] === '--' ? args.slice(1) : args;
    if (words.length === 0 || words[0] === '-p') {
      const chosen = words.slice(1).map(condition);
      for (const [name, action] of traps) {
        if (chosen.length > 0 && !chosen.includes(name)) continue;
        stdout(`trap -- ${action === '' ? "''" : quoted(action).replace(/^(?!')(.*)$/s, "'$1'")} ${label(name)}\n`);
      }
      return 0;
    }
    const resets = words[0] === '-' || (words.length === 1 && KNOWN.has(condition(words[0]!)));
    const names = (words.length === 1 ? words : words.slice(1)).map(condition);
    const unknown = names.find((name) => !KNOWN.has(name));
    if (unknown !== undefined) {
      stderr(`bash: trap: ${unknown}: invalid signal specification\n`);
      return 1;
    }
    for (const name of names) {
      if (resets) traps.delete(name);
      else traps.set(name, words[0]!);
    }
    return 0;
  },
};

function condition(name: string): string {
  return CONDITIONS[name] ?? name.toUpperCase().replace(/^SIG/, '');
}

function label(name: string): string {
  return name === 'EXIT' || name === 'ERR' || name === 'DEBUG' || name === 'RETURN' ? name : `SIG${name}`;
}
