import type { Tool } from '../shell/index.ts';

const USAGE = `usage: firedrill explain ALERT [--json]
Inside a lab only explain is there; the other commands of firedrill are for the terminal it was started from.
`;

/** `firedrill` as typed inside a lab: the part of it that is about this cluster, `explain`. Exits 2 for the rest. */
export function firedrillTool(explain: Tool): Tool {
  return {
    name: 'firedrill',
    async run(call) {
      const [command, ...args] = call.args;
      if (command === 'explain') return explain.run({ ...call, args });
      const asked = command === '--help' || command === '-h' || command === 'help';
      (asked ? call.stdout : call.stderr)(USAGE);
      return asked ? 0 : 2;
    },
  };
}
