import type { SecurityEvents } from '../calico/index.ts';
import { runFree, runUntil, type Turn } from '../clock/index.ts';
import type { Cluster } from '../cluster/index.ts';
import { createSimulatedShell, type OutputEvent, type ScriptResult, type SimulatedShell } from '../shell/index.ts';
import { boot } from './boot.ts';
import { createEngine, type Engine } from './engine.ts';
import type { Environment } from './environment.ts';
import { type HostOptions, hostMachine } from './host-machine.ts';
import type { Input, RecordedInput } from './inputs.ts';
import { OutsideClients } from './outside-clients.ts';

export interface SandboxOptions {
  environment: Environment;
  /** Machines of the learner; the first is where blocks run. Defaults to the environment's host. */
  hosts?: readonly Partial<HostOptions>[];
  /** Check helpers (file name -> text of checks/lib), on every host's PATH. */
  helpers?: Readonly<Record<string, string>>;
  seed?: number;
  /** When the learner sits down, milliseconds since the epoch. */
  start?: number;
  calicoRelease?: string;
  /** Gives the rest of the program a turn; time may move afterwards. One macrotask by default. */
  turn?: Turn;
  /** While true, free-running time stands still: somebody is about to type. */
  held?(): boolean;
  /** Appends an input to the journal, before it takes effect. */
  record?(input: RecordedInput): void;
  onOutput?(terminal: string, event: OutputEvent): void;
}

/** How long the simulated world has been up when the learner sits down, in milliseconds. */
const UPTIME = 5 * 60_000;
/** The moment a sandbox starts unless told otherwise: fixed, so that runs are alike. */
export const EPOCH = Date.UTC(2026, 0, 5, 10, 0, 0);

/** How much sleep a script may ask for while time stands still, in milliseconds. */
const FROZEN_PATIENCE = 60_000;

const macrotask: Turn = () => new Promise((resolve) => setImmediate(resolve));

/** Opens a simulated world and lets it settle. See `Sandbox`. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { environment, turn = macrotask } = options;
  const start = options.start ?? EPOCH;
  const engine = createEngine({
    environment,
    start: start - UPTIME,
    seed: options.seed ?? environment.seed,
    calicoRelease: options.calicoRelease,
  });
  await boot(engine, environment, turn);
  await runUntil(engine.clock, start, turn);
  return new Sandbox(engine, options);
}

/**
 * One simulated world and its door. Everything from outside comes through the methods below; each is recorded with its
 * virtual time, so that the same environment, seed and inputs give the same world again.
 */
export class Sandbox {
  readonly #engine: Engine;
  readonly #options: SandboxOptions;
  readonly #turn: Turn;
  readonly #hosts = new Map<string, SimulatedShell>();
  readonly #terminals = new Map<string, SimulatedShell>();
  #inputs = 0;
  /** The door for real programs: see `serve`. */
  readonly outside: OutsideClients;

  constructor(engine: Engine, options: SandboxOptions) {
    this.#engine = engine;
    this.#options = options;
    this.#turn = options.turn ?? macrotask;
    const hosts = options.hosts?.length ? options.hosts : [{}];
    for (const host of hosts) this.#openHost(host);
    this.outside = new OutsideClients(engine, (input) => this.#accept(input));
  }

  get now(): number {
    return this.#engine.clock.now();
  }

  get environment(): Environment {
    return this.#options.environment;
  }

  get cluster(): Cluster {
    return this.#engine.cluster;
  }

  get engine(): Engine {
    return this.#engine;
  }

  get securityEvents(): SecurityEvents {
    return this.#engine.calico.securityEvents;
  }

  get hostNames(): readonly string[] {
    return [...this.#hosts.keys()];
  }

  /** The number of inputs so far; the next has one more. */
  get inputs(): number {
    return this.#inputs;
  }

  /** The learner's terminal of that name, `HOST` or `HOST/TITLE`: one shell session on the host's files. */
  terminal(name: string): SimulatedShell {
    const open = this.#terminals.get(name);
    if (open) return open;
    const host = this.#host(name.split('/')[0]!);
    const shell = host.open({ onOutput: (event) => this.#options.onOutput?.(name, event) });
    this.#terminals.set(name, shell);
    return shell;
  }

  /** Runs a typed line or block in a terminal; resolves with its exit code. Time must be moved by the caller meanwhile. */
  async line(terminal: string, text: string): Promise<number> {
    const input = await this.#accept({ kind: 'line', terminal, text });
    return this.#engine.clock.activity(() => this.terminal(terminal).run(text, { input }));
  }

  async keys(terminal: string, text: string | null): Promise<void> {
    await this.#accept({ kind: 'keys', terminal, text });
    this.terminal(terminal).write(text ?? undefined);
  }

  async interrupt(terminal: string): Promise<void> {
    await this.#accept({ kind: 'interrupt', terminal });
    this.terminal(terminal).interrupt();
  }

  /** Runs a lifecycle or check script. `learner` marks what it causes as the learner's doing (solve), `track` does not. */
  async script(script: Omit<Extract<Input, { kind: 'script' }>, 'kind'>, signal?: AbortSignal): Promise<ScriptResult> {
    const input = await this.#accept({ kind: 'script', ...script });
    return this.#engine.clock.activity(() =>
      this.#host(script.host).script(script.text, {
        name: script.name,
        env: script.env,
        input: script.cause === 'learner' ? input : undefined,
        signal,
      }),
    );
  }

  /** The same with time standing still, for the check that must fail. Ends with 130 when it wants to sleep over a minute. */
  async frozenScript(script: Omit<Extract<Input, { kind: 'frozen-script' }>, 'kind'>): Promise<ScriptResult> {
    await this.#accept({ kind: 'frozen-script', ...script });
    const { clock } = this.#engine;
    const { name, env, text, host } = script;
    const stop = new AbortController();
    const run = () => this.#host(host).script(text, { name, env, signal: stop.signal });
    return clock.frozen(
      () => clock.activity(run),
      FROZEN_PATIENCE,
      () => stop.abort(new Error('interrupted')),
    );
  }

  async writeFile(host: string, path: string, text: string): Promise<void> {
    await this.#accept({ kind: 'file', host, path, text });
    await this.#host(host).fs.writeFile(path, text);
  }

  /** Lets time run to `to`, as fast as it goes. */
  async advance(to: number): Promise<void> {
    await this.#accept({ kind: 'advance', to });
    await runUntil(this.#engine.clock, to, this.#turn);
  }

  /** Free-running time until `work` settles; rejects with `Stalled` past `limit`. */
  free<T>(work: Promise<T>, limit?: number): Promise<T> {
    return runFree(this.#engine.clock, work, this.#turn, limit, this.#options.held);
  }

  /** Lets time run to `to` without recording it: for whoever paces time against a real clock. */
  async flowTo(to: number): Promise<void> {
    await runUntil(this.#engine.clock, to, this.#turn);
  }

  /** Puts recorded inputs into effect again at their times, without recording them anew, and goes on to `until`. */
  async replay(inputs: readonly RecordedInput[], until?: number): Promise<void> {
    for (const { at, number, input } of inputs) {
      await this.flowTo(at);
      this.#inputs = number - 1;
      this.#replaying = true;
      const effect = this.#again(input).catch(() => {});
      this.#replaying = false;
      // A running command is not waited for: it may need the inputs after it.
      if (input.kind === 'advance') await effect;
    }
    if (until !== undefined) await this.flowTo(until);
  }

  #replaying = false;

  #again(input: Input): Promise<unknown> {
    switch (input.kind) {
      case 'line':
        return this.line(input.terminal, input.text);
      case 'keys':
        return this.keys(input.terminal, input.text);
      case 'interrupt':
        return this.interrupt(input.terminal);
      case 'script':
        return this.script(input);
      case 'frozen-script':
        return this.frozenScript(input);
      case 'file':
        return this.writeFile(input.host, input.path, input.text);
      case 'advance':
        return this.flowTo(input.to);
      default:
        return this.outside.again(input);
    }
  }

  /** Everything due by now happens first, so that a replay meets the input in the same world. */
  async #accept(input: Input): Promise<number> {
    if (this.#replaying) return ++this.#inputs;
    await runUntil(this.#engine.clock, this.now, this.#turn);
    this.#inputs += 1;
    this.#options.record?.({ number: this.#inputs, at: this.now, input });
    return this.#inputs;
  }

  #openHost(options: Partial<HostOptions>): void {
    const { environment, helpers = {} } = this.#options;
    const name = options.name ?? environment.host.name;
    const machine = hostMachine(this.#engine, environment, helpers, { variables: {}, files: {}, ...options, name });
    this.#hosts.set(name, createSimulatedShell(machine, { onOutput: () => {} }));
  }

  #host(name: string): SimulatedShell {
    const host = this.#hosts.get(name);
    if (!host) throw new Error(`there is no host ${name}; there are: ${this.hostNames.join(', ')}`);
    return host;
  }
}
