import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createSandbox, loadEnvironment, paceOf } from '../sandbox/index.ts';
import { UsageError } from './failure.ts';
import { checkHelpers } from './load.ts';
import { mountedFiles } from './mount.ts';
import { runTerminal } from './terminal.ts';

export interface ShellOptions {
  environment?: string;
  mount?: string;
  speed?: number | 'max';
  seed?: number;
}

/** A script that has not ended after a simulated day (`kubectl get -w`) never will; in milliseconds. */
const LONGEST_SCRIPT = 24 * 3_600_000;
/** What `timeout` exits with. */
const TIMED_OUT = 124;

/** Runs a script, standard input, or an interactive shell on the simulated host; resolves with its exit code. */
export async function shell(script: string | undefined, options: ShellOptions): Promise<number> {
  const environment = loadEnvironment(options.environment ?? 'hipstershop');
  const { home } = environment.host;
  const warn = (message: string) => void process.stderr.write(`firedrill: ${message}\n`);
  const interactive = script === undefined && process.stdin.isTTY === true;
  const sandbox = await createSandbox({
    environment,
    helpers: checkHelpers(),
    seed: options.seed,
    hosts: [
      {
        name: environment.host.name,
        variables: {},
        files: options.mount === undefined ? {} : mountedFiles(options.mount, home, warn),
      },
    ],
    onOutput: (_, { stream, text }) => void process[stream].write(text),
  });
  const speed = options.speed ?? (interactive ? 1 : 'max');
  const pace = paceOf(sandbox, speed);
  try {
    if (interactive)
      return await runTerminal(sandbox, pace, createInterface({ input: process.stdin, output: process.stdout }));
    const text = script === undefined ? await readAll(process.stdin) : readScript(script);
    sandbox.terminal(environment.host.name).closeInput();
    return await pace.run(sandbox.line(environment.host.name, text), sandbox.now + LONGEST_SCRIPT);
  } catch (error) {
    if ((error as Error).name !== 'Stalled') throw error;
    process.stderr.write('firedrill: the script was still running after 24 simulated hours and has been stopped\n');
    return TIMED_OUT;
  } finally {
    pace.stop();
  }
}

function readScript(path: string): string {
  if (!existsSync(path)) throw new UsageError(`there is no script ${path}`);
  return readFileSync(path, 'utf8');
}

async function readAll(input: NodeJS.ReadStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
