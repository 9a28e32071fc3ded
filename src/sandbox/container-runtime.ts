import {
  ApiError,
  type ContainerRuntime,
  type ExecStreams,
  type KubernetesObject,
  type LogOptions,
} from '../cluster/index.ts';
import type { ImageBehaviour } from '../network/index.ts';
import { createSimulatedShell, runOnMachine, type SimulatedShell } from '../shell/index.ts';
import { containerOf, hasProgram, type PodWorld, podMachine } from './pod-machine.ts';

/** Runs what is executed in containers: a session per call, on the container's own files, which live as long as the pod. */
export function createContainerRuntime(world: PodWorld): ContainerRuntime {
  const containers = new Map<string, SimulatedShell>();
  world.store.subscribe('pods', ({ type, object }) => {
    if (type !== 'DELETED') return;
    for (const key of containers.keys()) if (key.startsWith(`${object.metadata.uid}/`)) containers.delete(key);
  });

  function containerShell(pod: KubernetesObject, name: string): SimulatedShell {
    const key = `${pod.metadata.uid}/${name}`;
    const shell = containers.get(key) ?? createSimulatedShell(podMachine(pod, name, world), { onOutput: () => {} });
    containers.set(key, shell);
    return shell;
  }

  return {
    async exec(pod, name, command, streams, { input }) {
      const program = command[0]!;
      const shell = containerShell(pod, name);
      const { image } = containerOf(pod, name);
      if (!hasProgram(world.network.image(image), program) || !(await shell.has(program))) throw notFound(program);
      const signal = streams.signal ?? new AbortController().signal;
      return runOnMachine(shell, command, { ...streams, signal }, { input });
    },
    async attach(pod, name, streams, { input }) {
      const { stdin, tty, image } = containerOf(pod, name);
      if (!stdin) return attachToLog(pod, name, streams, world);
      const shell = containerShell(pod, name);
      const process = mainProcess(containerOf(pod, name), world.network.image(image));
      const signal = streams.signal ?? new AbortController().signal;
      if (!(await shell.has(process[0]!))) throw notFound(process[0]!);
      return runOnMachine(shell, process, { ...streams, tty: tty === true, signal }, { input });
    },
    logs: (pod, name, options) => logs(pod, name, options, world),
  };
}

/** What the container runtime answers, through kubelet and the API server, for a program the image lacks. */
function notFound(program: string): ApiError {
  return new ApiError({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    reason: 'InternalError',
    code: 500,
    message: `Internal error occurred: error executing command in container: failed to exec in container: failed to start exec: OCI runtime exec failed: exec failed: unable to start container process: exec: "${program}": executable file not found in $PATH: unknown`,
  });
}

/**
 * What a container runs whose input a client is attached to (`kubectl run -i`): its command, the image's entry point with
 * its arguments, or the image's shell.
 */
function mainProcess(container: { command?: string[]; args?: string[] }, image: ImageBehaviour): string[] {
  const { command = [], args = [] } = container;
  if (command.length > 0) return [...command, ...args];
  const process = [...(image.entrypoint ?? []), ...args];
  return process.length > 0 ? process : [image.shells.includes('bash') ? 'bash' : (image.shells[0] ?? 'sh')];
}

/** A server's standard output: what its image logs, until the client leaves. */
async function attachToLog(
  pod: KubernetesObject,
  name: string,
  streams: ExecStreams,
  world: PodWorld,
): Promise<number> {
  for await (const text of logs(
    pod,
    name,
    { follow: true, timestamps: false, previous: false, signal: streams.signal },
    world,
  )) {
    streams.stdout(text);
  }
  return 0;
}

async function* logs(
  pod: KubernetesObject,
  name: string,
  options: LogOptions,
  world: PodWorld,
): AsyncGenerator<string> {
  const spec = containerOf(pod, name);
  const status = pod.status?.containerStatuses?.find((candidate: { name: string }) => candidate.name === spec.name);
  const started = status?.state?.running?.startedAt ?? status?.state?.terminated?.startedAt;
  if (started) yield* written(world.network.image(spec.image).log ?? [], started, options, world.clock.now());
  if (!options.follow || !options.signal) return;
  const { signal } = options;
  if (signal.aborted) return;
  await world.clock.waiting(
    new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true })),
  );
}

function* written(lines: readonly string[], started: string, options: LogOptions, now: number): Generator<string> {
  const at = Date.parse(started);
  if (options.sinceSeconds !== undefined && at < now - options.sinceSeconds * 1_000) return;
  const stamped = lines.map((line) => {
    const text = line.replaceAll('{time}', started);
    return options.timestamps ? `${started.replace('Z', '.000000000Z')} ${text}\n` : `${text}\n`;
  });
  yield* options.tailLines === undefined ? stamped : stamped.slice(Math.max(0, stamped.length - options.tailLines));
}
