import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import type { ScriptCall, Target } from '../runner/index.ts';
import type { RecordedInput } from '../sandbox/index.ts';
import type { KeyboardKind, LocalShell, OutputEvent, ScriptResult, Terminal } from '../shell/index.ts';
import type { ClusterNews } from './cluster-news.ts';
import { type SeenCommand, takeCommands } from './command-witness.ts';
import { maskSecrets } from './mask-secrets.ts';
import type { SessionFolder } from './session-folder.ts';

export interface ClusterTargetOptions {
  Shell: typeof LocalShell;
  context: string;
  host: string;
  folder: SessionFolder;
  env: Readonly<Record<string, string>>;
  variables: Readonly<Record<string, string>>;
  news: Pick<ClusterNews, 'now'>;
  /** Set-up, clean-up and solution scripts run on this machine too. */
  allowHostScripts: boolean;
  keyboard: KeyboardKind;
  secrets: readonly string[];
  /** Number of the last input of an earlier sitting. */
  inputs: number;
  /** When the learner first sat down, cluster time (ms). */
  start?: number;
  /** Appends an input to the journal, its secrets masked. */
  record?(input: RecordedInput): void;
  onOutput?(terminal: string, event: OutputEvent): void;
}

/** A set-up that waits for something this machine will never have must not wait for ever. */
const SCRIPT_LIMIT = 10 * 60_000;

/** This machine's bash and kubectl, and the cluster behind one context. What was done cannot be taken back. */
export class ClusterTarget implements Target {
  readonly name: string;
  readonly hostNames: readonly string[];
  readonly home: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly start: number;
  readonly timeline = 0;
  readonly log: RecordedInput[] = [];
  readonly lifecycleRefusal: string | undefined;
  readonly #options: ClusterTargetOptions;
  readonly #shells = new Map<string, LocalShell>();
  readonly #running = new Map<string, Promise<number>>();
  readonly #commands = new Map<number, readonly SeenCommand[]>();

  constructor(options: ClusterTargetOptions) {
    const { context, host, folder, variables, news, allowHostScripts } = options;
    this.#options = options;
    this.name = context;
    this.hostNames = [host];
    this.home = folder.home;
    this.variables = variables;
    this.start = options.start ?? news.now;
    this.lifecycleRefusal = allowHostScripts
      ? undefined
      : 'set-up, clean-up and solution scripts do not run on your machine; --allow-host-scripts lets them';
  }

  get now(): number {
    return this.#options.news.now;
  }

  get inputs(): number {
    return this.log.at(-1)?.number ?? this.#options.inputs;
  }

  terminal(name: string): Terminal {
    return this.#shell(name);
  }

  running(terminal: string): Promise<number> | undefined {
    return this.#running.get(terminal);
  }

  effectOf(): undefined {
    return undefined;
  }

  commandsOf(number: number): readonly SeenCommand[] {
    return this.#commands.get(number) ?? [];
  }

  async line(terminal: string, text: string): Promise<number> {
    // What was typed while something else was about to run comes after it, as in any terminal.
    while (this.#running.has(terminal)) await this.#running.get(terminal);
    const number = this.#accept({ kind: 'line', terminal, text });
    const { commands } = this.#options.folder;
    takeCommands(commands);
    const work = this.#shell(terminal).run(text);
    this.#running.set(terminal, work);
    try {
      return await work;
    } finally {
      this.#running.delete(terminal);
      this.#commands.set(number, takeCommands(commands));
    }
  }

  async keys(terminal: string, text: string | null): Promise<void> {
    // What is typed into a program may be a password.
    this.#accept({ kind: 'keys', terminal, text: text === null ? null : '' });
    this.#shell(terminal).write(text ?? undefined);
  }

  async interrupt(terminal: string): Promise<void> {
    this.#accept({ kind: 'interrupt', terminal });
    this.#shell(terminal).interrupt();
  }

  async script(script: ScriptCall & { cause: 'learner' | 'track' }, signal?: AbortSignal): Promise<ScriptResult> {
    this.#accept({ kind: 'script', ...script });
    return this.#run(script, signal);
  }

  /** Time cannot be made to stand still here; it is asked once all the same. */
  async frozenScript(script: ScriptCall): Promise<ScriptResult> {
    this.#accept({ kind: 'frozen-script', ...script });
    return this.#run(script);
  }

  async writeFile(host: string, path: string, text: string): Promise<void> {
    this.#accept({ kind: 'file', host, path, text });
    await this.#shell(this.hostNames[0]!).fs.writeFile(resolve(this.home, path), text);
  }

  /** Ends every shell and all they started. */
  close(): void {
    for (const shell of this.#shells.values()) shell.close();
  }

  #run({ name, text, env }: ScriptCall, signal?: AbortSignal): Promise<ScriptResult> {
    const limits = [AbortSignal.timeout(SCRIPT_LIMIT), ...(signal ? [signal] : [])];
    return this.#shell(this.hostNames[0]!).script(text, { name, env, signal: AbortSignal.any(limits) });
  }

  #shell(name: string): LocalShell {
    let shell = this.#shells.get(name);
    if (!shell) {
      const { Shell, folder, env, keyboard, context, onOutput } = this.#options;
      shell = new Shell({
        home: folder.home,
        control: folder.control,
        env,
        keyboard,
        prompt: (cwd) => `${userInfo().username}@${context}:${cwd === folder.home ? '~' : cwd}$ `,
        onOutput: (event) => onOutput?.(name, event),
      });
      this.#shells.set(name, shell);
    }
    return shell;
  }

  #accept(input: RecordedInput['input']): number {
    const recorded = { number: this.inputs + 1, at: this.now, input };
    this.log.push(recorded);
    this.#options.record?.({ ...recorded, input: masked(input, this.#options.secrets) });
    return recorded.number;
  }
}

function masked(input: RecordedInput['input'], secrets: readonly string[]): RecordedInput['input'] {
  if (input.kind === 'line' || input.kind === 'file') return { ...input, text: maskSecrets(input.text, secrets) };
  return input;
}
