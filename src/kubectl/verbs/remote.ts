import type { ExecStreams, Status } from '../../cluster/index.ts';
import type { Json } from '../client/api-client.ts';
import { Exit, Failure, StatusFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';

export interface RemoteStreams {
  stdin: boolean;
  tty: boolean;
}

export interface RemoteCommand extends RemoteStreams {
  container: string;
  /** Absent for attach. */
  command?: readonly string[];
  /** Input to send instead of this process's own. */
  input?: AsyncIterable<string>;
  stdout?(text: string): void;
  stderr?(text: string): void;
}

/** Runs a command in a container, or attaches to it. Throws an `Exit` with the command's code when that is not 0. */
export async function runRemote(
  call: Invocation,
  pod: Json,
  subresource: 'exec' | 'attach',
  remote: RemoteCommand,
): Promise<void> {
  const query = new URLSearchParams();
  for (const word of remote.command ?? []) query.append('command', word);
  query.set('container', remote.container);
  if (remote.stdin) query.set('stdin', 'true');
  query.set('stdout', 'true');
  if (remote.tty) query.set('tty', 'true');
  else query.set('stderr', 'true');
  const { namespace, name } = pod.metadata;
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(name)}/${subresource}`;
  call.client.requireServer();
  const request = call.client.build('GET', path, { query });
  finish(call, await call.client.connection.connect(request, streamsFor(call, remote)));
}

function streamsFor(call: Invocation, remote: RemoteCommand): ExecStreams {
  const { context } = call;
  return {
    stdin: remote.stdin ? (remote.input ?? context.stdinChunks()) : undefined,
    stdout: remote.stdout ?? ((text) => context.stdout(text)),
    stderr: remote.stderr ?? ((text) => context.stderr(text)),
    tty: remote.tty,
    pages: remote.tty && context.tty.stdout && context.tty.pages === true,
    resize: remote.tty ? terminalSize(context.tty) : undefined,
    signal: context.signal,
  };
}

async function* terminalSize({
  columns,
  rows,
}: {
  columns: number;
  rows: number;
}): AsyncGenerator<{ columns: number; rows: number }> {
  yield { columns, rows };
}

function finish(call: Invocation, status: Status): void {
  if (status.status === 'Success') return;
  call.context.signal.throwIfAborted();
  const exitCode = status.details?.causes?.find((cause) => cause.reason === 'ExitCode')?.message;
  if (exitCode !== undefined) {
    call.complain(`command terminated with exit code ${exitCode}\n`);
    throw new Exit(Number(exitCode) || 1);
  }
  // The runtime's own failures arrive on the error stream, after the server has said yes.
  if (status.reason === 'InternalError') throw new Failure(status.message ?? 'Internal error occurred');
  throw new StatusFailure(status);
}
