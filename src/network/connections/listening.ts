import type { KubernetesObject } from '../../cluster/index.ts';
import type { NetworkState } from '../network-state.ts';
import type { Endpoint, ImageBehaviour, Listener, Protocol } from '../types.ts';
import type { Route } from './route.ts';

/** A program behind an open port. */
export interface Listening {
  readonly program: string;
  readonly tls: boolean;
}

interface Container {
  name: string;
  image: string;
  env?: { name: string; value?: string }[];
  ports?: { containerPort: number; protocol?: string }[];
}

/** What a node itself listens on: SSH, the kubelet, and the API server on the first one. */
const HOST_PORTS: readonly (Listening & { port: number; firstNodeOnly?: boolean })[] = [
  { port: 22, program: 'ssh', tls: false },
  { port: 6443, program: 'kubernetes-api', tls: true, firstNodeOnly: true },
  { port: 10250, program: 'kubelet', tls: true },
];

/** The program that accepts at the end of a route; undefined: the port is closed. */
export function listeningAt(
  state: NetworkState,
  client: Endpoint,
  route: Route,
  protocol: Protocol,
): Listening | undefined {
  if (route.to === 'nobody') return undefined;
  if (route.to === 'pod') return inPod(state, route.workload.pod, protocol, route.port);
  if (route.to === 'host') return onHost(state, route.host, protocol, route.port);
  if (route.to === 'outside') return outside(route, protocol);
  const pod = state.endpoints.workload(client.namespace, client.name)?.pod;
  if (pod) return inPod(state, pod, protocol, route.port);
  return client.node === undefined ? undefined : onHost(state, client, protocol, route.port);
}

function inPod(state: NetworkState, pod: KubernetesObject, protocol: Protocol, port: number): Listening | undefined {
  let ports = IN_PODS.get(pod);
  if (!ports) IN_PODS.set(pod, (ports = listeningIn(state, pod)));
  return ports.find((each) => each.port === port && each.protocol === protocol);
}

/** What each pod listens on, until it changes. */
const IN_PODS = new WeakMap<KubernetesObject, readonly OpenPort[]>();

type OpenPort = Listening & Pick<Listener, 'port' | 'protocol'>;

function listeningIn(state: NetworkState, pod: KubernetesObject): readonly OpenPort[] {
  if (pod.status?.phase !== 'Running') return [];
  return containersOf(pod)
    .flatMap((container) => listenersOf(container, state.image(container.image)))
    .map(({ port, protocol, program, tls = false }) => ({ port, protocol, program, tls }));
}

function containersOf(pod: KubernetesObject): readonly Container[] {
  return pod.spec?.containers ?? [];
}

function listenersOf(container: Container, image: ImageBehaviour): readonly Listener[] {
  if (image.listens) return image.listens.map((listener) => withPortOf(container, listener));
  return (container.ports ?? []).map(({ containerPort, protocol = 'TCP' }) => ({
    port: containerPort,
    protocol: protocol.toLowerCase() as Protocol,
    program: 'tcp',
  }));
}

/** Some programs take their port from the environment (`PORT=8080`). */
function withPortOf({ env = [] }: Container, listener: Listener): Listener {
  if (listener.portFrom === undefined) return listener;
  const value = env.find(({ name }) => name === listener.portFrom)?.value;
  return value !== undefined && /^\d+$/.test(value) ? { ...listener, port: Number(value) } : listener;
}

function onHost(state: NetworkState, host: Endpoint, protocol: Protocol, port: number): Listening | undefined {
  if (protocol !== 'tcp') return undefined;
  const listening = HOST_PORTS.find((each) => each.port === port);
  if (!listening) return undefined;
  return listening.firstNodeOnly && state.endpoints.hosts.all()[0]?.node !== host.node ? undefined : listening;
}

function outside({ row, port }: Extract<Route, { to: 'outside' }>, protocol: Protocol): Listening | undefined {
  if (protocol === 'udp') return isDns(port) && hasPort(row.listens, port) ? { program: 'dns', tls: false } : undefined;
  const listener = protocol === 'tcp' ? row.listens?.find((each) => each.port === port) : undefined;
  return listener && { program: listener.program, tls: listener.tls ?? false };
}

function isDns(port: number): boolean {
  return port === 53;
}

function hasPort(listens: readonly { port: number }[] | undefined, port: number): boolean {
  return listens?.some((each) => each.port === port) ?? false;
}
