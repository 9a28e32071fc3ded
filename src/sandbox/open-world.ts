import { runUntil, type Turn } from '../clock/index.ts';
import { boot } from './boot.ts';
import { createEngine } from './engine.ts';
import { hostMachine } from './host-machine.ts';
import type { SandboxOptions } from './sandbox.ts';
import { World } from './world.ts';

/** How long the simulated world has been up when the learner sits down, in milliseconds. */
const UPTIME = 5 * 60_000;
/** The moment a sandbox starts unless told otherwise: fixed, so that runs are alike. */
export const EPOCH = Date.UTC(2026, 0, 5, 10, 0, 0);

/** Boots an engine, lets it settle until the learner sits down, and switches the learner's machines on. */
export async function openWorld(options: SandboxOptions, turn: Turn): Promise<World> {
  const { environment, helpers = {} } = options;
  const start = options.start ?? EPOCH;
  const engine = createEngine({
    environment,
    start: start - UPTIME,
    seed: options.seed ?? environment.seed,
    calicoRelease: options.calicoRelease,
  });
  await boot(engine, environment, turn);
  await runUntil(engine.clock, start, turn);
  const hosts = options.hosts?.length ? options.hosts : [{}];
  const machines = hosts.map((host) =>
    hostMachine(engine, environment, helpers, { variables: {}, files: {}, name: environment.host.name, ...host }),
  );
  return new World(engine, machines, (terminal, event) => options.onOutput?.(terminal, event));
}

/** One macrotask by default. */
export function turnOf({ turn }: SandboxOptions): Turn {
  return turn ?? (() => new Promise((resolve) => setImmediate(resolve)));
}
