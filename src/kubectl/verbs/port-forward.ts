import type { Json } from '../client/api-client.ts';
import { Failure, usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { podFor } from './pods-of.ts';

/** `kubectl port-forward`: everything is checked, then it says that no port of this machine can be opened. */
export async function portForward(call: Invocation): Promise<void> {
  const [name, ...ports] = call.args;
  if (!name || ports.length === 0) {
    throw usageFailure(call.path, 'TYPE/NAME and list of ports are required for port-forward');
  }
  const pod = await podFor(call, name);
  for (const port of ports) checkPort(port, pod);
  const phase = pod.status?.phase;
  if (phase !== 'Running')
    throw new Failure(`unable to forward port because pod is not running. Current status=${phase}`);
  throw new Failure(
    `cannot listen on a port here: reach the pod from inside the cluster, for example with ` +
      `kubectl exec POD -- curl ${pod.status.podIP ?? pod.metadata.name}:${ports[0]!.split(':').at(-1)}`,
  );
}

function checkPort(text: string, pod: Json): void {
  const remote = text.split(':').at(-1)!;
  if (/^\d+$/.test(remote)) return;
  const declared = (pod.spec.containers as Json[]).flatMap((container) => container.ports ?? []);
  if (!declared.some((each: Json) => each.name === remote)) {
    throw new Failure(`Pod '${pod.metadata.name}' does not have a named port '${remote}'`);
  }
}
