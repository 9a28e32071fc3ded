import type { Json } from '../client/api-client.ts';
import type { Invocation } from '../invocation.ts';
import { printJson } from '../printers/json.ts';

const CLUSTER_SERVICES = 'kubernetes.io/cluster-service=true';
const DUMPED = ['events', 'replicationcontrollers', 'services', 'daemonsets', 'deployments', 'replicasets', 'pods'];

/** `kubectl cluster-info`. */
export async function clusterInfo(call: Invocation): Promise<void> {
  const list = await call.client.get('/api/v1/namespaces/kube-system/services', { labelSelector: CLUSTER_SERVICES });
  const { server } = call.client.connection;
  const line = (name: string, url: string): string =>
    `\x1b[0;32m${name}\x1b[0m is running at \x1b[0;33m${url}\x1b[0m\n`;
  let text = line('Kubernetes control plane', server);
  for (const service of list.items as Json[]) {
    const { name, labels } = service.metadata;
    const port = service.spec.ports?.[0]?.name ? `:${service.spec.ports[0].name}` : '';
    text += line(
      labels?.['kubernetes.io/name'] ?? name,
      `${server}/api/v1/namespaces/kube-system/services/${name}${port}/proxy`,
    );
  }
  text += "\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n";
  // Colours are for terminals.
  call.print(call.context.tty.stdout ? text : text.replace(/\x1b\[[0-9;]*m/g, ''));
}

/** `kubectl cluster-info dump`: the objects of kube-system and the namespace as JSON. */
export async function clusterInfoDump(call: Invocation): Promise<void> {
  call.print(`${dumped({ kind: 'NodeList', apiVersion: 'v1', ...(await call.client.get('/api/v1/nodes')) })}\n`);
  const given = call.flags.list('namespaces');
  for (const namespace of given.length > 0 ? given : ['kube-system', call.namespace]) {
    for (const plural of DUMPED) {
      const root = /sets|deployments/.test(plural) ? '/apis/apps/v1' : '/api/v1';
      call.print(`${dumped(await call.client.get(`${root}/namespaces/${namespace}/${plural}`))}\n`);
    }
  }
}

function dumped(list: Json): string {
  const items = (list.items as Json[]).map(({ metadata: { managedFields: _, ...metadata }, ...item }) => ({
    metadata,
    ...item,
  }));
  return printJson({ ...list, items });
}
