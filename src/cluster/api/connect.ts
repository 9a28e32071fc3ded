import type { ApiRequest } from '../http/api-request.ts';
import { ApiError, badRequest, failure, notFound } from '../status.ts';
import type { Caller, ContainerRuntime, ExecStreams, KubernetesObject, Status } from '../types.ts';
import { checkAllowed, effectiveCaller } from './authorize-call.ts';
import type { Api } from './call.ts';
import { checkHost, containerFor, containerStatus } from './pod-container.ts';
import { type ResourceRoute, resourceRoute } from './route.ts';
import { statusOfError } from './status-of-error.ts';

/** Runs exec or attach with the given streams; answers with the Status the wire would end with. Never rejects. */
export async function connect(api: Api, request: ApiRequest, streams: ExecStreams, sender: Caller): Promise<Status> {
  try {
    const { caller, route, url } = target(api, request, sender);
    const session = sessionOf(api, route, url.searchParams);
    if (!session) throw nothingThere(url);
    return exitStatus(await run(api, session, streams, caller));
  } catch (error) {
    return statusOfError(error);
  }
}

/** Why exec, attach or portforward at this address would be refused before any stream opens; undefined: it would not. */
export function connectionRefusal(api: Api, request: ApiRequest, sender: Caller): Status | undefined {
  try {
    const { route, url } = target(api, request, sender);
    if (route.subresource !== 'portforward') {
      if (!sessionOf(api, route, url.searchParams)) throw nothingThere(url);
      return undefined;
    }
    const pod = api.store.get('pods', route.namespace, route.name!);
    if (!pod) throw notFound(route.kind, route.name!);
    checkHost(pod);
    return undefined;
  } catch (error) {
    return statusOfError(error);
  }
}

function target(api: Api, request: ApiRequest, sender: Caller): { caller: Caller; route: ResourceRoute; url: URL } {
  const caller = effectiveCaller(api, request, sender);
  const url = new URL(request.url);
  const route = resourceRoute(url.pathname, api.kinds);
  if (!route) throw nothingThere(url);
  checkAllowed(api, { request, url, query: url.searchParams, caller, warnings: [], audited: {}, ...route });
  return { caller, route, url };
}

function nothingThere(url: URL): ApiError {
  return badRequest(`nothing to connect to at ${url.pathname}: exec, attach and portforward of pods take streams`);
}

interface Session {
  runtime: ContainerRuntime;
  pod: KubernetesObject;
  container: string;
  /** Absent: attach. */
  command?: string[];
}

function sessionOf(api: Api, route: ResourceRoute, query: URLSearchParams): Session | undefined {
  const attaching = route.subresource === 'attach';
  if (!attaching && route.subresource !== 'exec') return undefined;
  const pod = api.store.get('pods', route.namespace, route.name!);
  if (!pod) throw notFound(route.kind, route.name!);
  const container = containerFor(pod, query.get('container'));
  checkHost(pod);
  const command = query.getAll('command');
  if (!attaching && command.length === 0) throw badRequest('you must specify at least one command for the container');
  checkRunning(pod, container);
  if (!api.runtime) throw badRequest('this cluster has no container runtime, so nothing can run in its pods');
  return { runtime: api.runtime, pod, container, ...(attaching ? {} : { command }) };
}

function checkRunning(pod: KubernetesObject, container: string): void {
  const phase = pod['status']?.phase;
  if (phase === 'Succeeded' || phase === 'Failed') {
    throw badRequest(`cannot exec into a container in a completed pod; current phase is ${phase}`);
  }
  if (containerStatus(pod, container)?.['state']?.running) return;
  const message = `unable to upgrade connection: container not found ("${container}")`;
  throw new ApiError(failure(500, 'InternalError', message));
}

async function run(api: Api, session: Session, streams: ExecStreams, caller: Caller): Promise<number> {
  const { runtime, pod, container, command } = session;
  if (command) {
    const code = await runtime.exec(pod, container, command, streams, caller);
    if (code === NOT_FOUND && !SHELLS.test(command[0]!)) throw programNotFound(command[0]!);
    return code;
  }
  const code = await runtime.attach(pod, container, streams, caller);
  if (readsInput(pod, container) && !streams.signal?.aborted) endProcess(api, pod, container, code);
  // How the process ended is in the pod's status; the streams have ended well.
  return 0;
}

const NOT_FOUND = 127;
/** Programs that pass on the exit code of what they run. */
const SHELLS = /(^|\/)((ba|da|a|z)?sh|env|timeout|nohup|nice|xargs|busybox|sudo)$/;

/** What a container runtime says when the image has no such program. */
function programNotFound(program: string): ApiError {
  const place = 'error executing command in container: failed to exec in container: failed to start exec';
  const cause = `exec: ${JSON.stringify(program)}: executable file not found in $PATH: unknown`;
  const message = `${place}: OCI runtime exec failed: exec failed: unable to start container process: ${cause}`;
  return new ApiError(failure(500, 'InternalError', `Internal error occurred: ${message}`, { causes: [{ message }] }));
}

/** A container that reads its input ends with the session attached to it. */
function readsInput(pod: KubernetesObject, name: string): boolean {
  return [...pod['spec'].containers, ...(pod['spec'].ephemeralContainers ?? [])].some(
    (container: { name: string; stdin?: boolean }) => container.name === name && container.stdin,
  );
}

/** Tells the kubelet, by way of the status, that the container's process has ended. */
function endProcess(api: Api, pod: KubernetesObject, container: string, exitCode: number): void {
  const { namespace, name, uid } = pod.metadata;
  if (api.store.get('pods', namespace, name)?.metadata.uid !== uid) return;
  const at = new Date(api.clock.now()).toISOString().replace(/\.\d+Z$/, 'Z');
  api.store.update('pods', namespace, name, (copy) => {
    const status = containerStatus(copy, container);
    if (!status?.['state']?.running) return;
    const { startedAt } = status['state'].running;
    const reason = exitCode === 0 ? 'Completed' : 'Error';
    status['state'] = {
      terminated: { exitCode, reason, startedAt, finishedAt: at, containerID: status['containerID'] },
    };
    status['ready'] = false;
    status['started'] = false;
  });
}

function exitStatus(code: number): Status {
  if (code === 0) return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success' };
  const message = `command terminated with non-zero exit code: error executing command, exit code ${code}`;
  const causes = [{ reason: 'ExitCode', message: String(code) }];
  const { code: _code, ...status } = failure(500, 'NonZeroExitCode', message, { causes });
  return status;
}
