import type { CommandContext, ExecResult } from 'just-bash';
import type { Machine, Tool } from '../types.ts';
import { Bash, detachState, hostSources, type ShellState } from './just-bash.ts';
import { MachineFiles } from './machine-files.ts';
import type { Process } from './process.ts';
import { BUILT_IN_PROGRAMS, type Program, toolProgram } from './programs.ts';
import { systemFiles } from './system-files.ts';
import { SHELL_BUILT_INS, UTILITIES } from './utilities.ts';

/**
 * A machine that is switched on: its files, its programs, and the numbers it hands out to processes.
 * Any number of shells run on one; they share files and programs, never variables.
 */
export class Computer {
  readonly machine: Machine;
  readonly files: MachineFiles;
  readonly programs = new Map<string, Program>();
  readonly processes = new Map<number, Process>();
  readonly startedAt: number;
  readonly #bash: Bash;
  readonly #random;
  #nextPid: number;

  constructor(machine: Machine, files?: MachineFiles) {
    this.machine = machine;
    this.startedAt = machine.clock.now();
    this.#random = machine.random.fork(`shell/${machine.hostname}`);
    this.#nextPid = 1000 + this.#random.integer(20_000);
    this.files = files ?? this.inItsTime(() => new MachineFiles(this.#random));
    const exists = (name: string) => !machine.builtins || machine.builtins.includes(name);
    for (const program of BUILT_IN_PROGRAMS) {
      if (program.internal || exists(program.name)) this.programs.set(program.name, program);
    }
    for (const tool of machine.tools) this.#install(tool);
    this.#bash = this.inItsTime(() => this.#boot(exists));
  }

  /** Commands by name, as the interpreter looks them up. */
  get commands(): ReadonlyMap<string, unknown> {
    return (this.#bash as unknown as { commands: ReadonlyMap<string, unknown> }).commands;
  }

  get limits(): unknown {
    return (this.#bash as unknown as { limits: unknown }).limits;
  }

  /** True when `name` is a program of this machine, or a path to a file on it. */
  async has(name: string): Promise<boolean> {
    if (name.includes('/')) return this.files.exists(name);
    // The interpreter has them in itself; coreutils and busybox have programs of these names.
    if (name === 'test' || name === '[') return this.#hasShell;
    return this.commands.has(name) && (this.#inShell.has(name) ? this.#hasShell : true);
  }

  /** Names only a shell knows; an image with a shell has programs of these names too. */
  get #inShell(): ReadonlySet<string> {
    return new Set([
      ...SHELL_BUILT_INS,
      ...BUILT_IN_PROGRAMS.filter(({ internal }) => internal).map(({ name }) => name),
    ]);
  }

  get #hasShell(): boolean {
    return this.programs.has('sh') || this.programs.has('bash');
  }

  pid(): number {
    return this.#nextPid++;
  }

  /** The state a fresh shell starts from: no functions, only exported variables. */
  freshState(): ShellState {
    const state = { ...(this.#bash as unknown as { state: ShellState }).state };
    detachState(state);
    state.startTime = this.machine.clock.now();
    state.previousDir = state.cwd;
    return state;
  }

  /** Lets `work`, and all it starts, read this machine's clock and chance. */
  inItsTime<T>(work: () => T): T {
    const { clock } = this.machine;
    const random = this.#random;
    return hostSources.run({ now: () => clock.now(), random: () => random.next() }, work);
  }

  /** Seeded chance of this machine's shells and programs. */
  get random() {
    return this.#random;
  }

  #install(tool: Tool): void {
    for (const name of [tool.name, ...(tool.aliases ?? [])]) this.programs.set(name, toolProgram(tool, name));
  }

  #boot(exists: (name: string) => boolean): Bash {
    const { machine, files } = this;
    const custom = [...this.programs.keys()].map((name) => ({ name, execute: bundledUtility }));
    const bash = new Bash({
      fs: files.memory,
      cwd: machine.cwd,
      env: { ...loginVariables(machine), ...machine.env },
      commands: [...SHELL_BUILT_INS, ...UTILITIES.filter(exists)],
      customCommands: custom,
      defenseInDepth: false,
      processInfo: { uid: machine.user.uid, gid: machine.user.uid },
      executionLimits: LIMITS,
    });
    if (machine.mounts?.length) files.memory.mount(machine.mounts, this.startedAt);
    for (const device of ['/dev/urandom', '/dev/random']) files.memory.writeFileSync(device, '');
    for (const directory of [machine.cwd, machine.user.home, '/tmp'])
      files.memory.mkdirSync(directory, { recursive: true });
    for (const [path, content] of Object.entries({ ...systemFiles(machine), ...machine.files })) {
      // A script that came with the machine can be run.
      const isScript = typeof content === 'string' && content.startsWith('#!');
      files.memory.writeFileSync(path, content, undefined, { mode: isScript ? 0o755 : 0o644 });
    }
    return bash;
  }
}

// A learner stops an endless loop with Ctrl-C; a limit here would only cut short what is meant.
const LIMITS = {
  maxCommandCount: Number.POSITIVE_INFINITY,
  maxLoopIterations: Number.POSITIVE_INFINITY,
  maxWorkUnits: Number.POSITIVE_INFINITY,
  maxExecutionTimeMs: Number.POSITIVE_INFINITY,
  // gzip takes whole numbers only.
  maxOutputSize: Number.MAX_SAFE_INTEGER,
  maxLiveBytes: Number.MAX_SAFE_INTEGER,
};

function loginVariables({ hostname, user, cwd }: Machine): Record<string, string> {
  return {
    HOME: user.home,
    USER: user.name,
    LOGNAME: user.name,
    HOSTNAME: hostname,
    SHELL: '/bin/bash',
    TERM: 'xterm-256color',
    LANG: 'C.UTF-8',
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    PWD: cwd,
    SHLVL: '1',
  };
}

/** Reached only by a program of ours that asks for the utility it stands in front of. */
async function bundledUtility(args: string[], { origCommand }: CommandContext): Promise<ExecResult> {
  if (!origCommand) throw new Error('there is no bundled utility of this name');
  return origCommand(args);
}
