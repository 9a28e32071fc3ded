import type { Json } from '../client/api-client.ts';
import { StatusFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { fillContainer, nameSuffix } from './debug-container.ts';
import { applyProfile, debugProfile } from './debug-profiles.ts';

/** Time may stand still between two commands, and the names come from the time. */
const ATTEMPTS = 100;

/** Makes the pod that looks into a node from the inside; resolves with it. */
export async function debugNode(call: Invocation, node: Json, custom: Json | undefined): Promise<Json> {
  for (let attempt = 1; ; attempt++) {
    const pod = nodePod(call, node, custom, attempt);
    const { name, namespace } = pod.metadata;
    try {
      const created = await call.client.post(`/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`, pod);
      if (!call.flags.bool('quiet')) {
        const container = pod.spec.containers[0].name;
        call.print(`Creating debugging pod ${name} with container ${container} on node ${node.metadata.name}.\n`);
      }
      return created;
    } catch (failure) {
      const taken = failure instanceof StatusFailure && failure.status.reason === 'AlreadyExists';
      if (!taken || attempt === ATTEMPTS) throw failure;
    }
  }
}

function nodePod(call: Invocation, node: Json, custom: Json | undefined, attempt: number): Json {
  const { name: nodeName } = node.metadata;
  const profile = debugProfile(call);
  const name = call.flags.string('container') || 'debugger';
  const container: Json = { name, resources: {}, terminationMessagePolicy: 'File' };
  fillContainer(call, container);
  if (profile.hostFiles) container.volumeMounts = [{ mountPath: '/host', name: 'host-root' }];
  applyProfile(call, container, 'node', custom);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `node-debugger-${nodeName}-${nameSuffix(call, `${nodeName}${attempt}`)}`,
      namespace: call.namespace,
    },
    spec: {
      containers: [container],
      ...(profile.hostNamespaces ? { hostIPC: true, hostNetwork: true, hostPID: true } : {}),
      nodeName,
      restartPolicy: 'Never',
      tolerations: [{ operator: 'Exists' }],
      ...(profile.hostFiles ? { volumes: [{ name: 'host-root', hostPath: { path: '/' } }] } : {}),
    },
  };
}
