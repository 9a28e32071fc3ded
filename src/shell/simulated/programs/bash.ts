import type { ToolContext } from '../../types.ts';
import { runInteractively } from '../interactive.ts';
import { Process } from '../process.ts';
import type { Program } from '../programs.ts';
import { runAsItComes } from '../run-as-it-comes.ts';
import type { Input, Streams } from '../streams.ts';

/** Who calls, and what it may read. */
interface Call {
  context: ToolContext;
  parent: Process;
  input: Input | undefined;
}

interface Invocation {
  /** `set` options, as given: `-e`, `-o pipefail`. */
  options: string[];
  command?: string;
  fromStdin: boolean;
  interactive: boolean;
  operands: string[];
}

/** `bash` and `sh`: a command string, a script file, standard input, or a shell to type into. */
export const bash: Program = {
  name: 'bash',
  async run(context, parent, input) {
    if (context.args[0] === '--version') {
      context.stdout('GNU bash, version 5.2.15(1)-release (x86_64-pc-linux-gnu)\n');
      return 0;
    }
    const invocation = read(context.args);
    if (typeof invocation === 'string') {
      context.stderr(`${context.name}: ${invocation}: invalid option\n`);
      return 2;
    }
    return start({ context, parent, input }, invocation);
  },
};

async function start(call: Call, invocation: Invocation): Promise<number> {
  const { context } = call;
  const { options, command, fromStdin, operands } = invocation;
  const [first, ...rest] = operands;
  if (command !== undefined) {
    return shell(call, options, first ?? context.name, rest).runToEnd(command);
  }
  if (fromStdin || (first === undefined && !context.tty.stdin && !invocation.interactive)) {
    const process = shell(call, options, context.name, operands);
    return call.input?.live ? runAsItComes(process, call.input) : process.runToEnd(await context.stdin());
  }
  if (first === undefined) return runInteractively(shell(call, options, context.name, [], true), context);
  const path = context.resolve(first);
  if (!(await context.fs.exists(path))) {
    context.stderr(`${context.name}: ${first}: No such file or directory\n`);
    return 127;
  }
  if ((await context.fs.stat(path)).isDirectory) {
    context.stderr(`${context.name}: ${first}: Is a directory\n`);
    return 126;
  }
  return shell(call, options, first, rest, false, first).runToEnd(await context.fs.readFile(path));
}

function shell(
  { context, parent, input }: Call,
  options: string[],
  name: string,
  args: string[],
  interactive = false,
  source?: string,
): Process {
  return Process.start(parent.computer, inherited(context, parent, input), {
    name,
    args,
    env: { ...parent.exported(), SHLVL: String(Number(parent.state.env.get('SHLVL') ?? 0) + 1) },
    cwd: context.cwd,
    signal: context.signal,
    parent,
    source,
    interactive,
    set: options,
  });
}

function inherited(context: ToolContext, parent: Process, stdin: Input | undefined): Streams {
  const { terminal } = parent.state.streams;
  return {
    stdin,
    stdout: context.stdout,
    stderr: context.stderr,
    merged: false,
    collector: context.tty.stdout ? 'none' : 'file',
    terminal: { ...terminal, stdin: context.tty.stdin, stdout: context.tty.stdout },
  };
}

function read(args: readonly string[]): Invocation | string {
  const invocation: Invocation = { options: [], fromStdin: false, interactive: false, operands: [] };
  let takesCommand = false;
  let index = 0;
  for (; index < args.length; index++) {
    const word = args[index]!;
    if (word === '--' || word === '-') {
      index++;
      break;
    }
    if (!/^[-+]./.test(word)) break;
    if (/^--(login|norc|noprofile|posix)$/.test(word)) continue;
    if (word.startsWith('--')) return word;
    for (const letter of word.slice(1)) {
      if (letter === 'c') takesCommand = true;
      else if (letter === 's') invocation.fromStdin = true;
      else if (letter === 'i') invocation.interactive = true;
      else if (letter === 'o') invocation.options.push(args[++index] ?? '');
      else if ('euxvfnC'.includes(letter)) invocation.options.push(letter);
      else if (letter !== 'l') return word;
    }
  }
  const operands = args.slice(index);
  if (takesCommand) {
    if (operands[0] === undefined) return '-c: option requires an argument';
    return { ...invocation, command: operands[0], operands: operands.slice(1) };
  }
  return { ...invocation, operands: [...operands] };
}
