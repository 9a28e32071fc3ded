import type { Json } from '../client/api-client.ts';
import { Failure, usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { fetchNamed, podFor } from './pods-of.ts';

interface PortPair {
  local: number;
  remote: number;
}

/** `kubectl port-forward`: this machine's ports lead into the pod until it is stopped. */
export async function portForward(call: Invocation): Promise<void> {
  const [name, ...ports] = call.args;
  if (!name || ports.length === 0) {
    throw usageFailure(call.path, 'TYPE/NAME and list of ports are required for port-forward');
  }
  const { resource, object } = await fetchNamed(call, name);
  const pod = await podFor(call, name);
  const pairs = ports.map((text) => readPair(text, pod, resource.kind === 'Service' ? object : undefined));
  const phase = pod.status?.phase;
  if (phase !== 'Running') {
    throw new Failure(`unable to forward port because pod is not running. Current status=${phase}`);
  }
  const open = listen(call, pod, pairs);
  try {
    await call.context.clock.waiting(aborted(call.context.signal));
  } finally {
    for (const each of open) each.close();
  }
}

function listen(call: Invocation, pod: Json, pairs: readonly PortPair[]): { close(): void }[] {
  if (!call.ports) throw new Failure('this machine has no ports to lend: use kubectl exec POD -- curl localhost:PORT');
  const open: { close(): void }[] = [];
  for (const { local, remote } of pairs) {
    const { namespace, name } = pod.metadata;
    const handling = (port: number): void => call.print(`Handling connection for ${port}\n`);
    const listener = call.ports.forward(local, { namespace, name, port: remote }, () => handling(listener!.port));
    if (!listener) {
      complainInUse(call, local);
      continue;
    }
    open.push(listener);
    for (const address of addresses(call)) call.print(`Forwarding from ${address}:${listener.port} -> ${remote}\n`);
  }
  if (open.length > 0) return open;
  const wanted = pairs.map(({ local, remote }) => `{${local} ${remote}}`).join(' ');
  throw new Failure(`unable to listen on any of the requested ports: [${wanted}]`);
}

function complainInUse(call: Invocation, port: number): void {
  const problems = addresses(call).map(
    (address) =>
      `unable to create listener: Error listen tcp${address.startsWith('[') ? 6 : 4} ${address}:${port}: bind: address already in use`,
  );
  call.complain(
    `Unable to listen on port ${port}: Listeners failed to create with the following errors: [${problems.join(' ')}]\n`,
  );
}

function addresses(call: Invocation): string[] {
  return call.flags.list('address').flatMap((each) => (each === 'localhost' ? ['127.0.0.1', '[::1]'] : [each]));
}

/** `8080`, `8080:80`, `:80` or a port's name. What is said of a service's port becomes the pod's. */
function readPair(text: string, pod: Json, service: Json | undefined): PortPair {
  const parts = text.split(':');
  if (parts.length > 2) throw new Failure(`invalid port format '${text}'`);
  const remoteText = parts.at(-1)!;
  const asked = service ? servicePort(service, remoteText) : undefined;
  const remote = podPort(pod, String(asked ? (asked.targetPort ?? asked.port) : remoteText));
  const local = parts.length === 1 ? (asked?.port ?? remote) : portNumber(parts[0] || '0', 'local');
  return { local, remote };
}

function servicePort(service: Json, text: string): Json {
  const ports: Json[] = service.spec.ports ?? [];
  const found = ports.find((each) => (/^\d+$/.test(text) ? each.port === Number(text) : each.name === text));
  if (found) return found;
  throw new Failure(
    /^\d+$/.test(text)
      ? `Service ${service.metadata.name} does not have a service port ${text}`
      : `Service '${service.metadata.name}' does not have a named port '${text}'`,
  );
}

function podPort(pod: Json, text: string): number {
  if (/^\d+$/.test(text)) return portNumber(text, 'remote');
  const declared = (pod.spec.containers as Json[]).flatMap((container) => container.ports ?? []);
  const found = declared.find((each) => each.name === text);
  if (found) return found.containerPort;
  throw new Failure(`Pod '${pod.metadata.name}' does not have a named port '${text}'`);
}

function portNumber(text: string, which: 'local' | 'remote'): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new Failure(
      `error parsing ${which} port '${text}': strconv.ParseUint: parsing "${text}": ${/^\d+$/.test(text) ? 'value out of range' : 'invalid syntax'}`,
    );
  }
  if (which === 'remote' && port === 0) throw new Failure('remote port must be > 0');
  return port;
}

function aborted(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  if (signal.aborted) reject(signal.reason);
  signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  return promise;
}
