import type { KubernetesObject, LogOptions } from '../cluster/index.ts';
import type { ImageBehaviour } from '../network/index.ts';
import { printed, selectLines } from './container-log.ts';
import type { PodWorld } from './pod-machine.ts';

/** The log of a container that runs its image's own program: what its image logs as it starts. */
export async function* imageLog(
  pod: KubernetesObject,
  // biome-ignore lint/suspicious/noExplicitAny: a ContainerStatus
  status: any,
  image: ImageBehaviour,
  options: LogOptions,
  world: PodWorld,
): AsyncGenerator<string> {
  const state = options.previous ? status?.lastState : status?.state;
  const started = (state?.running ?? state?.terminated ?? status?.lastState?.terminated)?.startedAt;
  if (!started) return;
  const at = Date.parse(started);
  const lines = image.log.map((line) => ({ at, text: `${line.replaceAll('{time}', started)}\n` }));
  for (const line of selectLines(lines, options, world.clock.now())) yield printed(line, options);
  if (!options.follow || !options.signal || options.signal.aborted || !status.state?.running) return;
  await world.clock.waiting(untilEnded(pod, status.name, started, options.signal, world));
}

/** Settles when the run of the container that began at `started` is over, or the client leaves. */
async function untilEnded(
  { metadata: { uid } }: KubernetesObject,
  name: string,
  started: string,
  signal: AbortSignal,
  { store }: PodWorld,
): Promise<void> {
  const end = Promise.withResolvers<void>();
  const stop = store.subscribe('pods', ({ type, object }) => {
    if (object.metadata.uid !== uid) return;
    const { initContainerStatuses = [], containerStatuses = [], ephemeralContainerStatuses = [] } = object.status ?? {};
    const all = [...initContainerStatuses, ...containerStatuses, ...ephemeralContainerStatuses];
    const now = all.find((status) => status.name === name)?.state?.running?.startedAt;
    if (type === 'DELETED' || now !== started) end.resolve();
  });
  signal.addEventListener('abort', () => end.resolve(), { once: true });
  try {
    await end.promise;
  } finally {
    stop();
  }
}
