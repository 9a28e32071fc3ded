import type { Json } from '../client/api-client.ts';
import { type Resource, resourcePath } from '../client/discovery.ts';
import { findResource } from '../client/resource-names.ts';
import { deadline } from '../client/watch.ts';
import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';

/** Finds the pod an argument of exec, logs, attach... means: `web`, `pod/web`, `deploy/web`, `svc/web`, `job/web`. */
export async function podFor(call: Invocation, name: string): Promise<Json> {
  const { resource, object } = await fetchNamed(call, name);
  if (resource.kind === 'Pod') return object;
  return (await awaitPods(call, resource, object))[0];
}

/** As `podsBehind`; where there is none, waits for the first one as long as `--pod-running-timeout` says. */
export async function awaitPods(call: Invocation, resource: Resource, object: Json): Promise<Json[]> {
  using limit = deadline(call.context.clock, call.context.signal, call.flags.duration('pod-running-timeout'));
  for (;;) {
    const pods = await podsBehind(call, resource, object);
    if (pods.length > 0) return pods;
    try {
      await call.context.clock.sleep(POLL, limit.signal);
    } catch {
      call.context.signal.throwIfAborted();
      throw new Failure('timed out waiting for the condition');
    }
  }
}

const POLL = 1_000;

/** The object `TYPE/NAME` (or a bare pod name) means. */
export async function fetchNamed(call: Invocation, name: string): Promise<{ resource: Resource; object: Json }> {
  const [type, rest] = name.includes('/') ? name.split('/', 2) : ['pods', name];
  const resource = await findResource(call.client, type!);
  const object = await call.client.get(resourcePath(resource, call.namespace, rest!));
  return { resource, object };
}

/** The pods an object's selector takes in, ready ones first. */
export async function podsBehind(call: Invocation, resource: Resource, object: Json): Promise<Json[]> {
  const selector = selectorText(resource, object);
  if (!selector && resource.kind === 'Service') {
    const name = object.metadata.name;
    throw new Failure(`cannot attach to *v1.Service: invalid service '${name}': Service is defined without a selector`);
  }
  if (!selector)
    throw new Failure(`cannot attach to ${resource.kind}: selector for ${resource.plural} not implemented`);
  const path = `/api/v1/namespaces/${encodeURIComponent(call.namespace)}/pods`;
  const list = await call.client.get(path, { labelSelector: selector });
  return (list.items as Json[])
    .map((item) => ({ apiVersion: 'v1', kind: 'Pod', ...item }))
    .toSorted((one, other) => Number(isReady(other)) - Number(isReady(one)));
}

/** An object's pod selector as a label query; empty when it has none. */
export function selectorText(resource: Resource, object: Json): string {
  const selector = object.spec?.selector ?? {};
  const labels =
    resource.kind === 'Service' || resource.kind === 'ReplicationController' ? selector : selector.matchLabels;
  const equal = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);
  const expressions = ((selector.matchExpressions ?? []) as Json[]).map(expressionText);
  return [...equal, ...expressions].join(',');
}

function expressionText({ key, operator, values }: Json): string {
  if (operator === 'Exists') return key;
  if (operator === 'DoesNotExist') return `!${key}`;
  return `${key} ${operator === 'In' ? 'in' : 'notin'} (${values.join(',')})`;
}

/** True when the pod's Ready condition holds. */
export function isReady(pod: Json): boolean {
  return ((pod.status?.conditions ?? []) as Json[]).some((each) => each.type === 'Ready' && each.status === 'True');
}

const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

/** The container a command goes to when none is named; says so on stderr where there is a choice. */
export function defaultContainer(call: Invocation, pod: Json, quiet: boolean): string {
  const containers: string[] = pod.spec.containers.map((each: Json) => each.name);
  const annotated = pod.metadata.annotations?.[DEFAULT_CONTAINER];
  if (annotated && containers.includes(annotated)) return annotated;
  const all = allContainers(pod);
  if (all.length > 1 && !quiet) call.complain(`Defaulted container "${containers[0]}" out of: ${all.join(', ')}\n`);
  return containers[0]!;
}

function allContainers(pod: Json): string[] {
  const named = (list: Json[] | undefined, mark: string): string[] => (list ?? []).map((each) => `${each.name}${mark}`);
  return [
    ...named(pod.spec.containers, ''),
    ...named(pod.spec.ephemeralContainers, ' (ephem)'),
    ...named(pod.spec.initContainers, ' (init)'),
  ];
}
