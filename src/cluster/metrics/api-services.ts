import { type Clock, createRandom } from '../../clock/index.ts';
import { type KindRegistry, resourceOf } from '../kind-table.ts';
import { flag, integer, openStruct, struct, text } from '../schema/build.ts';
import { AGE_COLUMN, column, NAME_COLUMN } from '../table/age-column.ts';
import { formatTimestamp } from '../timestamp.ts';
import type { Kind, KubernetesObject, ReadStore, Store } from '../types.ts';
import { metricsKinds } from './metrics-kinds.ts';
import type { PodRequests } from './pod-usage.ts';

const API_SERVICES = 'apiservices.apiregistration.k8s.io';
const METRICS = 'v1beta1.metrics.k8s.io';

/** Which groups other servers answer for. */
export const apiServiceKind: Kind = {
  group: 'apiregistration.k8s.io',
  version: 'v1',
  kind: 'APIService',
  plural: 'apiservices',
  singular: 'apiservice',
  categories: ['api-extensions'],
  namespaced: false,
  hasStatus: true,
  hasGeneration: false,
  schema: struct('APIService', {
    spec: struct('APIServiceSpec', {
      service: struct('ServiceReference', { namespace: text, name: text, port: integer }),
      group: text,
      version: text,
      insecureSkipTLSVerify: flag,
      caBundle: text,
      groupPriorityMinimum: integer,
      versionPriority: integer,
    }),
    status: openStruct('APIServiceStatus', {}),
  }),
  columns: [
    NAME_COLUMN,
    column('Service', ({ spec }) => (spec.service ? `${spec.service.namespace}/${spec.service.name}` : 'Local')),
    column('Available', availableText),
    AGE_COLUMN,
  ],
  default(service) {
    service['spec'] ??= {};
    service['status'] ??= {};
  },
  validate: ({ metadata, spec }) => {
    const expected = `${spec.version ?? ''}.${spec.group ?? ''}`;
    if (metadata.name === expected) return [];
    const detail = `must be \`spec.version+"."+spec.group\`: "${expected}"`;
    return [{ field: 'metadata.name', reason: 'Invalid', value: metadata.name, detail }];
  },
};

function availableText({ status }: KubernetesObject): string {
  const condition = status?.conditions?.find((one: { type: string }) => one.type === 'Available');
  if (!condition) return 'Unknown';
  return condition.status === 'True' ? 'True' : `${condition.status} (${condition.reason})`;
}

/** The kind with what the API server itself answers for: one local entry a version of a group, of CRDs' too. */
export function localApiServices(kinds: KindRegistry): Kind {
  return {
    ...apiServiceKind,
    reflections: (store) => {
      const own = new Set(store.list(API_SERVICES).map(({ metadata }) => metadata.name));
      const creationTimestamp = store.get('namespaces', undefined, 'default')?.metadata.creationTimestamp;
      const served = new Map<string, Kind>();
      for (const kind of kinds.served) served.set(`${kind.version}.${kind.group}`, kind);
      // Answered without being kept: no kind stands for them.
      for (const group of ['authentication.k8s.io', 'authorization.k8s.io']) {
        served.set(`v1.${group}`, { ...apiServiceKind, group });
      }
      return [...served]
        .filter(([name]) => !own.has(name) && name !== METRICS)
        .map(([name, kind]) => localService(name, kind, creationTimestamp!));
    },
  };
}

function localService(name: string, kind: Kind, creationTimestamp: string): KubernetesObject {
  const { group, version } = kind;
  const fromDefinition = kind.openApiSchema !== undefined;
  const core = group === '';
  return {
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: {
      name,
      uid: createRandom(`apiservice/${name}/${creationTimestamp}`).uuid(),
      resourceVersion: '1',
      creationTimestamp,
      labels: { 'kube-aggregator.kubernetes.io/automanaged': fromDefinition ? 'true' : 'onstart' },
    },
    spec: {
      ...(core ? {} : { group }),
      groupPriorityMinimum: core ? 18_000 : fromDefinition ? 1_000 : 17_000,
      version,
      versionPriority: core ? 1 : fromDefinition ? 100 : 15,
    },
    status: {
      conditions: [
        {
          lastTransitionTime: creationTimestamp,
          message: 'Local APIServices are always available',
          reason: 'Local',
          status: 'True',
          type: 'Available',
        },
      ],
    },
  };
}

/** Serves metrics as long as an APIService says that a server for them is there; it is up when its service has pods. */
export function startMetrics(store: Store, kinds: KindRegistry, clock: Clock, requests: PodRequests): void {
  if (kinds.byResource(API_SERVICES)) kinds.add(localApiServices(kinds));
  const served = metricsKinds(requests).map((kind) => ({ ...kind, unavailable: () => !isUp(store) }));
  const look = () => {
    const registered = store.get(API_SERVICES, undefined, METRICS);
    for (const kind of served) {
      const known = kinds.byResource(resourceOf(kind)) !== undefined;
      if (registered && !known) kinds.add(kind);
      else if (!registered && known) kinds.remove(resourceOf(kind));
    }
    if (registered) report(store, registered, isUp(store), clock.now());
  };
  store.subscribe(API_SERVICES, ({ object }) => {
    if (object.metadata.name === METRICS) look();
  });
  store.subscribe('endpoints', ({ object }) => {
    const service = store.get(API_SERVICES, undefined, METRICS)?.['spec'].service;
    if (service?.name === object.metadata.name && service?.namespace === object.metadata.namespace) look();
  });
}

function isUp(store: ReadStore): boolean {
  const service = store.get(API_SERVICES, undefined, METRICS)?.['spec'].service;
  if (!service) return false;
  const endpoints = store.get('endpoints', service.namespace, service.name);
  return (endpoints?.['subsets'] ?? []).some((subset: { addresses?: unknown[] }) => subset.addresses?.length);
}

function report(store: Store, registered: KubernetesObject, up: boolean, now: number): void {
  const { namespace, name } = registered['spec'].service ?? {};
  const known = registered['status']?.conditions?.[0];
  if (known?.status === (up ? 'True' : 'False')) return;
  const condition = {
    type: 'Available',
    status: up ? 'True' : 'False',
    lastTransitionTime: formatTimestamp(now),
    reason: up ? 'Passed' : 'MissingEndpoints',
    message: up
      ? 'all checks passed'
      : `endpoints for service/${name} in "${namespace}" have no addresses with port name "https"`,
  };
  store.update(API_SERVICES, undefined, METRICS, (copy) => {
    copy['status'] = { ...copy['status'], conditions: [condition] };
  });
}
