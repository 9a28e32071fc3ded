import type { Json } from '../client/api-client.ts';
import { findResource } from '../client/resource-names.ts';
import { deadline, readText, watchEvents } from '../client/watch.ts';
import { Exit, Failure, usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { resultPrinter } from '../printers/result.ts';
import { commandArguments, metadata, requireFlag } from './create-object.ts';
import { deleteAndWait } from './delete.ts';
import { wantedStreams } from './exec.ts';
import { dryRunQuery } from './file-options.ts';
import { withOverrides } from './overrides.ts';
import { runRemote } from './remote.ts';

const POLICIES = ['Always', 'OnFailure', 'Never'];

/** `kubectl run`. */
export async function run(call: Invocation): Promise<void> {
  requireFlag(call, 'image');
  const { pod, service } = plan(call);
  call.warnBareDryRun();
  const print = await resultPrinter(call, true);
  const attach = attaches(call);
  if (service) print(await send(call, '/services', service), 'created');
  const created = await send(call, '/pods', pod);
  if (!attach) return print(created, 'created');
  await attachTo(call, created);
}

function attaches(call: Invocation): boolean {
  return call.flags.changed('attach') ? call.flags.bool('attach') : call.flags.bool('stdin') || call.flags.bool('tty');
}

function plan(call: Invocation): { pod: Json; service?: Json } {
  const { flags } = call;
  const image = flags.string('image');
  if (!image) throw new Failure('--image is required');
  if (!/^[\w.-]+(?::\d+)?(?:\/[\w.-]+)*(?::[\w.-]+)?(?:@\w+:[0-9a-f]+)?$/.test(image)) {
    throw new Failure(`Invalid image name "${image}": invalid reference format`);
  }
  const names = call.dashAt === -1 ? call.args : call.args.slice(0, call.dashAt);
  const name = names[0];
  if (!name) throw usageFailure(call.path, 'NAME is required for run');
  if (!POLICIES.includes(flags.string('restart')))
    throw usageFailure(call.path, `invalid restart policy: ${flags.string('restart')}`);
  if (flags.bool('rm') && !attaches(call))
    throw usageFailure(call.path, '--rm should only be used for attached containers');
  const port = flags.string('port');
  if (flags.bool('expose') && !port) throw usageFailure(call.path, '--port must be set when exposing a service');
  if (port && !/^\d+$/.test(port)) throw new Failure(`strconv.Atoi: parsing "${port}": invalid syntax`);
  const pod = withOverrides(call, podObject(call, name, image, names.slice(1)));
  return { pod, ...(flags.bool('expose') ? { service: serviceObject(call, name, Number(port), pod) } : {}) };
}

function podObject(call: Invocation, name: string, image: string, extra: readonly string[]): Json {
  const { flags } = call;
  const words = [...extra, ...commandArguments(call)];
  const env = flags.list('env').map((pair) => {
    const equals = pair.indexOf('=');
    if (equals < 1) throw new Failure(`invalid env: ${pair}`);
    return { name: pair.slice(0, equals), value: pair.slice(equals + 1) };
  });
  const labels = flags.string('labels') ? pairs(flags.string('labels').split(',')) : { run: name };
  const annotations = flags.list('annotations');
  const port = flags.string('port');
  const container = {
    name,
    image,
    ...(words.length ? (flags.bool('command') ? { command: words } : { args: words }) : {}),
    ...(port ? { ports: [{ containerPort: Number(port) }] } : {}),
    ...(env.length ? { env } : {}),
    resources: {},
    ...(flags.string('image-pull-policy') ? { imagePullPolicy: flags.string('image-pull-policy') } : {}),
    ...(flags.bool('privileged') ? { securityContext: { privileged: true } } : {}),
    ...(flags.bool('stdin') ? { stdin: true, ...(flags.bool('leave-stdin-open') ? {} : { stdinOnce: true }) } : {}),
    ...(flags.bool('tty') ? { tty: true } : {}),
  };
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: metadata(call, name, { labels, ...(annotations.length ? { annotations: pairs(annotations) } : {}) }),
    spec: { containers: [container], restartPolicy: flags.string('restart'), dnsPolicy: 'ClusterFirst' },
    status: {},
  };
}

function serviceObject(call: Invocation, name: string, port: number, pod: Json): Json {
  return {
    kind: 'Service',
    apiVersion: 'v1',
    metadata: metadata(call, name),
    spec: { ports: [{ protocol: 'TCP', port, targetPort: port }], selector: pod.metadata.labels },
    status: { loadBalancer: {} },
  };
}

function pairs(list: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    list.map((pair) => {
      const equals = pair.indexOf('=');
      if (equals < 1) throw new Failure(`unexpected label spec: ${pair}`);
      return [pair.slice(0, equals), pair.slice(equals + 1)];
    }),
  );
}

async function send(call: Invocation, collection: string, object: Json): Promise<Json> {
  if (call.dryRun === 'client') return object;
  const path = `/api/v1/namespaces/${encodeURIComponent(call.namespace)}${collection}`;
  return call.client.post(path, object, { fieldManager: call.flags.string('field-manager'), ...dryRunQuery(call) });
}

/** Waits until the pod runs, attaches to it, and ends with its exit code. */
async function attachTo(call: Invocation, created: Json): Promise<void> {
  const container = created.spec.containers[0].name;
  try {
    const pod = await untilPod(
      call,
      created,
      (phase) => phase === 'Running' || phase === 'Succeeded' || phase === 'Failed',
    );
    if (pod.status.phase === 'Running') await attachRunning(call, pod, container);
    else await printLog(call, pod, container);
    await endWithPod(call, created, container);
  } finally {
    if (call.flags.bool('rm')) await removePod(call, created);
  }
}

async function attachRunning(call: Invocation, pod: Json, container: string): Promise<void> {
  const streams = wantedStreams(call);
  if (!call.flags.bool('quiet')) call.complain("If you don't see a command prompt, try pressing enter.\n");
  await runRemote(call, pod, 'attach', { container, ...streams });
}

async function printLog(call: Invocation, pod: Json, container: string): Promise<void> {
  const { namespace, name } = pod.metadata;
  const response = await call.client.send('GET', `/api/v1/namespaces/${namespace}/pods/${name}/log`, {
    query: { container },
  });
  for await (const text of readText(response, call.context.clock, call.context.signal)) call.print(text);
}

async function endWithPod(call: Invocation, created: Json, container: string): Promise<void> {
  if (created.spec.restartPolicy === 'Always') {
    if (!call.flags.bool('rm')) {
      const { name } = created.metadata;
      call.print(
        `Session ended, resume using 'kubectl attach ${name} -c ${container} -i -t' command when the pod is running\n`,
      );
    }
    return;
  }
  const pod = await untilPod(call, created, (phase) => phase === 'Succeeded' || phase === 'Failed');
  const status = ((pod.status.containerStatuses ?? []) as Json[]).find((each) => each.name === container);
  const code = status?.state?.terminated?.exitCode ?? 0;
  if (code === 0) return;
  call.complain(`pod ${pod.metadata.namespace}/${pod.metadata.name} terminated (Error)\n`);
  throw new Exit(code);
}

async function untilPod(call: Invocation, created: Json, ready: (phase: string) => boolean): Promise<Json> {
  const { namespace, name } = created.metadata;
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`;
  const fieldSelector = `metadata.name=${name}`;
  using limit = deadline(call.context.clock, call.context.signal, call.flags.duration('pod-running-timeout') || 60_000);
  while (!limit.signal.aborted) {
    const list = await call.client.get(path, { fieldSelector });
    const live = ((list.items ?? []) as Json[])[0];
    if (!live) throw new Failure(`pods "${name}" not found`);
    if (ready(live.status?.phase)) return live;
    const query = { fieldSelector, resourceVersion: list.metadata.resourceVersion };
    for await (const { type, object } of watchEvents(call.client, call.context.clock, path, query, limit)) {
      if (type === 'ERROR' || type === 'DELETED') break;
      if (type !== 'BOOKMARK' && ready(object.status?.phase)) return object;
    }
  }
  call.context.signal.throwIfAborted();
  throw new Failure('timed out waiting for the condition');
}

async function removePod(call: Invocation, created: Json): Promise<void> {
  const resource = await findResource(call.client, 'pods');
  const { namespace, name } = created.metadata;
  if (!call.flags.bool('quiet')) call.print(`pod "${name}" deleted\n`);
  await deleteAndWait(call, { resource, namespace, name, object: created });
}
