import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createSandbox, loadEnvironment, paceOf } from '../sandbox/index.ts';
import { type Serving, serve as startServing } from '../serve/index.ts';
import { UsageError } from './failure.ts';
import { checkHelpers } from './load.ts';
import { stateFolder } from './state-folder.ts';

export interface ServeCommandOptions {
  environment?: string;
  port?: number;
  speed?: number | 'max';
  seed?: number;
}

/** How long, in real milliseconds, a speed over 1 lasts before simulated time has caught up with the real one. */
const HURRY = 30 * 60_000;

/**
 * Serves a simulated cluster to real clients until Ctrl-C or SIGTERM, which both end it with 0. Time starts as far
 * before the host's as the speed will eat, and never passes it: a real kubectl compares the two.
 */
export async function serve(options: ServeCommandOptions): Promise<number> {
  const speed = options.speed ?? 1;
  if (speed === 'max')
    throw new UsageError('real clients wait in real time: --speed must be a number here, for example 30');
  const environment = loadEnvironment(options.environment ?? 'hipstershop');
  const sandbox = await createSandbox({
    environment,
    helpers: checkHelpers(),
    seed: options.seed,
    start: Date.now() - Math.max(0, speed - 1) * HURRY,
  });
  const pace = paceOf(sandbox, speed, Date.now);
  const stopped = interruption();
  const serving = await open();
  const file = writeKubeconfig(serving, environment.name);
  try {
    process.stdout.write(`export KUBECONFIG=${shellWord(file)}\n`);
    process.stderr.write(
      `firedrill: the simulated cluster of "${environment.name}" answers at ${serving.url}${pacing(speed)}; Ctrl-C ends it\n`,
    );
    await stopped;
    return 0;
  } finally {
    rmSync(dirname(file), { recursive: true, force: true });
    pace.stop();
    await serving.close();
  }

  async function open(): Promise<Serving> {
    const port = options.port ?? 0;
    try {
      return await startServing({
        clients: () => sandbox.outside,
        pace,
        port,
        name: `firedrill-${environment.name}`,
        now: Date.now(),
      });
    } catch (error) {
      pace.stop();
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EADDRINUSE') throw new UsageError(`port ${port} is taken; choose another, or leave --port out`);
      if (code === 'EACCES') throw new UsageError(`port ${port} is not yours to open; choose one over 1023`);
      throw error;
    }
  }
}

/** Resolves at the first Ctrl-C or SIGTERM; a second one then kills as usual. */
function interruption(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

/** The file holds the token, so it is the user's alone. */
function writeKubeconfig(serving: Serving, environment: string): string {
  const folder = join(stateFolder(), 'serve', `${environment}-${process.pid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'kubeconfig');
  rmSync(file, { force: true });
  writeFileSync(file, serving.kubeconfig, { mode: 0o600 });
  return file;
}

function pacing(speed: number): string {
  return speed === 1 ? '' : `, ${speed} times as fast as the clock`;
}

/** Quoted where a shell needs it. */
function shellWord(text: string): string {
  return /^[\w./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
