import type { Cluster } from '../cluster/index.ts';
import type { CommandRecord, RecordedInput } from '../sandbox/index.ts';
import type { ScriptResult, Terminal } from '../shell/index.ts';

/** A script of the track and what it is given. */
export interface ScriptCall {
  host: string;
  /** File name, for messages. */
  name: string;
  text: string;
  env: Record<string, string>;
}

/**
 * Where a session's commands run: the simulated world (`Sandbox`) or this machine and a real cluster. What a target
 * cannot do is absent, and whoever would do it says so; nobody asks which target it is.
 */
export interface Target {
  /** The environment's name or the cluster's context. */
  readonly name: string;
  /** Machines of the learner; blocks run on the first. */
  readonly hostNames: readonly string[];
  /** The learner's home folder on them. */
  readonly home: string;
  /** Variables the learner's shell starts with, beside the track's. */
  readonly variables: Readonly<Record<string, string>>;
  /** What set-up scripts gave with `agent variable set`; absent where no such command is. */
  agentVariable?(key: string, host?: string): string | undefined;
  /** The cluster's time (ms). */
  readonly now: number;
  /** The same when the learner sat down. */
  readonly start: number;
  /** The number of inputs so far; the next has one more. */
  readonly inputs: number;
  readonly log: readonly RecordedInput[];
  /** How often the world was taken back. */
  readonly timeline: number;
  /** The API as an object, for completion; absent where asking takes a program. */
  readonly cluster?: Cluster;
  /** Set-up, clean-up and solution scripts are not run: why not and how to allow it, for people. */
  readonly lifecycleRefusal?: string;
  /** Takes the world back to a moment; absent where nothing can be taken back. */
  rewind?(point: { inputs: number; at: number }): Promise<void>;

  terminal(name: string): Terminal;
  /** The exit code of the command running in a terminal; undefined when none does. */
  running(terminal: string): Promise<number> | undefined;
  /** What input `number` set going, to wait for it after a replay. */
  effectOf(number: number): Promise<unknown> | undefined;
  /** Commands that change a cluster which input `number` ran, and how each ended. */
  commandsOf(number: number): readonly Omit<CommandRecord, 'input'>[];

  line(terminal: string, text: string): Promise<number>;
  /** Keystrokes for the running command; null is end of input. */
  keys(terminal: string, text: string | null): Promise<void>;
  interrupt(terminal: string): Promise<void>;
  script(script: ScriptCall & { cause: 'learner' | 'track' }, signal?: AbortSignal): Promise<ScriptResult>;
  /** The same with time standing still, where it can. */
  frozenScript(script: ScriptCall): Promise<ScriptResult>;
  writeFile(host: string, path: string, text: string): Promise<void>;
}
