import { ended, jobLine } from '../jobs.ts';
import type { Process } from '../process.ts';
import type { Program } from '../programs.ts';

const SIGNALS: Readonly<Record<string, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  KILL: 9,
  USR1: 10,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
  CHLD: 17,
  CONT: 18,
  STOP: 19,
};

export const jobs: Program = {
  name: 'jobs',
  internal: true,
  async run({ args, stdout }, { jobs: table }) {
    for (const job of [...table.all]) {
      if (args.includes('-p')) stdout(`${job.process.pid}\n`);
      else stdout(jobLine(job, mark(table.all, job.number), args.includes('-l')));
      if (job.code !== undefined) table.forget(job);
    }
    return 0;
  },
};

export const kill: Program = {
  name: 'kill',
  internal: true,
  async run({ args, stdout, stderr }, process) {
    if (args[0] === '-l') {
      stdout(
        `${Object.entries(SIGNALS)
          .map(([name, number]) => `${String(number).padStart(2)}) SIG${name}`)
          .join('\n')}\n`,
      );
      return 0;
    }
    const { signal, targets } = readKill(args);
    if (signal === undefined) {
      stderr(`bash: kill: ${args[0]!.slice(1)}: invalid signal specification\n`);
      return 1;
    }
    if (targets.length === 0) {
      stderr('kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n');
      return 2;
    }
    let code = 0;
    for (const target of targets) {
      const victim = find(process, target);
      if (!victim) {
        stderr(
          target.startsWith('%')
            ? `bash: kill: ${target}: no such job\n`
            : `bash: kill: (${target}) - No such process\n`,
        );
        code = 1;
      } else if (signal > 0 && signal !== SIGNALS['CONT'] && signal !== SIGNALS['CHLD']) victim.kill(signal);
    }
    return code;
  },
};

export const fg: Program = {
  name: 'fg',
  internal: true,
  async run({ args, name, stdout, stderr, signal }, process) {
    const job = process.jobs.find(args[0] ?? '%+');
    if (!job) {
      stderr(`bash: ${name}: ${args[0] ?? 'current'}: no such job\n`);
      return 1;
    }
    stdout(`${job.text}\n`);
    if (name === 'bg') return 0;
    const stop = () => job.process.kill(2);
    signal.addEventListener('abort', stop, { once: true });
    const code = await ended(process, job.end, undefined);
    signal.removeEventListener('abort', stop);
    process.jobs.forget(job);
    return code;
  },
};

export const disown: Program = {
  name: 'disown',
  internal: true,
  async run({ args, stderr }, { jobs: table }) {
    const names = args.filter((argument) => !argument.startsWith('-'));
    if (args.includes('-a')) for (const job of [...table.all]) table.forget(job);
    else
      for (const name of names.length > 0 ? names : ['%+']) {
        const job = table.find(name);
        if (!job) {
          stderr(`bash: disown: ${names.length > 0 ? name : 'current'}: no such job\n`);
          return 1;
        }
        table.forget(job);
      }
    return 0;
  },
};

function readKill(args: readonly string[]): { signal: number | undefined; targets: readonly string[] } {
  const [first, second, ...rest] = args;
  if (first === '-s' || first === '-n') return { signal: signalNumber(second ?? ''), targets: rest };
  if (first === '--') return { signal: SIGNALS['TERM'], targets: args.slice(1) };
  if (first?.startsWith('-')) return { signal: signalNumber(first.slice(1)), targets: args.slice(1) };
  return { signal: SIGNALS['TERM'], targets: args };
}

function signalNumber(name: string): number | undefined {
  if (/^\d+$/.test(name)) return Number(name);
  return SIGNALS[name.toUpperCase().replace(/^SIG/, '')];
}

function find(process: Process, target: string): Process | undefined {
  if (target.startsWith('%')) return process.jobs.find(target)?.process;
  return process.computer.processes.get(Number(target)) ?? process.jobs.find(target)?.process;
}

function mark(all: readonly { number: number }[], number: number): string {
  if (all.at(-1)?.number === number) return '+';
  return all.at(-2)?.number === number ? '-' : ' ';
}
