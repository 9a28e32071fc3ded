import { withLastApplied } from '../apply/last-applied.ts';
import type { Json } from '../client/api-client.ts';
import { resourcePath } from '../client/discovery.ts';
import { findKind } from '../client/resource-names.ts';
import { Failure, throwCollected } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { resultPrinter } from '../printers/result.ts';
import { select, type Target } from '../selection.ts';
import { metadata } from './create-object.ts';
import { dryRunQuery } from './file-options.ts';
import { withOverrides } from './overrides.ts';
import { podSpecOf, typedObject } from './patch-targets.ts';

const EXPOSABLE = new Set(['Pod', 'Service', 'ReplicationController', 'Deployment', 'ReplicaSet']);

/** `kubectl expose`. */
export async function expose(call: Invocation): Promise<void> {
  // --selector here is the new service's, not a query for what to expose.
  const selection = await select(call, { ignoreSelectors: true });
  throwCollected(selection.failures);
  const print = await resultPrinter(call, true);
  for (const target of selection.targets) {
    const made = withOverrides(call, serviceFor(call, target));
    const service = call.flags.bool('save-config') ? withLastApplied(made) : made;
    print(await createService(call, service), 'exposed');
  }
}

async function createService(call: Invocation, service: Json): Promise<Json> {
  if (call.dryRun === 'client') return service;
  const resource = await findKind(call.client, 'v1', 'Service');
  if (!resource) throw new Failure('the server has no services');
  return call.client.post(resourcePath(resource, call.namespace), service, {
    fieldManager: call.flags.string('field-manager'),
    ...dryRunQuery(call),
  });
}

function serviceFor(call: Invocation, target: Target): Json {
  const object = typedObject(target);
  if (!EXPOSABLE.has(object.kind)) {
    throw new Failure(`cannot expose a ${object.kind}`);
  }
  const { flags } = call;
  const selector = flags.string('selector') ? readPairs(flags.string('selector')) : selectorOf(object);
  const ports = portsFor(call, object);
  const labels = flags.string('labels') ? readPairs(flags.string('labels')) : object.metadata.labels;
  const type = flags.string('type');
  const clusterIP = flags.string('cluster-ip');
  const externalIP = flags.string('external-ip');
  const affinity = flags.string('session-affinity');
  return {
    kind: 'Service',
    apiVersion: 'v1',
    metadata: metadata(call, flags.string('name') || target.name, labels ? { labels } : {}),
    spec: {
      ports,
      selector,
      ...(clusterIP ? { clusterIP } : {}),
      ...(type ? { type } : {}),
      ...(externalIP ? { externalIPs: [externalIP] } : {}),
      ...(affinity ? { sessionAffinity: affinity } : {}),
    },
    status: { loadBalancer: {} },
  };
}

function selectorOf(object: Json): Json {
  if (object.kind === 'Pod') {
    if (!object.metadata.labels)
      throw new Failure(
        "couldn't retrieve selectors via --selector flag or introspection: the pod has no labels and cannot be exposed",
      );
    return object.metadata.labels;
  }
  if (object.kind === 'Service' || object.kind === 'ReplicationController') return object.spec.selector ?? {};
  if (object.spec.selector?.matchExpressions?.length) {
    throw new Failure(
      "couldn't retrieve selectors via --selector flag or introspection: couldn't convert expressions to map-based selector format",
    );
  }
  return object.spec.selector?.matchLabels ?? {};
}

function portsFor(call: Invocation, object: Json): Json[] {
  const given = call.flags.string('port');
  const target = call.flags.string('target-port');
  const protocol = call.flags.string('protocol');
  const declared = declaredPorts(object);
  const ports = given ? given.split(',').map(Number) : declared.map((each) => each.port);
  if (ports.length === 0) throw new Failure("couldn't find port via --port flag or introspection");
  return ports.map((port, index) => ({
    ...(ports.length > 1 ? { name: `port-${index + 1}` } : {}),
    protocol: (protocol || declared.find((each) => each.port === port)?.protocol || 'TCP').toUpperCase(),
    port,
    targetPort: target === '' ? port : /^\d+$/.test(target) ? Number(target) : target,
  }));
}

function declaredPorts(object: Json): { port: number; protocol?: string }[] {
  if (object.kind === 'Service') return object.spec.ports ?? [];
  const containers: Json[] = podSpecOf(object)?.containers ?? [];
  return containers.flatMap((container) =>
    ((container.ports ?? []) as Json[]).map((each) => ({ port: each.containerPort, protocol: each.protocol })),
  );
}

function readPairs(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const [key, value] = pair.split('=', 2);
      if (!key || value === undefined) throw new Failure(`unexpected label spec: ${pair}`);
      return [key, value];
    }),
  );
}
