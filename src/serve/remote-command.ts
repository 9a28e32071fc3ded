import {
  bytesOfText,
  type OutsideClients,
  type OutsideRequest,
  type OutsideSession,
  PieceReader,
} from '../sandbox/index.ts';
import { terminalSize } from './terminal-size.ts';
import type { WireStatus } from './wire-status.ts';

/** The way back to the client of an exec or attach, whatever carries it. */
export interface RemoteCommandOutput {
  stdout(bytes: Uint8Array): void;
  stderr(bytes: Uint8Array): void;
  /** The last word; everything is closed after it. */
  end(status: WireStatus): void;
}

export interface RemoteCommand {
  stdin(bytes: Uint8Array): void;
  stdinEnd(): void;
  /** As the client sends it: `{"Width":100,"Height":30}`. */
  resize(bytes: Uint8Array): void;
  /** The client is gone: the command is told. */
  hangUp(): void;
}

/** True when a flag of the exec address is set (`?stdin=true`). */
export function flagOf(request: OutsideRequest, name: string): boolean {
  const value = new URL(request.path, 'http://cluster').searchParams.get(name);
  return value === 'true' || value === '1';
}

/** Runs the command of an exec or attach request. */
export async function runRemoteCommand(
  clients: OutsideClients,
  request: OutsideRequest,
  output: RemoteCommandOutput,
): Promise<RemoteCommand> {
  const tty = flagOf(request, 'tty');
  const written = (text: string) => bytesOfText(tty ? text.replace(/\r?\n/g, '\r\n') : text);
  const session = await clients.connect(request, {
    stdin: flagOf(request, 'stdin'),
    tty,
    stdout: (text) => output.stdout(written(text)),
    stderr: (text) => (tty ? output.stdout(written(text)) : output.stderr(written(text))),
  });
  void session.ended.then((status) => output.end(status));
  return commandOf(session);
}

function commandOf(session: OutsideSession): RemoteCommand {
  // Pieces may end inside a character.
  const reader = new PieceReader();
  let open = true;
  const finish = (): void => {
    if (!open) return;
    open = false;
    const rest = reader.end();
    if (rest) void session.send(rest);
    void session.send(null);
  };
  return {
    stdin(bytes) {
      const text = open ? reader.read(bytes) : '';
      if (text) void session.send(text);
    },
    stdinEnd: finish,
    resize(bytes) {
      const size = terminalSize(bytes);
      if (size) void session.resize(size.columns, size.rows);
    },
    hangUp: () => void session.hangUp(),
  };
}
