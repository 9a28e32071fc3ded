import type { JsonObject } from '../json-object.ts';
import { badRequest } from '../status.ts';
import type { KubernetesObject } from '../types.ts';

/** The container a log or exec call is about; throws the 400s of the real server. */
export function containerFor(pod: KubernetesObject, asked: string | null): string {
  const { name } = pod.metadata;
  const containers = namesOf(pod['spec'].containers);
  const initContainers = namesOf(pod['spec'].initContainers);
  const container = asked || onlyContainer(name, containers, initContainers);
  const known = [...containers, ...initContainers, ...namesOf(pod['spec'].ephemeralContainers)];
  if (!known.includes(container)) throw badRequest(`container ${container} is not valid for pod ${name}`);
  return container;
}

/** Only what runs somewhere can be connected to. */
export function checkHost(pod: KubernetesObject): void {
  if (!pod['spec'].nodeName) throw badRequest(`pod ${pod.metadata.name} does not have a host assigned`);
}

/** The status entry of a container, of whichever sort. */
export function containerStatus(pod: KubernetesObject, container: string): JsonObject | undefined {
  const { containerStatuses = [], initContainerStatuses = [], ephemeralContainerStatuses = [] } = pod['status'] ?? {};
  const all = [...containerStatuses, ...initContainerStatuses, ...ephemeralContainerStatuses];
  return all.find((status) => status.name === container);
}

function namesOf(containers: { name: string }[] | undefined): string[] {
  return (containers ?? []).map((container) => container.name);
}

function onlyContainer(pod: string, containers: string[], initContainers: string[]): string {
  if (containers.length === 1) return containers[0]!;
  const init = initContainers.length > 0 ? ` or one of the init containers: [${initContainers.join(' ')}]` : '';
  throw badRequest(
    `a container name must be specified for pod ${pod}, choose one of: [${containers.join(' ')}]${init}`,
  );
}
