import type { KubernetesObject } from '../../cluster/index.ts';
import { type Address, parseAddress } from '../addresses/address.ts';
import type { Labels } from '../selectors/labels.ts';
import type { Endpoint, Protocol } from '../types.ts';

/** A port of a container that has a name. */
export interface NamedPort {
  readonly name: string;
  readonly protocol: Protocol;
  readonly port: number;
}

/** A pod with an address of its own, as network and policy see it. */
export interface Workload {
  readonly endpoint: Endpoint;
  readonly address: Address;
  readonly pod: KubernetesObject;
  /** The pod's labels plus Calico's automatic, namespace and service account labels. */
  readonly labels: Labels;
  readonly namedPorts: readonly NamedPort[];
  readonly ready: boolean;
}

/** The workload of a pod; undefined while it has no address of its own (pending, finished, host network). */
export function workloadOf(pod: KubernetesObject, labels: Labels): Workload | undefined {
  const ip: unknown = pod.status?.podIP;
  if (typeof ip !== 'string' || pod.spec?.hostNetwork || isFinished(pod)) return undefined;
  const address = parseAddress(ip);
  if (address === undefined) return undefined;
  return {
    endpoint: endpointOf(pod, ip),
    address,
    pod,
    labels,
    namedPorts: namedPortsOf(pod),
    ready: isReady(pod),
  };
}

function isFinished(pod: KubernetesObject): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}

/** True while the pod runs and its Ready condition holds. */
function isReady(pod: KubernetesObject): boolean {
  const conditions: { type: string; status: string }[] = pod.status?.conditions ?? [];
  return conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
}

function endpointOf(pod: KubernetesObject, ip: string): Endpoint {
  const { namespace = 'default', name, generateName, labels = {} } = pod.metadata;
  return {
    type: 'wep',
    namespace,
    name,
    nameAggr: generateName ? `${generateName}*` : name,
    ip,
    labels,
    node: pod.spec?.nodeName,
    serviceAccount: pod.spec?.serviceAccountName ?? 'default',
  };
}

interface ContainerPort {
  name?: string;
  containerPort: number;
  protocol?: string;
}

function namedPortsOf(pod: KubernetesObject): NamedPort[] {
  const containers: { ports?: ContainerPort[] }[] = pod.spec?.containers ?? [];
  return containers
    .flatMap(({ ports }) => ports ?? [])
    .filter(({ name }) => name)
    .map(({ name, containerPort, protocol = 'TCP' }) => ({
      name: name!,
      protocol: protocol.toLowerCase() as Protocol,
      port: containerPort,
    }));
}
