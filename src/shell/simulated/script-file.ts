import type { InterpreterContext, Outcome } from './just-bash.ts';
import { bytesToText } from './just-bash.ts';
import { Process } from './process.ts';
import { textInput } from './streams.ts';

/** Runs an executable text file: `./check.sh a b`. Its first line may name the shell to use. */
export async function runScriptFile(
  { fs, state }: InterpreterContext,
  path: string,
  args: string[],
  stdin: string,
  name: string,
): Promise<Outcome> {
  const text = await fs.readFile(path);
  let stdout = '';
  let stderr = '';
  const { streams } = state;
  const own = stdin || state.groupStdin;
  const child = Process.start(
    state.process.computer,
    {
      ...streams,
      stdin: own === undefined ? streams.stdin : textInput(bytesToText(own)),
      stdout: streams.stdout ?? ((piece) => void (stdout += piece)),
      stderr: streams.stderr ?? ((piece) => void (streams.merged ? (stdout += piece) : (stderr += piece))),
    },
    {
      name,
      args,
      env: state.process.exported(),
      cwd: state.cwd,
      signal: state.signal,
      parent: state.process,
      source: name,
    },
  );
  const exitCode = await child.runToEnd(text);
  return { stdout, stderr, exitCode };
}
