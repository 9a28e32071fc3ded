import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deepCopy } from '../deep-copy.ts';
import { kubernetesKinds } from '../index.ts';
import type { JsonObject } from '../json-object.ts';
import { apiVersionOf, resourceOf } from '../kind-table.ts';
import { type TestCluster, testCluster } from '../test-cluster.ts';
import type { Kind } from '../types.ts';

const RUNS = Number(process.env['FIREDRILL_FUZZ_RUNS'] ?? 400);

const template = {
  metadata: { labels: { a: 'b' } },
  spec: {
    containers: [{ name: 'c', image: 'nginx', ports: [{ containerPort: 80 }], env: [{ name: 'A', value: 'b' }] }],
  },
};
const selector = { matchLabels: { a: 'b' } };

/** A sound body of each kind that has one worth spoiling. */
const SOUND: Record<string, JsonObject> = {
  Pod: {
    spec: template.spec,
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: '2026-01-01T00:00:00Z' }],
      containerStatuses: [
        { name: 'c', ready: true, restartCount: 0, state: { running: { startedAt: '2026-01-01T00:00:00Z' } } },
      ],
      podIPs: [{ ip: '1.2.3.4' }],
    },
  },
  Deployment: {
    spec: { replicas: 2, selector, template, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } },
  },
  ReplicaSet: { spec: { selector, template } },
  Namespace: { metadata: { name: 'a' }, spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } },
  ReplicationController: { spec: { replicas: 1, selector: { a: 'b' }, template } },
  PriorityClass: { value: 3 },
  Endpoints: {
    subsets: [{ addresses: [{ ip: '1.2.3.4', targetRef: { kind: 'Pod', name: 'a' } }], ports: [{ port: 80 }] }],
  },
  EndpointSlice: {
    addressType: 'IPv4',
    endpoints: [{ addresses: ['1.2.3.4'], conditions: { ready: true } }],
    ports: [{ port: 80 }],
  },
  ServiceAccount: { secrets: [{ name: 'a' }], imagePullSecrets: [{ name: 'a' }] },
  Lease: { spec: { holderIdentity: 'a', leaseDurationSeconds: 40, renewTime: '2026-01-01T00:00:00.000000Z' } },
  IngressClass: { spec: { controller: 'a', parameters: { kind: 'a', name: 'b' } } },
  StatefulSet: { spec: { selector, template, serviceName: 'a' } },
  DaemonSet: { spec: { selector, template } },
  Job: {
    spec: { template: { spec: { ...template.spec, restartPolicy: 'Never' } } },
    status: {
      active: 1,
      startTime: '2026-01-01T00:00:00Z',
      conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: '2026-01-01T00:00:00Z' }],
    },
  },
  CronJob: {
    spec: {
      schedule: '* * * * *',
      jobTemplate: { spec: { template: { spec: { ...template.spec, restartPolicy: 'Never' } } } },
    },
  },
  Service: {
    spec: { ports: [{ port: 80, targetPort: 'http' }], selector: { a: 'b' } },
    status: { loadBalancer: { ingress: [{ ip: '1.2.3.4' }] } },
  },
  ConfigMap: { data: { a: 'b' }, binaryData: { c: 'AA==' } },
  Secret: { data: { a: 'AA==' }, stringData: { b: 'c' } },
  NetworkPolicy: {
    spec: {
      podSelector: selector,
      ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }], ports: [{ port: 80 }] }],
    },
  },
  Ingress: {
    spec: {
      rules: [
        {
          host: 'a',
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'a', port: { number: 80 } } } }],
          },
        },
      ],
    },
  },
  Role: { rules: [{ verbs: ['get'], apiGroups: [''], resources: ['pods'] }] },
  ClusterRole: { rules: [{ verbs: ['get'], apiGroups: [''], resources: ['pods'] }] },
  RoleBinding: {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'a' },
    subjects: [{ kind: 'User', name: 'a' }],
  },
  ClusterRoleBinding: {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'a' },
    subjects: [{ kind: 'User', name: 'a' }],
  },
  HorizontalPodAutoscaler: {
    spec: {
      maxReplicas: 3,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' },
      behavior: { scaleDown: { stabilizationWindowSeconds: 3 } },
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
      ],
    },
  },
  PodDisruptionBudget: { spec: { minAvailable: 1, selector } },
  PersistentVolumeClaim: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } },
  PersistentVolume: {
    spec: { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, hostPath: { path: '/a' } },
  },
  StorageClass: { provisioner: 'a' },
  ResourceQuota: { spec: { hard: { pods: '3' } } },
  LimitRange: { spec: { limits: [{ type: 'Container', default: { cpu: '1' }, max: { cpu: '2' } }] } },
  Node: {
    spec: { taints: [{ key: 'a', effect: 'NoSchedule' }] },
    status: {
      conditions: [{ type: 'Ready', status: 'True' }],
      addresses: [{ type: 'InternalIP', address: '1.1.1.1' }],
      nodeInfo: { kubeletVersion: 'v1' },
      capacity: { cpu: '1' },
    },
  },
  Event: {
    involvedObject: { kind: 'Pod', name: 'a', namespace: 'default' },
    reason: 'a',
    message: 'b',
    type: 'Normal',
  },
  CustomResourceDefinition: {
    metadata: { name: 'as.b.c' },
    spec: {
      group: 'b.c',
      scope: 'Namespaced',
      names: { plural: 'as', singular: 'a', kind: 'A' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: { spec: { type: 'object', properties: { x: { type: 'string', default: 'y' } } } },
            },
          },
          additionalPrinterColumns: [{ name: 'X', type: 'string', jsonPath: '.spec.x' }],
        },
      ],
    },
  },
};

const noise = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    'x',
    0,
    -1,
    1.5,
    1e300,
    true,
    [],
    {},
    [null],
    [[]],
    [{}],
    { a: null },
    { '': {} },
    ' ',
    'a/b',
    '\u0000',
    '__proto__',
    '9999999999Gi',
    '1',
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

/** All places in a JSON value. */
function placesOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, below]) => placesOf(below, [...path, key]))];
}

function put(object: JsonObject, path: string[], value: unknown): JsonObject {
  const copy = deepCopy(object);
  let node: JsonObject = copy;
  for (const key of path.slice(0, -1)) node = node[key];
  node[path.at(-1)!] = value;
  return copy;
}

const spoiled = (sound: JsonObject) =>
  fc
    .array(fc.tuple(fc.constantFrom(...placesOf(sound).filter((path) => path.length > 0)), noise), {
      minLength: 1,
      maxLength: 2,
    })
    .map((changes) =>
      changes.reduce((body, [path, value]) => {
        try {
          return put(body, path, value);
        } catch {
          return body;
        }
      }, sound),
    );

function soundBody(kind: Kind): JsonObject {
  return {
    apiVersion: apiVersionOf(kind),
    kind: kind.kind,
    metadata: { name: 'a', labels: { a: 'b' } },
    ...SOUND[kind.kind],
  };
}

const collectionOf = (kind: Kind) =>
  `${kind.group ? `/apis/${apiVersionOf(kind)}` : '/api/v1'}/${kind.namespaced ? 'namespaces/default/' : ''}${kind.plural}`;

const CONTENT = {
  POST: ['application/json'],
  PUT: ['application/json'],
  PATCH: [
    'application/merge-patch+json',
    'application/strategic-merge-patch+json',
    'application/apply-patch+yaml',
    'application/json-patch+json',
  ],
} as const;

const kinds = kubernetesKinds.filter((kind) => !kind.verbs || kind.verbs.includes('create'));
const anyRequest = fc.constantFrom(...kinds).chain((kind) =>
  fc.record({
    kind: fc.constant(kind),
    body: fc.oneof(
      { weight: 6, arbitrary: spoiled(soundBody(kind)) },
      { weight: 1, arbitrary: noise as fc.Arbitrary<JsonObject> },
    ),
    method: fc.constantFrom('POST' as const, 'PUT' as const, 'PATCH' as const),
    type: fc.nat({ max: 3 }),
    query: fc.constantFrom(
      '',
      '?fieldManager=m&force=true',
      '?fieldValidation=Ignore',
      '?dryRun=All',
      '?fieldValidation=Strict',
    ),
    subresource: fc.constantFrom('', '', '', '/status', '/scale'),
  }),
);

let cluster: TestCluster;

test('whatever a body holds, the answer is no fault of ours, and a refusal has written nothing', async () => {
  cluster = testCluster();
  await fc.assert(
    fc.asyncProperty(anyRequest, async ({ kind, body, method, type, query, subresource }) => {
      const collection = collectionOf(kind);
      cluster.cluster.store.delete(resourceOf(kind), kind.namespaced ? 'default' : undefined, 'a');
      if (method !== 'POST') await cluster.call('POST', collection, soundBody(kind));
      const { store } = cluster.cluster;
      const before = store.version;
      const path = method === 'POST' ? `${collection}${query}` : `${collection}/a${subresource}${query}`;
      const contentType = CONTENT[method][type % CONTENT[method].length]!;
      const answer = await cluster.call(method, path, JSON.stringify(body), { 'content-type': contentType });
      // The real server makes a 500 of it too.
      const twice = answer.message?.startsWith('failed to create typed patch object');
      if (!twice) expect(answer.http, JSON.stringify({ method, path, contentType, body, answer })).not.toBe(500);
      if (answer.http < 300) {
        // What was taken can be shown in every form.
        for (const accept of ['application/json', 'application/json;as=Table;v=v1;g=meta.k8s.io']) {
          const read = await cluster.call('GET', collection, undefined, { accept });
          expect(read.http, JSON.stringify({ method, path, contentType, body, read })).toBe(200);
        }
        return;
      }
      expect(answer).toMatchObject({ kind: 'Status', status: 'Failure' });
      expect(store.version).toBe(before);
    }),
    { numRuns: RUNS },
  );
});
