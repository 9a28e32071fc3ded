import {
  createSimulatedShell,
  type Machine,
  type OutputEvent,
  type ScriptResult,
  type SimulatedShell,
} from '../shell/index.ts';
import type { Engine } from './engine.ts';

/** What a command's wait ends with when a rewind takes the command away: the code of an interrupted one. */
const ABANDONED = 130;

interface HostScript {
  host: string;
  name: string;
  text: string;
  env: Record<string, string>;
}

/** One timeline of a sandbox: engine, machines, terminals, and what the inputs so far set going. A rewind replaces it. */
export class World {
  readonly engine: Engine;
  readonly #hosts: ReadonlyMap<string, SimulatedShell>;
  readonly #terminals = new Map<string, SimulatedShell>();
  readonly #effects = new Map<number, Promise<unknown>>();
  readonly #scripts = new Map<number, AbortController>();
  readonly #onOutput: (terminal: string, event: OutputEvent) => void;
  readonly #replaced = Promise.withResolvers<void>();
  #live = true;

  constructor(engine: Engine, machines: readonly Machine[], onOutput: (terminal: string, event: OutputEvent) => void) {
    this.engine = engine;
    this.#onOutput = onOutput;
    this.#hosts = new Map(
      machines.map((machine) => [machine.hostname, createSimulatedShell(machine, { onOutput: () => {} })]),
    );
  }

  get hostNames(): readonly string[] {
    return [...this.#hosts.keys()];
  }

  host(name: string): SimulatedShell {
    const host = this.#hosts.get(name);
    if (!host) throw new Error(`there is no host ${name}; there are: ${this.hostNames.join(', ')}`);
    return host;
  }

  terminal(name: string): SimulatedShell {
    const open = this.#terminals.get(name);
    if (open) return open;
    const shell = this.host(name.split('/')[0]!).open({
      onOutput: (event) => void (this.#live && this.#onOutput(name, event)),
    });
    this.#terminals.set(name, shell);
    return shell;
  }

  /** Runs a typed line, the input `number`, in a terminal. */
  line(number: number, terminal: string, text: string): Promise<number> {
    return this.#effect(number, () => this.terminal(terminal).run(text, { input: number }), ABANDONED);
  }

  /** Runs the script of input `number`; `input` is the number that marks what it causes. */
  script(number: number, { host, name, text, env }: HostScript, input?: number): Promise<ScriptResult> {
    const stop = new AbortController();
    this.#scripts.set(number, stop);
    const run = () => this.host(host).script(text, { name, env, input, signal: stop.signal });
    return this.#effect(number, run, { code: ABANDONED, stdout: '', stderr: '' });
  }

  /** Interrupts the script of input `number`. */
  stop(number: number): void {
    this.#scripts.get(number)?.abort(new Error('interrupted'));
  }

  /** What input `number` set going: a line's exit code, a script's result. */
  effectOf(number: number): Promise<unknown> | undefined {
    return this.#effects.get(number);
  }

  /** Falls silent, and lets nobody wait any longer for what was going on. */
  end(): void {
    this.#live = false;
    this.#replaced.resolve();
  }

  #effect<T>(number: number, work: () => Promise<T>, abandoned: T): Promise<T> {
    const { clock } = this.engine;
    const effect = Promise.race([clock.activity(work), this.#replaced.promise.then(() => abandoned)]);
    this.#effects.set(number, effect);
    return effect;
  }
}
