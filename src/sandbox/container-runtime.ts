import {
  ApiError,
  type ContainerProcess,
  type ContainerRuntime,
  type ExecStreams,
  type KubernetesObject,
  type LogOptions,
} from '../cluster/index.ts';
import { createSimulatedShell, runOnMachine, type SimulatedShell } from '../shell/index.ts';
import { ContainerLog, roundOf } from './container-log.ts';
import { imageLog } from './image-log.ts';
import { isOurLack, mainProcess, type Runner, runnerOf } from './main-process.ts';
import { containerOf, hasProgram, type PodWorld, podMachine } from './pod-machine.ts';
import { PodVolumes } from './pod-volumes.ts';

/** Runs what is executed in containers, on the container's own files, and keeps what their processes write. */
export interface SandboxRuntime extends ContainerRuntime {
  /** Whether a container's command is run here. */
  runs(pod: KubernetesObject, container: string): boolean;
}

/** One container of a pod, for as long as the pod is there. */
interface Container {
  shell?: SimulatedShell;
  runner?: Runner;
  /** What its present (or last) run wrote, and the run before; absent where no process of ours runs. */
  log?: ContainerLog;
  previousLog?: ContainerLog;
  process?: ContainerProcess;
}

/** How long (ms) whoever first looks at the log of a loop waits at most for a whole round of it. */
const FIRST_ROUND = 8_000;
const OLD_ROUNDS = 200;

export function createContainerRuntime(outside: Omit<PodWorld, 'volumes'>): SandboxRuntime {
  const world: PodWorld = { ...outside, volumes: new PodVolumes(outside.store) };
  const { clock, network, store } = world;
  const containers = new Map<string, Container>();
  store.subscribe('pods', ({ type, object }) => {
    if (type !== 'DELETED') return;
    for (const [key, { process, log }] of containers) {
      if (!key.startsWith(`${object.metadata.uid}/`)) continue;
      process?.stop();
      log?.close();
      containers.delete(key);
    }
  });

  function containerAt(pod: KubernetesObject, name: string): Container {
    const key = keyOf(pod, name);
    const container = containers.get(key) ?? {};
    containers.set(key, container);
    return container;
  }

  function shellOf(pod: KubernetesObject, name: string): SimulatedShell {
    const container = containerAt(pod, name);
    container.shell ??= createSimulatedShell(podMachine(pod, name, world), { onOutput: () => {} });
    return container.shell;
  }

  /** Each start finds the image's files anew, and has a log of its own. */
  function launch(pod: KubernetesObject, name: string, input: number | undefined): ContainerProcess {
    const container = containerAt(pod, name);
    const spec = containerOf(pod, name);
    const image = network.image(spec.image);
    const words = mainProcess(spec, image);
    const log = new ContainerLog(clock);
    const stop = new AbortController();
    delete container.shell;
    const shell = shellOf(pod, name);
    container.runner = 'process';
    container.previousLog = container.log;
    container.log = log;
    const { signal } = stop;
    const streams = { ...writingTo(log), tty: spec.tty === true, signal };
    const exit = clock.activity(async () => {
      const found = await shell.has(words[0]!);
      const code = found ? await runOnMachine(shell, words, streams, { input, unattended: true }) : undefined;
      log.close();
      if (code !== undefined && !isOurLack(code, words, image)) return code;
      container.runner = 'image';
      container.log = container.previousLog;
      return undefined;
    });
    container.process = { exit, stop: () => stop.abort(new Error('the container is stopped')) };
    return container.process;
  }

  /** From the first look at its log on, a loop that was background load really runs; it wrote the same before. */
  async function takeOver(pod: KubernetesObject, name: string): Promise<ContainerLog | undefined> {
    const started = statusOf(pod, name)?.state?.running?.startedAt;
    const container = containerAt(pod, name);
    if (!started) return undefined;
    // A timer, so that nothing starts while time stands still.
    clock.after(0, () => {
      if (container.runner === 'load' && containers.get(keyOf(pod, name)) === container) launch(pod, name, undefined);
    });
    for (let waited = 0; waited < FIRST_ROUND && !roundOf(container.log); waited += 1_000) await clock.sleep(1_000);
    const { log } = container;
    const round = roundOf(log);
    if (!log || !round) return log;
    const { lines, duration } = round;
    const count = Math.min(OLD_ROUNDS, Math.floor((lines[0]!.at - Date.parse(started)) / duration));
    const ago = (rounds: number) => lines.map(({ at, text }) => ({ at: at - rounds * duration, text }));
    log.prepend(Array.from({ length: count }, (_, index) => ago(count - index)).flat());
    return log;
  }

  return {
    start(pod, name, input) {
      const spec = containerOf(pod, name);
      const runner = runnerOf(pod, spec, network.image(spec.image), input);
      if (runner === 'process') return launch(pod, name, input);
      containerAt(pod, name).runner = runner;
      return undefined;
    },
    runs: (pod, name) => ['process', 'session'].includes(containers.get(keyOf(pod, name))?.runner ?? 'image'),
    async exec(pod, name, command, streams, { input }) {
      const program = command[0]!;
      const shell = shellOf(pod, name);
      const { image } = containerOf(pod, name);
      if (!hasProgram(network.image(image), program) || !(await shell.has(program))) throw notFound(program);
      const signal = streams.signal ?? new AbortController().signal;
      return runOnMachine(shell, command, { ...streams, signal }, { input });
    },
    async attach(pod, name, streams, { input }) {
      const spec = containerOf(pod, name);
      if (!spec.stdin) return attachToLog(pod, name, streams);
      const shell = shellOf(pod, name);
      const process = mainProcess(spec, network.image(spec.image));
      const signal = streams.signal ?? new AbortController().signal;
      if (!(await shell.has(process[0]!))) throw notFound(process[0]!);
      const container = containerAt(pod, name);
      container.log ??= new ContainerLog(clock);
      const both = alsoTo(container.log, streams);
      return runOnMachine(shell, process, { ...both, tty: spec.tty === true, signal }, { input });
    },
    logs: readLog,
  };

  async function* readLog(pod: KubernetesObject, name: string, options: LogOptions): AsyncGenerator<string> {
    const container = containerAt(pod, name);
    const log = options.previous ? container.previousLog : container.log;
    const read = log ?? (container.runner === 'load' && !options.previous ? await takeOver(pod, name) : undefined);
    if (read) yield* read.read(options);
    else yield* imageLog(pod, statusOf(pod, name), network.image(containerOf(pod, name).image), options, world);
  }

  /** What a process that reads no input writes, from its start, until it ends or the client leaves. */
  async function attachToLog(pod: KubernetesObject, name: string, streams: ExecStreams): Promise<number> {
    const options = { follow: true, timestamps: false, previous: false, signal: streams.signal };
    for await (const text of readLog(pod, name, options)) streams.stdout(text);
    return 0;
  }
}

function keyOf(pod: KubernetesObject, name: string): string {
  return `${pod.metadata.uid}/${name}`;
}

// biome-ignore lint/suspicious/noExplicitAny: a ContainerStatus
function statusOf(pod: KubernetesObject, name: string): any {
  const { initContainerStatuses = [], containerStatuses = [], ephemeralContainerStatuses = [] } = pod.status ?? {};
  const all = [...initContainerStatuses, ...containerStatuses, ...ephemeralContainerStatuses];
  return all.find((candidate) => candidate.name === name);
}

function writingTo(log: ContainerLog): Pick<ExecStreams, 'stdout' | 'stderr'> {
  return { stdout: (text) => log.stdout(text), stderr: (text) => log.stderr(text) };
}

/** What the client of a session sees is logged as well. */
function alsoTo(log: ContainerLog, streams: ExecStreams): ExecStreams {
  const logged = writingTo(log);
  return {
    ...streams,
    stdout: (text) => {
      logged.stdout(text);
      streams.stdout(text);
    },
    stderr: (text) => {
      logged.stderr(text);
      streams.stderr(text);
    },
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
