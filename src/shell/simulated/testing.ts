import { expect } from 'vitest';
import { createRandom, runFree, VirtualClock } from '../../clock/index.ts';
import type { Machine, OutputEvent, Tool } from '../types.ts';
import { createSimulatedShell, type SimulatedShell } from './simulated-shell.ts';

/** What a test drives: a machine on a clock that jumps, and all its terminal showed. */
export interface Bench {
  clock: VirtualClock;
  machine: Machine;
  shell: SimulatedShell;
  events: OutputEvent[];
  /** Everything shown since the last call. */
  shown(): string;
  /** Runs a line to its end, letting time jump. */
  run(line: string): Promise<number>;
  /** Lets time jump until `work` is done; `work` is one activity. */
  free<T>(work: () => Promise<T>): Promise<T>;
}

export const START = Date.UTC(2026, 0, 15, 10, 30);

export function bench(options: Partial<Machine> = {}, seed: number | string = 7): Bench {
  const clock = (options.clock as VirtualClock | undefined) ?? new VirtualClock(START);
  const machine: Machine = {
    hostname: 'lab',
    user: { name: 'root', uid: 0, home: '/root' },
    env: {},
    files: {},
    tools: [],
    cwd: '/root',
    prompt: '\\u@\\h:\\w\\$ ',
    clock,
    random: createRandom(seed),
    ...options,
  };
  const events: OutputEvent[] = [];
  const shell = createSimulatedShell(machine, { onOutput: (event) => events.push(event) });
  let seen = 0;
  const free = <T>(work: () => Promise<T>): Promise<T> => runFree(clock, clock.activity(work), turn);
  return {
    clock,
    machine,
    shell,
    events,
    shown: () => {
      const text = events
        .slice(seen)
        .map((event) => event.text)
        .join('');
      seen = events.length;
      return text;
    },
    run: (line) => free(() => shell.run(line)),
    free,
  };
}

export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Runs one of our tools' command lines as a script; the usual way to test a utility. */
export async function output(script: string, options: Partial<Machine> = {}, stdin?: string): Promise<string> {
  const { free, shell } = bench(options);
  const { stdout, stderr } = await free(() => shell.script(script, { stdin }));
  return stdout + stderr;
}

export function tool(name: string, run: Tool['run'], streams = false): Tool {
  return { name, streams, run };
}

/** Each script prints what stands beside it: standard output, then standard error. */
export async function expectOutputs(cases: [string, string][], files: Machine['files'] = {}): Promise<void> {
  for (const [script, expected] of cases) expect([script, await output(script, { files })]).toEqual([script, expected]);
}
