import type { JsonObject } from '../json-object.ts';
import { matchLabelSelector } from '../selector/label-selector.ts';
import type { Controller, ControllerContext, KubernetesObject, ObjectMeta } from '../types.ts';
import { controllerReference, isActive, isReady } from './pods-of.ts';
import { keyOf, splitKey, WorkQueue } from './work-queue.ts';

const SLICES = 'endpointslices.discovery.k8s.io';
const SERVICE_LABEL = 'kubernetes.io/service-name';
const MANAGER_LABEL = 'endpointslice.kubernetes.io/managed-by';

/** Keeps Endpoints and EndpointSlices of services: the pods each selects, ready and not, with the ports they mean. */
export function endpointsController(): Controller {
  return { start: (context) => new EndpointsController(context).start() };
}

class EndpointsController {
  readonly #context: ControllerContext;
  readonly #queue: WorkQueue;

  constructor(context: ControllerContext) {
    this.#context = context;
    this.#queue = new WorkQueue(context.clock, (key) => this.#sync(...splitKey(key)));
  }

  start(): void {
    const { store } = this.#context;
    store.subscribe('services', ({ type, object }) => {
      const { namespace, name } = object.metadata;
      if (type === 'DELETED') store.delete('endpoints', namespace, name);
      else this.#sync(namespace!, name);
    });
    store.subscribe('pods', ({ type, object, old }) => {
      if (type === 'MODIFIED' && old && !concernsServices(old, object)) return;
      this.#touch(object);
      if (old && old.metadata.labels !== object.metadata.labels) this.#touch(old);
    });
    store.subscribe('endpoints', ({ type, object }) => {
      if (type !== 'DELETED') this.#mirror(object);
    });
  }

  #touch(pod: KubernetesObject): void {
    const { namespace, labels } = pod.metadata;
    for (const service of this.#context.store.list('services', namespace)) {
      const { selector } = service['spec'];
      if (selector && matchLabelSelector({ matchLabels: selector })(labels)) {
        this.#queue.add(keyOf(namespace, service.metadata.name));
      }
    }
  }

  #sync(namespace: string, name: string): void {
    const { store } = this.#context;
    const service = store.get('services', namespace, name);
    if (!service?.['spec'].selector || service['spec'].type === 'ExternalName') return;
    const selects = matchLabelSelector({ matchLabels: service['spec'].selector });
    const pods = store
      .list('pods', namespace)
      .filter((pod) => selects(pod.metadata.labels) && pod['status']?.podIP && isActive(pod))
      .sort((left, right) => (left['status'].podIP < right['status'].podIP ? -1 : 1));
    this.#write(service, pods);
  }

  #write(service: KubernetesObject, pods: readonly KubernetesObject[]): void {
    const groups = new Map<string, { ports: JsonObject[]; pods: KubernetesObject[] }>();
    for (const pod of pods) {
      const ports = portsFor(service, pod);
      const identity = JSON.stringify(ports);
      const group = groups.get(identity) ?? { ports, pods: [] };
      group.pods.push(pod);
      groups.set(identity, group);
    }
    this.#writeEndpoints(
      service,
      [...groups.values()].map((group) => subsetOf(service, group)),
    );
    this.#writeSlices(service, [...groups.values()]);
  }

  #writeEndpoints(service: KubernetesObject, subsets: JsonObject[]): void {
    const { store } = this.#context;
    const { namespace, name } = service.metadata;
    const labels = { ...service.metadata.labels, [MANAGED_ENDPOINTS]: 'endpoint-controller' };
    const content = subsets.length > 0 ? { subsets } : {};
    const updated = store.update('endpoints', namespace, name, (copy) => {
      copy.metadata.labels = labels;
      delete copy['subsets'];
      Object.assign(copy, content);
    });
    if (!updated)
      store.create({ apiVersion: 'v1', kind: 'Endpoints', metadata: { name, namespace, labels }, ...content });
  }

  /** One slice for each set of ports, reused in order. */
  #writeSlices(service: KubernetesObject, groups: readonly { ports: JsonObject[]; pods: KubernetesObject[] }[]): void {
    const { store } = this.#context;
    const wanted = groups.length > 0 ? groups : [{ ports: [], pods: [] }];
    const known = this.#slicesOf(service);
    for (const [index, group] of wanted.entries()) {
      const content = {
        addressType: 'IPv4',
        endpoints: group.pods.map((pod) => sliceEndpoint(service, pod)),
        ports: group.ports.map((port) => ({ name: '', ...port })),
      };
      this.#writeSlice(service, known[index], content, 'endpointslice-controller.k8s.io');
    }
    for (const slice of known.slice(wanted.length)) store.delete(SLICES, slice.metadata.namespace, slice.metadata.name);
  }

  #writeSlice(
    owner: KubernetesObject,
    known: KubernetesObject | undefined,
    content: JsonObject,
    manager: string,
  ): void {
    const { store } = this.#context;
    const { namespace, name, labels } = owner.metadata;
    if (known) {
      store.update(SLICES, namespace, known.metadata.name, (copy) => void Object.assign(copy, content));
      return;
    }
    const metadata: Partial<ObjectMeta> = {
      generateName: `${name}-`,
      namespace,
      labels: { ...labels, [MANAGER_LABEL]: manager, [SERVICE_LABEL]: name },
      ownerReferences: [controllerReference(owner)],
    };
    store.create({
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: metadata as ObjectMeta,
      ...content,
    });
  }

  #slicesOf(owner: KubernetesObject): KubernetesObject[] {
    return this.#context.store
      .list(SLICES, owner.metadata.namespace)
      .filter((slice) => slice.metadata.ownerReferences?.some((reference) => reference.uid === owner.metadata.uid));
  }

  /** Endpoints somebody wrote by hand, for a service without selector, are mirrored into slices. */
  #mirror(endpoints: KubernetesObject): void {
    const { namespace, name, labels } = endpoints.metadata;
    const service = this.#context.store.get('services', namespace, name);
    if (!service || service['spec'].selector || labels?.[MANAGED_ENDPOINTS]) return;
    if (labels?.[SKIP_MIRROR] === 'true') return;
    const known = this.#slicesOf(endpoints);
    for (const [index, subset] of (endpoints['subsets'] ?? []).entries()) {
      const content = {
        addressType: 'IPv4',
        endpoints: mirrored(subset),
        ports: (subset.ports ?? []).map((port: JsonObject) => ({ name: '', ...port })),
      };
      this.#writeSlice(endpoints, known[index], content, 'endpointslicemirroring-controller.k8s.io');
    }
  }
}

const MANAGED_ENDPOINTS = 'endpoints.kubernetes.io/managed-by';
/** Of Endpoints whose slices somebody else looks after. */
const SKIP_MIRROR = 'endpointslice.kubernetes.io/skip-mirror';

function concernsServices(old: KubernetesObject, pod: KubernetesObject): boolean {
  return (
    old['status']?.podIP !== pod['status']?.podIP ||
    isReady(old) !== isReady(pod) ||
    isActive(old) !== isActive(pod) ||
    JSON.stringify(old.metadata.labels) !== JSON.stringify(pod.metadata.labels)
  );
}

/** The service's ports as the pod has them; a named target port is looked up in its containers. */
function portsFor(service: KubernetesObject, pod: KubernetesObject): JsonObject[] {
  return (service['spec'].ports ?? []).flatMap((port: JsonObject) => {
    const number = typeof port['targetPort'] === 'number' ? port['targetPort'] : namedPort(pod, port);
    if (number === undefined) return [];
    return { ...(port['name'] ? { name: port['name'] } : {}), port: number, protocol: port['protocol'] };
  });
}

function namedPort(pod: KubernetesObject, { targetPort, port, protocol }: JsonObject): number | undefined {
  if (targetPort === undefined) return port;
  if (/^\d+$/.test(targetPort)) return Number(targetPort);
  const ports: JsonObject[] = pod['spec'].containers.flatMap((container: JsonObject) => container['ports'] ?? []);
  return ports.find((one) => one['name'] === targetPort && one['protocol'] === protocol)?.['containerPort'];
}

function subsetOf(service: KubernetesObject, { ports, pods }: { ports: JsonObject[]; pods: KubernetesObject[] }) {
  const early = service['spec'].publishNotReadyAddresses === true;
  const ready = pods.filter((pod) => early || isReady(pod)).map(addressOfPod);
  const notReady = pods.filter((pod) => !early && !isReady(pod)).map(addressOfPod);
  return {
    ...(ready.length > 0 ? { addresses: ready } : {}),
    ...(notReady.length > 0 ? { notReadyAddresses: notReady } : {}),
    ...(ports.length > 0 ? { ports } : {}),
  };
}

function addressOfPod(pod: KubernetesObject): JsonObject {
  return { ip: pod['status'].podIP, nodeName: pod['spec'].nodeName, targetRef: referenceTo(pod) };
}

function referenceTo({ metadata }: KubernetesObject): JsonObject {
  return { kind: 'Pod', name: metadata.name, namespace: metadata.namespace, uid: metadata.uid };
}

function sliceEndpoint(service: KubernetesObject, pod: KubernetesObject): JsonObject {
  const ready = service['spec'].publishNotReadyAddresses === true || isReady(pod);
  return {
    addresses: [pod['status'].podIP],
    conditions: { ready, serving: ready, terminating: false },
    nodeName: pod['spec'].nodeName,
    targetRef: referenceTo(pod),
  };
}

function mirrored({ addresses = [], notReadyAddresses = [] }: JsonObject): JsonObject[] {
  const endpoint = (ready: boolean) => (address: JsonObject) => ({
    addresses: [address['ip']],
    conditions: { ready },
    ...(address['nodeName'] ? { nodeName: address['nodeName'] } : {}),
  });
  return [...addresses.map(endpoint(true)), ...notReadyAddresses.map(endpoint(false))];
}
