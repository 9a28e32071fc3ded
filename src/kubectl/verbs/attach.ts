import type { Json } from '../client/api-client.ts';
import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { wantedStreams } from './exec.ts';
import { defaultContainer, podFor } from './pods-of.ts';
import { runRemote } from './remote.ts';

/** `kubectl attach`. */
export async function attach(call: Invocation): Promise<void> {
  if (call.args.length === 0) throw new Failure('at least 1 argument is required for attach');
  if (call.args.length > 2) throw new Failure('expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments)');
  const name = call.args.length === 2 ? call.args.join('/') : call.args[0]!;
  const pod = await podFor(call, name);
  const { phase } = pod.status ?? {};
  if (phase === 'Succeeded' || phase === 'Failed') {
    throw new Failure(`cannot attach a container in a completed pod; current phase is ${phase}`);
  }
  const container = call.flags.string('container') || defaultContainer(call, pod, call.flags.bool('quiet'));
  const { containers, initContainers = [], ephemeralContainers = [] } = pod.spec;
  if (![...containers, ...initContainers, ...ephemeralContainers].some((each: Json) => each.name === container)) {
    throw new Failure(`cannot attach to the container: container ${container} not found in pod ${pod.metadata.name}`);
  }
  const streams = wantedStreams(call);
  if (!call.flags.bool('quiet')) call.complain("If you don't see a command prompt, try pressing enter.\n");
  await runRemote(call, pod, 'attach', { container, ...streams });
}
