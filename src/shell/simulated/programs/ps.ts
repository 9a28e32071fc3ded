import { formatDate } from '../../tools/date/format-date.ts';
import type { Process } from '../process.ts';
import type { Program } from '../programs.ts';

/** The processes of this machine: process 1, its shells and their jobs. */
export const ps: Program = {
  name: 'ps',
  async run({ args, stdout, user, clock }, process) {
    const options = args.join('').replaceAll('-', '');
    const all = [...process.computer.processes.values()];
    const shown = /[aAex]/.test(options) ? all : all.filter((each) => each === process || each.parent === process);
    const rows = shown
      .sort((a, b) => a.pid - b.pid)
      .map((each) => ({ pid: each.pid, start: each.startedAt, command: commandOf(each) }));
    if (/[Aex]/.test(options)) rows.unshift({ pid: 1, start: process.computer.startedAt, command: 'init' });
    rows.push({ pid: process.computer.pid(), start: clock.now(), command: `ps ${args.join(' ')}`.trim() });
    if (/[uf]/.test(options)) {
      stdout('USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n');
      for (const { pid, start, command } of rows) {
        stdout(
          `${user.name.padEnd(8)} ${String(pid).padStart(7)}  0.0  0.0   4624  3712 pts/0    S    ${formatDate(start, '%H:%M')}   0:00 ${command}\n`,
        );
      }
      return 0;
    }
    stdout('    PID TTY          TIME CMD\n');
    for (const { pid, command } of rows)
      stdout(`${String(pid).padStart(7)} pts/0    00:00:00 ${command.split(' ')[0]}\n`);
    return 0;
  },
};

function commandOf({ text, state }: Process): string {
  return text ?? state.env.get('0') ?? 'bash';
}
