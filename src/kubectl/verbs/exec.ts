import type { Json } from '../client/api-client.ts';
import { Failure, isNotFound, usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { defaultContainer, podFor } from './pods-of.ts';
import { type RemoteStreams, runRemote } from './remote.ts';

/** `kubectl exec`. */
export async function exec(call: Invocation): Promise<void> {
  const { pod: name, command } = readArguments(call);
  if (command.length === 0) throw new Failure('you must specify at least one command for the container');
  const pod = await findPod(call, name);
  const { phase } = pod.status ?? {};
  if (phase === 'Succeeded' || phase === 'Failed') {
    throw new Failure(`cannot exec into a container in a completed pod; current phase is ${phase}`);
  }
  const container = call.flags.string('container') || defaultContainer(call, pod, call.flags.bool('quiet'));
  const streams = wantedStreams(call);
  await runRemote(call, pod, 'exec', { container, command, ...streams });
}

/** Which streams `-i` and `-t` ask for; a terminal needs both the flag and a real one. */
export function wantedStreams(call: Invocation): RemoteStreams {
  const stdin = call.flags.bool('stdin');
  const wantsTerminal = stdin && call.flags.bool('tty');
  const tty = wantsTerminal && call.context.tty.stdin;
  if (wantsTerminal && !tty) {
    call.complain('Unable to use a TTY - input is not a terminal or the right kind of file\n');
  }
  return { stdin, tty };
}

function readArguments(call: Invocation): { pod: string; command: readonly string[] } {
  const fromFile = call.flags.list('filename')[0];
  const { args, dashAt } = call;
  if (args.length === 0 || dashAt === 0) {
    if (!fromFile) throw new Failure('pod, type/name or --filename must be specified');
    return { pod: '', command: args };
  }
  if (dashAt === -1 && args.length > 1) {
    throw usageFailure(call.path, 'exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead');
  }
  return { pod: args[0]!, command: dashAt === -1 ? [] : args.slice(dashAt) };
}

async function findPod(call: Invocation, name: string): Promise<Json> {
  try {
    return await podFor(call, name);
  } catch (failure) {
    // With a namespace given, a missing one is what is reported.
    if (isNotFound(failure) && call.namespaceGiven) {
      await call.client.get(`/api/v1/namespaces/${encodeURIComponent(call.namespace)}`);
    }
    throw failure;
  }
}
