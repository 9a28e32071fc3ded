import type { Json } from '../client/api-client.ts';
import { readText } from '../client/watch.ts';
import { Failure, isNotFound, usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { awaitPods, defaultContainer, fetchNamed } from './pods-of.ts';

const USAGE = `expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.
POD or TYPE/NAME is a required argument for the logs command`;

interface LogSource {
  pod: Json;
  container: string;
}

/** `kubectl logs`. */
export async function logs(call: Invocation): Promise<void> {
  checkOptions(call);
  const sources = call.flags.string('selector') ? await selectedSources(call) : await namedSources(call);
  if (call.flags.changed('since') && call.flags.string('since-time')) {
    throw new Failure('at most one of `sinceTime` or `sinceSeconds` may be specified');
  }
  if (sources.length === 0) return call.complain(`No resources found in ${call.namespace} namespace.\n`);
  const limit = call.flags.int('max-log-requests');
  if (call.flags.bool('follow') && sources.length > limit) {
    throw new Failure(
      `you are attempting to follow ${sources.length} log streams, but maximum allowed concurrency is ${limit}, ` +
        'use --max-log-requests to increase the limit',
    );
  }
  if (!call.flags.bool('follow') || sources.length === 1) {
    for (const source of sources) await copyLog(call, source);
    return;
  }
  await Promise.all(sources.map((source) => call.context.clock.activity(() => copyLog(call, source))));
}

function checkOptions(call: Invocation): void {
  const selector = call.flags.string('selector');
  if (selector && call.args.length > 0) throw usageFailure(call.path, 'only a selector (-l) or a POD name is allowed');
  if (!selector && (call.args.length === 0 || call.args.length > 2)) throw usageFailure(call.path, USAGE);
  if (call.args.length === 2 && call.flags.string('container')) {
    throw usageFailure(call.path, 'only one of -c or an inline [CONTAINER] arg is allowed');
  }
  if (call.flags.int('tail') < -1) throw new Failure('--tail must be greater than or equal to -1');
  const since = call.flags.string('since-time');
  if (since && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(since)) {
    const rest = /^\d{4}-/.test(since) ? undefined : since;
    throw new Failure(
      rest === undefined
        ? `parsing time "${since}" as "${RFC_3339}": cannot parse`
        : `parsing time "${since}" as "${RFC_3339}": cannot parse "${since}" as "2006"`,
    );
  }
}

/** Go's own example of the format. */
const RFC_3339 = '2006-01-02T15:04:05Z07:00';

async function namedSources(call: Invocation): Promise<LogSource[]> {
  const [name, inline] = call.args;
  let found: Awaited<ReturnType<typeof fetchNamed>>;
  try {
    found = await fetchNamed(call, name!);
  } catch (failure) {
    if (!isNotFound(failure)) throw failure;
    throw new Failure(`error from server (NotFound): ${(failure as Error).message} in namespace "${call.namespace}"`);
  }
  const { resource, object } = found;
  if (resource.kind === 'Pod') return containersOf(call, object, inline);
  const pods = await awaitPods(call, resource, object);
  if (call.flags.bool('all-pods')) return pods.flatMap((pod) => containersOf(call, pod, inline));
  if (pods.length > 1) call.complain(`Found ${pods.length} pods, using pod/${pods[0].metadata.name}\n`);
  return containersOf(call, pods[0], inline);
}

async function selectedSources(call: Invocation): Promise<LogSource[]> {
  const path = `/api/v1/namespaces/${encodeURIComponent(call.namespace)}/pods`;
  const list = await call.client.get(path, { labelSelector: call.flags.string('selector') });
  return (list.items as Json[]).flatMap((pod) => containersOf(call, pod, undefined));
}

function containersOf(call: Invocation, pod: Json, inline: string | undefined): LogSource[] {
  const all: string[] = [
    ...(pod.spec.initContainers ?? []),
    ...pod.spec.containers,
    ...(pod.spec.ephemeralContainers ?? []),
  ].map((each: Json) => each.name);
  if (call.flags.bool('all-containers')) return all.map((container) => ({ pod, container }));
  const named = inline ?? call.flags.string('container');
  if (named && !all.includes(named)) throw new Failure(`container ${named} is not valid for pod ${pod.metadata.name}`);
  return [{ pod, container: named || defaultContainer(call, pod, false) }];
}

async function copyLog(call: Invocation, { pod, container }: LogSource): Promise<void> {
  const { namespace, name } = pod.metadata;
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(name)}/log`;
  const response = await call.client.send('GET', path, { query: { container, ...logQuery(call) } });
  const prefix = call.flags.bool('prefix') ? `[pod/${name}/${container}] ` : '';
  let atLineStart = true;
  for await (const text of readText(response, call.context.clock, call.context.signal)) {
    if (!prefix) {
      call.print(text);
      continue;
    }
    call.print((atLineStart ? prefix : '') + text.replace(/\n(?!$)/g, `\n${prefix}`));
    atLineStart = text.endsWith('\n');
  }
  call.context.signal.throwIfAborted();
}

function logQuery(call: Invocation): Record<string, string | undefined> {
  const { flags } = call;
  const tail = flags.changed('tail') ? flags.int('tail') : flags.string('selector') ? 10 : -1;
  return {
    follow: flags.bool('follow') ? 'true' : undefined,
    previous: flags.bool('previous') ? 'true' : undefined,
    timestamps: flags.bool('timestamps') ? 'true' : undefined,
    tailLines: tail >= 0 ? String(tail) : undefined,
    sinceSeconds: flags.duration('since') > 0 ? String(Math.ceil(flags.duration('since') / 1000)) : undefined,
    sinceTime: flags.string('since-time') || undefined,
    limitBytes: flags.int('limit-bytes') > 0 ? flags.string('limit-bytes') : undefined,
  };
}
