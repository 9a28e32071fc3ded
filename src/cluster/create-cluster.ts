import type { Random } from '../clock/index.ts';
import { AuditLog } from './api/audit-log.ts';
import type { Api } from './api/call.ts';
import { connect, connectionRefusal } from './api/connect.ts';
import { handle } from './api/handle.ts';
import { ListPages } from './api/list-pages.ts';
import { ServiceAccountTokens } from './api/service-account-tokens.ts';
import { startGarbageCollector } from './controllers/garbage-collector.ts';
import { startNamespaceTermination } from './controllers/namespace-termination.ts';
import { startCustomResources } from './custom/custom-resources.ts';
import { KindRegistry, resourceOf } from './kind-table.ts';
import { DEFAULT_SERVICE_CIDR, firstServiceAddress } from './kinds/service-addresses.ts';
import { startMetrics } from './metrics/api-services.ts';
import { defaultRoles } from './roles/default-roles.ts';
import { ObjectStore } from './store/object-store.ts';
import { drawUuid } from './store/uuid.ts';
import { formatTimestamp } from './timestamp.ts';
import type { Caller, Cluster, ClusterOptions, ControllerContext, ImageLifecycle, KubernetesObject } from './types.ts';

const ADMINISTRATOR: Caller = { username: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] };
const FIRST_NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];
const USUAL_IMAGE: ImageLifecycle = { exists: true, startDelay: 1_500, readyDelay: 0 };

/**
 * A Kubernetes API with nothing in it but what every new cluster has. Controllers start with it; all time is the
 * clock's, all chance the random's, so that equal options and calls give equal answers.
 *
 * @example
 * const cluster = createCluster({ clock, random, kinds: kubernetesKinds, controllers: kubernetesControllers() });
 * const response = await cluster.handle(apiRequest('http://cluster/api/v1/namespaces'));
 */
export function createCluster(options: ClusterOptions): Cluster {
  const { clock, random, runtime, dialer, gitVersion = 'v1.32.5', serviceCIDR = DEFAULT_SERVICE_CIDR } = options;
  const kinds = new KindRegistry(options.kinds);
  const store = new ObjectStore(clock, random.fork('uid'), kinds, serviceCIDR);
  const audit = new AuditLog(random.fork('audit'));
  const tokens = new ServiceAccountTokens(store, clock, random.fork('tokens'));
  const api: Api = {
    store,
    kinds,
    clock,
    random,
    audit,
    tokens,
    pages: new ListPages(clock),
    gitVersion,
    runtime,
    dialer,
  };
  startGarbageCollector(store, kinds, clock);
  // What waits for the metrics server hears of it after the kinds have changed.
  startMetrics(store, kinds, clock, options.requests ?? (() => 0));
  startNamespaceTermination(store, kinds, clock);
  startCustomResources(store, kinds, clock);
  const context: ControllerContext = {
    store,
    clock,
    random: random.fork('controllers'),
    kinds,
    serve: (kind) => kinds.add(kind),
    image: options.image ?? (() => USUAL_IMAGE),
    runtime,
  };
  for (const controller of options.controllers ?? []) controller.start(context);
  createFirstObjects(store, kinds);
  createDefaultRoles(store, kinds, random.fork('roles'), formatTimestamp(clock.now()));
  return {
    handle: (request, caller = ADMINISTRATOR) => handle(api, request, caller),
    connect: (request, streams, caller = ADMINISTRATOR) => connect(api, request, streams, caller),
    connectionRefusal: (request, caller = ADMINISTRATOR) => connectionRefusal(api, request, caller),
    knowsToken: (token) => tokens.callerOf(token) !== undefined,
    podToken: (pod, seconds, audience) => tokens.issueForPod(pod, seconds, audience),
    store,
    kinds,
    onAudit: (listener) => audit.listen(listener),
  };
}

function createFirstObjects(store: ObjectStore, kinds: KindRegistry): void {
  const firstObjects = [...FIRST_NAMESPACES.flatMap(namespaceObjects), kubernetesService(store), ...PRIORITY_CLASSES];
  for (const object of firstObjects) {
    const kind = kinds.byGroupVersionKind(object.apiVersion, object.kind);
    // A controller may have been quicker.
    if (kind && !store.get(resourceOf(kind), object.metadata.namespace, object.metadata.name)) store.create(object);
  }
}

/** They draw from a chance of their own, so that nothing else depends on how many there are. */
function createDefaultRoles(store: ObjectStore, kinds: KindRegistry, random: Random, creationTimestamp: string): void {
  for (const role of defaultRoles()) {
    const kind = kinds.byGroupVersionKind(role.apiVersion, role.kind);
    if (kind) store.add(kind, { ...role, metadata: { ...role.metadata, uid: drawUuid(random), creationTimestamp } });
  }
}

function namespaceObjects(name: string): KubernetesObject[] {
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: name } },
  ];
}

function kubernetesService(store: ObjectStore): KubernetesObject {
  const labels = { component: 'apiserver', provider: 'kubernetes' };
  const ports = [{ name: 'https', protocol: 'TCP', port: 443, targetPort: 6443 }];
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'kubernetes', namespace: 'default', labels },
    spec: { clusterIP: firstServiceAddress(store), ports },
  };
}

const PRIORITY_CLASSES: readonly KubernetesObject[] = [
  { name: 'system-cluster-critical', value: 2_000_000_000, what: 'the cluster' },
  { name: 'system-node-critical', value: 2_000_001_000, what: 'a node' },
].map(({ name, value, what }) => ({
  apiVersion: 'scheduling.k8s.io/v1',
  kind: 'PriorityClass',
  metadata: { name },
  value,
  description: `For system pods ${what} cannot do without.`,
}));
