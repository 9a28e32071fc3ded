import { standardTools } from '../standard-tools.ts';
import type { Tool, ToolContext } from '../types.ts';
import type { Process } from './process.ts';
import { bash } from './programs/bash.ts';
import { grep } from './programs/grep.ts';
import { head } from './programs/head.ts';
import { history } from './programs/history.ts';
import { disown, fg, jobs, kill } from './programs/jobs.ts';
import { ls } from './programs/ls.ts';
import { ps } from './programs/ps.ts';
import { sed } from './programs/sed.ts';
import { sort } from './programs/sort.ts';
import { stat } from './programs/stat.ts';
import { tail } from './programs/tail.ts';
import { tar } from './programs/tar.ts';
import { trap } from './programs/trap.ts';
import { ulimit } from './programs/ulimit.ts';
import { umask } from './programs/umask.ts';
import type { Input } from './streams.ts';

/** Something a command line can start that runs in the host rather than in the interpreter. */
export interface Program {
  name: string;
  /** Takes its input line by line: whatever is piped into it runs beside it. */
  streamsInput?: boolean;
  /** Part of the shell itself: there wherever a shell is. */
  internal?: boolean;
  /** Which arguments it is for; the bundled utility of its name takes the others. */
  suits?(args: readonly string[]): boolean;
  run(context: ToolContext, process: Process, input: Input | undefined): Promise<number>;
}

/** A bundled utility that has to be started otherwise than it was called. */
export interface Rewriting {
  name: string;
  /** Its arguments and what it says first; undefined when it may start as it was called. */
  rewrite(args: readonly string[], resolve: (path: string) => string): { args: string[]; says: string } | undefined;
}

export const REWRITINGS: ReadonlyMap<string, Rewriting> = new Map([sort, tar].map((each) => [each.name, each]));

/** The shell's own commands and utilities; a machine's tools come on top. */
export const BUILT_IN_PROGRAMS: readonly Program[] = [
  bash,
  { ...bash, name: 'sh' },
  jobs,
  kill,
  fg,
  { ...fg, name: 'bg' },
  disown,
  trap,
  history,
  umask,
  ulimit,
  ls,
  ps,
  sed,
  grep,
  { ...grep, name: 'egrep' },
  head,
  stat,
  tail,
  ...standardTools().flatMap((tool) => [tool.name, ...(tool.aliases ?? [])].map((name) => toolProgram(tool, name))),
];

/** `tool` under one of its names. */
export function toolProgram(tool: Tool, name: string): Program {
  return { name, run: (context) => tool.run(context) };
}
