import type { SecurityEvents } from '../calico/index.ts';
import { runFree, runUntil, type Turn } from '../clock/index.ts';
import type { Cluster } from '../cluster/index.ts';
import type { OutputEvent, ScriptResult, SimulatedShell } from '../shell/index.ts';
import type { CommandRecord } from './command-log.ts';
import type { Engine } from './engine.ts';
import type { Environment } from './environment.ts';
import type { HostOptions } from './host-machine.ts';
import type { Input, RecordedInput } from './inputs.ts';
import { EPOCH, openWorld, turnOf } from './open-world.ts';
import { OutsideClients } from './outside-clients.ts';
import { type Doors, repeatInput } from './repeat-input.ts';
import { outOfPatience, runUntilBusy, turnsGoneBy } from './run-until-busy.ts';
import type { World } from './world.ts';

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
  /** Called for every input just before it takes effect, replayed ones included: for whoever shows what was typed. */
  onInput?(input: RecordedInput): void;
  /** Output of the terminals; what a replay prints again comes too, while `replaying` is true. */
  onOutput?(terminal: string, event: OutputEvent): void;
}

/** How much sleep a script may ask for while time stands still, in milliseconds. */
const FROZEN_PATIENCE = 60_000;

/** Opens a simulated world and lets it settle. See `Sandbox`. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  return new Sandbox(await openWorld(options, turnOf(options)), options);
}

/**
 * One simulated world and its door. Everything from outside comes through the methods below; each is recorded with its
 * virtual time, so that the same environment, seed and inputs give the same world again.
 */
export class Sandbox {
  readonly #options: SandboxOptions;
  readonly #turn: Turn;
  #world: World;
  #outside: OutsideClients;
  #log: RecordedInput[] = [];
  /** The recorded input being put into effect again: it is not written down anew. */
  #again: RecordedInput | undefined;
  /** Inputs on their way in: time stands still for them. */
  #accepting = 0;
  #rebuilding: Promise<void> | undefined;
  #timeline = 0;
  readonly #doors: Doors = { sandbox: this, flow: (to) => this.#flow(to), stop: (input) => this.#stop(input) };
  agentVariable = (key: string, host?: string) => this.engine.agentVariables.get(key, host);

  constructor(world: World, options: SandboxOptions) {
    this.#options = options;
    this.#turn = turnOf(options);
    this.#world = world;
    this.#outside = this.#openOutside();
  }

  get now(): number {
    return this.engine.clock.now();
  }

  /** When the learner sat down (ms). */
  get start(): number {
    return this.#options.start ?? EPOCH;
  }

  get environment(): Environment {
    return this.#options.environment;
  }

  /** The environment's name, for whoever shows where commands run. */
  get name(): string {
    return this.environment.name;
  }

  /** The learner's home folder. */
  get home(): string {
    return this.environment.host.home;
  }

  /** Variables the learner's shell starts with. */
  get variables(): Readonly<Record<string, string>> {
    return this.environment.hostVariables;
  }

  get cluster(): Cluster {
    return this.engine.cluster;
  }

  get engine(): Engine {
    return this.#world.engine;
  }

  get securityEvents(): SecurityEvents {
    return this.engine.calico.securityEvents;
  }

  /** The door for real programs: see `serve`. A new one after each rewind. */
  get outside(): OutsideClients {
    return this.#outside;
  }

  get hostNames(): readonly string[] {
    return this.#world.hostNames;
  }

  /** The number of inputs so far; the next has one more. */
  get inputs(): number {
    return this.#log.at(-1)?.number ?? 0;
  }

  /** The inputs this world came from. */
  get log(): readonly RecordedInput[] {
    return this.#log;
  }

  /** How often the world was rebuilt by `rewind`; engine, cluster and terminals are new ones after each. */
  get timeline(): number {
    return this.#timeline;
  }

  /** True while recorded inputs are put into effect again. */
  get replaying(): boolean {
    return this.#rebuilding !== undefined;
  }

  /** The learner's terminal of that name, `HOST` or `HOST/TITLE`: one shell session on the host's files. */
  terminal(name: string): SimulatedShell {
    return this.#world.terminal(name);
  }

  /** What input `number` (a line: its exit code; a script: its result) set going, to wait for it after a replay. */
  effectOf(number: number): Promise<unknown> | undefined {
    return this.#world.effectOf(number);
  }

  /** The commands of ours that input `number` ran, and how each ended. */
  commandsOf(number: number): readonly CommandRecord[] {
    return this.engine.commands.of(number);
  }

  /** The exit code of the command running in a terminal; undefined when none does. */
  running(terminal: string): Promise<number> | undefined {
    if (!this.terminal(terminal).running) return undefined;
    const line = this.#log.findLast(({ input }) => input.kind === 'line' && input.terminal === terminal);
    return line && (this.effectOf(line.number) as Promise<number> | undefined);
  }

  /** Runs a typed line or block in a terminal; resolves with its exit code. Time must be moved by the caller meanwhile. */
  async line(terminal: string, text: string): Promise<number> {
    const input = await this.#accept({ kind: 'line', terminal, text });
    return this.#world.line(input, terminal, text);
  }

  async keys(terminal: string, text: string | null): Promise<void> {
    await this.#accept({ kind: 'keys', terminal, text });
    this.terminal(terminal).write(text ?? undefined);
  }

  async interrupt(terminal: string): Promise<void> {
    await this.#accept({ kind: 'interrupt', terminal });
    this.terminal(terminal).interrupt();
  }

  /**
   * Runs a lifecycle or check script. `learner` marks what it causes as the learner's doing (solve), `track` does not.
   * Aborting `signal` ends it with 130; that is an input of its own.
   */
  async script(script: Omit<Extract<Input, { kind: 'script' }>, 'kind'>, signal?: AbortSignal): Promise<ScriptResult> {
    const number = await this.#accept({ kind: 'script', ...script });
    signal?.addEventListener('abort', () => void this.#stop({ kind: 'stop', of: number }), { once: true });
    const input = script.cause === 'learner' ? number : undefined;
    return this.#world.script(number, script, input);
  }

  /** The same with time standing still, for the check that must fail. Ends with 130 when it wants to sleep over a minute. */
  async frozenScript(script: Omit<Extract<Input, { kind: 'frozen-script' }>, 'kind'>): Promise<ScriptResult> {
    const number = await this.#accept({ kind: 'frozen-script', ...script });
    const world = this.#world;
    return world.engine.clock.frozen(
      () => world.script(number, script),
      FROZEN_PATIENCE,
      () => world.stop(number),
    );
  }

  async #stop(input: Extract<Input, { kind: 'stop' }>): Promise<void> {
    await this.#accept(input);
    this.#world.stop(input.of);
  }

  async writeFile(host: string, path: string, text: string): Promise<void> {
    await this.#accept({ kind: 'file', host, path, text });
    await this.#world.host(host).fs.writeFile(path, text);
  }

  /** Lets time run to `to`, as fast as it goes. */
  async advance(to: number): Promise<void> {
    await this.#accept({ kind: 'advance', to });
    await this.#flow(to);
  }

  /** Free-running time until `work` settles; rejects with `Stalled` past `limit`. */
  free<T>(work: Promise<T>, limit?: number): Promise<T> {
    const held = () => this.#accepting > 0 || this.#options.held?.() === true;
    return runFree(this.engine.clock, work, this.#turn, limit, held);
  }

  /** Lets time run to `to` without recording it: for whoever paces time against a real clock. */
  async flowTo(to: number): Promise<void> {
    // What was just typed is on its way to its reader, and nobody counts as busy until it is there.
    do await this.#turn();
    while (this.#accepting > 0);
    if (!this.replaying && !this.engine.clock.passTo(to)) await this.#flow(to);
  }

  /** Puts recorded inputs into effect again at their times, without recording them anew, and goes on to `until`. */
  async replay(inputs: readonly RecordedInput[], until?: number): Promise<void> {
    await this.#rebuild(() => this.#repeat(inputs, until));
  }

  /**
   * Goes back to the moment `at` (ms) after the first `inputs` inputs: a new world that has met only those. What was
   * running ends for whoever waits for it as if interrupted. The journal has to be told by the caller.
   */
  async rewind({ inputs, at }: { inputs: number; at: number }): Promise<void> {
    const kept = this.#log.filter(({ number }) => number <= inputs);
    await this.#rebuild(async () => {
      this.#timeline += 1;
      this.#world.end();
      this.#world = await openWorld(this.#options, this.#turn);
      this.#outside = this.#openOutside();
      this.#log = [];
      await this.#repeat(kept, at);
    });
  }

  async #rebuild(work: () => Promise<void>): Promise<void> {
    while (this.#rebuilding) await this.#rebuilding;
    this.#rebuilding = work().finally(() => void (this.#rebuilding = undefined));
    await this.#rebuilding;
  }

  async #repeat(inputs: readonly RecordedInput[], until: number | undefined): Promise<void> {
    for (const recorded of inputs) {
      const { at, input, busy } = recorded;
      if (busy === undefined) await this.#flow(at);
      else await runUntilBusy(this.engine.clock, at, this.#turn, turnsGoneBy(busy));
      this.#again = recorded;
      const effect = repeatInput(input, this.#doors).catch(() => {});
      this.#again = undefined;
      // A running command is not waited for: it may need the inputs after it.
      if (input.kind === 'advance') await effect;
    }
    if (until !== undefined) await runUntilBusy(this.engine.clock, until, this.#turn, outOfPatience('interrupt'));
  }

  /** Everything due by now happens first, so that a replay meets the input in the same world. */
  async #accept(input: Input): Promise<number> {
    if (this.#again) return this.#enter(this.#again);
    this.#accepting += 1;
    try {
      while (this.#rebuilding) await this.#rebuilding;
      const busy = await runUntilBusy(this.engine.clock, this.now, this.#turn, outOfPatience(input.kind));
      const recorded = { number: this.inputs + 1, at: this.now, input, ...(busy !== undefined && { busy }) };
      this.#options.record?.(recorded);
      return this.#enter(recorded);
    } finally {
      this.#accepting -= 1;
    }
  }

  #enter(recorded: RecordedInput): number {
    this.#log.push(recorded);
    this.#options.onInput?.(recorded);
    return recorded.number;
  }

  #openOutside(): OutsideClients {
    return new OutsideClients(this.engine, (input) => this.#accept(input));
  }

  async #flow(to: number): Promise<void> {
    await runUntil(this.engine.clock, to, this.#turn);
  }
}
