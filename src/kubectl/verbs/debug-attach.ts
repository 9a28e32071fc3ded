import type { Json } from '../client/api-client.ts';
import { readText, watchEvents } from '../client/watch.ts';
import { Exit, Failure, plainMessage } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { wantedStreams } from './exec.ts';
import { runRemote } from './remote.ts';

/** Waits for the debugging container and attaches to it; of one that has ended already the log is printed. */
export async function attachToDebugger(call: Invocation, created: Json, container: string): Promise<void> {
  const pod = await untilStarted(call, created, container);
  if (statusOf(pod, container).state?.terminated) return printLog(call, pod, container);
  const streams = wantedStreams(call);
  if (!call.flags.bool('quiet')) call.complain("If you don't see a command prompt, try pressing enter.\n");
  try {
    await runRemote(call, pod, 'attach', { container, ...streams });
  } catch (failure) {
    call.context.signal.throwIfAborted();
    if (failure instanceof Exit) throw failure;
    const { name } = pod.metadata;
    call.complain(
      `warning: couldn't attach to pod/${name}, falling back to streaming logs: ${plainMessage(failure)}\n`,
    );
    await printLog(call, pod, container);
  }
}

async function untilStarted(call: Invocation, created: Json, container: string): Promise<Json> {
  const { namespace, name } = created.metadata;
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`;
  const fieldSelector = `metadata.name=${name}`;
  const { context, client } = call;
  let told: string | undefined;
  const started = (pod: Json): boolean => {
    const { state } = statusOf(pod, container);
    const message = state?.waiting?.message;
    if (message && message !== told && !call.flags.bool('quiet')) {
      call.complain(`Warning: container ${container}: ${message}\n`);
    }
    told = message;
    return state?.running !== undefined || state?.terminated !== undefined;
  };
  for (;;) {
    const list = await client.get(path, { fieldSelector });
    const [live] = (list.items ?? []) as Json[];
    if (!live) throw new Failure(`pods "${name}" not found`);
    if (started(live)) return live;
    const query = { fieldSelector, resourceVersion: list.metadata.resourceVersion };
    for await (const { type, object } of watchEvents(client, context.clock, path, query, { signal: context.signal })) {
      if (type === 'ERROR' || type === 'DELETED') break;
      if (type !== 'BOOKMARK' && started(object)) return object;
    }
    context.signal.throwIfAborted();
  }
}

function statusOf(pod: Json, container: string): Json {
  const { initContainerStatuses = [], containerStatuses = [], ephemeralContainerStatuses = [] } = pod.status ?? {};
  const all: Json[] = [...initContainerStatuses, ...containerStatuses, ...ephemeralContainerStatuses];
  return all.find((each) => each.name === container) ?? {};
}

async function printLog(call: Invocation, pod: Json, container: string): Promise<void> {
  const { namespace, name } = pod.metadata;
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(name)}/log`;
  const response = await call.client.send('GET', path, { query: { container } });
  for await (const text of readText(response, call.context.clock, call.context.signal)) call.print(text);
}
