import { operatorAlertTemplates } from '../calico/index.ts';
import { runUntil, type Turn } from '../clock/index.ts';
import type { Caller, Cluster, KubernetesObject } from '../cluster/index.ts';
import { apiRequest } from '../cluster/index.ts';
import type { Engine } from './engine.ts';
import type { Environment } from './environment.ts';

const INSTALLER: Caller = { username: 'kubernetes-admin', groups: ['system:masters'] };
/** How long pods may take to become ready before the environment counts as broken, in milliseconds. */
const PATIENCE = 10 * 60_000;
const LOOK_EVERY = 5_000;

/**
 * Applies an environment's manifests in order and lets time run until every pod is ready. A manifest the API refuses
 * is a mistake of the environment: the error names file and object.
 */
export async function boot(engine: Engine, environment: Environment, turn: Turn): Promise<void> {
  const { clock, cluster } = engine;
  const connection = engine.connection(INSTALLER);
  for (const { file, objects } of environment.manifests) {
    for (const object of objects) await install(object, `${environment.name}/${file}`);
  }
  if (cluster.store.get('deployments.apps', 'tigera-operator', 'tigera-operator')) {
    for (const template of operatorAlertTemplates(environment.calicoRelease)) {
      const existing = cluster.store.get('globalalerttemplates.projectcalico.org', undefined, template.metadata.name);
      if (!existing) await install(template, 'what the operator installs');
    }
  }
  const deadline = clock.now() + PATIENCE;
  do {
    await runUntil(clock, clock.now() + LOOK_EVERY, turn);
  } while (clock.now() < deadline && !cluster.store.list('pods').every(isSettled));
  for (const object of publishedApiServer(cluster)) await install(object, 'what the API server publishes of itself');

  async function install(manifest: KubernetesObject, where: string): Promise<void> {
    const kind = cluster.kinds.byGroupVersionKind(manifest.apiVersion, manifest.kind);
    if (!kind) throw new Error(`${where}: there is no kind ${manifest.apiVersion} ${manifest.kind}`);
    const { name, namespace = 'default' } = manifest.metadata;
    const group = kind.group === '' ? `api/${kind.version}` : `apis/${kind.group}/${kind.version}`;
    const collection = `http://cluster/${group}/${kind.namespaced ? `namespaces/${namespace}/` : ''}${kind.plural}`;
    const exists = cluster.store.get(resourceOf(kind), kind.namespaced ? namespace : undefined, name) !== undefined;
    if (exists) await send('PATCH', `${collection}/${name}`, manifest);
    else await send('POST', collection, manifest);
    // What a kubelet or a controller outside the simulation would report: nodes are ready because their manifest says so.
    if (manifest['status']) await send('PATCH', `${collection}/${name}/status`, { status: manifest['status'] });

    async function send(method: 'POST' | 'PATCH', url: string, body: unknown): Promise<void> {
      const type = method === 'POST' ? 'application/json' : 'application/merge-patch+json';
      const headers = { 'content-type': type, 'user-agent': 'kubectl-create/v1.32.5' };
      const request = apiRequest(url, { method, headers, body: JSON.stringify(body) });
      const response = await connection.request(request);
      if (!response.ok) throw new Error(`${where}: ${manifest.kind} ${name}: ${(await response.json()).message}`);
    }
  }
}

/** Where the API server says it can be reached: on the first node, as long as there is one. */
function publishedApiServer({ store }: Cluster): KubernetesObject[] {
  const addresses: { type: string; address: string }[] = store.list('nodes')[0]?.status?.addresses ?? [];
  const ip = addresses.find(({ type }) => type === 'InternalIP')?.address;
  if (!ip || store.get('endpoints', 'default', 'kubernetes')) return [];
  const ports = [{ name: 'https', port: 6443, protocol: 'TCP' }];
  const labels = { 'endpointslice.kubernetes.io/skip-mirror': 'true' };
  const endpoints = {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { name: 'kubernetes', namespace: 'default', labels },
    subsets: [{ addresses: [{ ip }], ports }],
  };
  const slice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'kubernetes', namespace: 'default', labels: { 'kubernetes.io/service-name': 'kubernetes' } },
    addressType: 'IPv4',
    endpoints: [{ addresses: [ip], conditions: { ready: true } }],
    ports,
  };
  return [endpoints, slice] as KubernetesObject[];
}

function resourceOf(kind: { plural: string; group: string }): string {
  return kind.group === '' ? kind.plural : `${kind.plural}.${kind.group}`;
}

function isSettled(pod: KubernetesObject): boolean {
  if (pod.status?.phase === 'Succeeded') return true;
  return pod.status?.conditions?.some(
    (condition: { type: string; status: string }) => condition.type === 'Ready' && condition.status === 'True',
  );
}
