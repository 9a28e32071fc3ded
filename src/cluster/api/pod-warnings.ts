import { deepEqual } from '../deep-equal.ts';
import type { JsonObject } from '../json-object.ts';
import type { KubernetesObject } from '../types.ts';

/** Where kinds that make pods keep what their pods are like. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec'],
  ...Object.fromEntries(
    ['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet', 'Job', 'ReplicationController'].map((kind) => [
      kind,
      ['spec', 'template', 'spec'],
    ]),
  ),
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};

/** What of a new or changed pod, or the template of one, is allowed and still a mistake, in the server's words. */
export function podWarnings(object: KubernetesObject, old?: KubernetesObject): string[] {
  const place = TEMPLATES[object.kind];
  const spec = place && at(object, place);
  if (!spec || (old && (object.kind === 'Pod' || deepEqual(at(old, place), spec)))) return [];
  const containers = ['initContainers', 'containers'].flatMap((list) =>
    ((spec[list] ?? []) as JsonObject[]).map((container, index) => ({
      container,
      field: `${place.join('.')}.${list}[${index}]`,
    })),
  );
  return [...containers.flatMap(hiddenVariables), ...doubledPorts(containers)];
}

function at(object: JsonObject, place: readonly string[]): JsonObject | undefined {
  return place.reduce<JsonObject | undefined>((value, name) => value?.[name], object);
}

interface Placed {
  container: JsonObject;
  field: string;
}

/** A variable set twice: the first is lost, unless the second is made of it. */
function hiddenVariables({ container, field }: Placed): string[] {
  const seen = new Set<string>();
  return ((container['env'] ?? []) as JsonObject[]).flatMap(({ name, value = '', valueFrom }, index) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    if (!valueFrom && String(value).includes(`$(${name})`)) return [];
    return [`${field}.env[${index}]: hides previous definition of "${name}", which may be dropped when using apply`];
  });
}

function doubledPorts(containers: readonly Placed[]): string[] {
  const known: { port: JsonObject; field: string }[] = [];
  return containers.flatMap(({ container, field: place }) =>
    ((container['ports'] ?? []) as JsonObject[]).flatMap((port, index) => {
      const field = `${place}.ports[${index}]`;
      const others = known.filter(({ port: other }) => isSamePort(port, other));
      known.push({ port, field });
      return others.flatMap((other) => {
        const what = clash(port, other.port);
        return what ? [`${field}: ${what} port definition with ${other.field}`] : [];
      });
    }),
  );
}

function isSamePort(one: JsonObject, other: JsonObject): boolean {
  return one['containerPort'] === other['containerPort'] && (one['protocol'] ?? 'TCP') === (other['protocol'] ?? 'TCP');
}

function clash(one: JsonObject, other: JsonObject): string | undefined {
  const [hostPort, otherPort] = [one['hostPort'] ?? 0, other['hostPort'] ?? 0];
  const [hostIP, otherIP] = [one['hostIP'] ?? '', other['hostIP'] ?? ''];
  if (hostPort === otherPort && hostIP === otherIP) return 'duplicate';
  if (hostPort === 0 || otherPort === 0) return 'overlapping';
  return hostPort === otherPort && (hostIP === '') !== (otherIP === '') ? 'dangerously ambiguous' : undefined;
}
