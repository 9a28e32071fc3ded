import type { Flag } from './flags.ts';
import type { Invocation } from './invocation.ts';

/** Does a command's work; throws a failure for a non-zero end. */
export type Run = (call: Invocation) => Promise<void>;

/** One verb, or a group of them: everything its help shows, and how to get at its code. */
export interface Command {
  name: string;
  aliases?: readonly string[];
  /** One line for the list of commands; its help has more (help/about.ts, help/examples.ts). */
  short: string;
  /** Behind the command's path: `(TYPE[.VERSION][.GROUP] [NAME]) [options]`. */
  usage?: string;
  flags?: readonly Flag[];
  commands?: readonly Command[];
  /** A bare group prints its help on stderr; this one on stdout. */
  helpOnStdout?: boolean;
  /** Brings in the code on first use; absent for groups that only hold other commands. */
  load?(): Promise<Run>;
}
