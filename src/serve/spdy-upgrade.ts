import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { OutsideClients, OutsideRequest } from '../sandbox/index.ts';
import { forwardPorts } from './port-forward.ts';
import { flagOf, type RemoteCommand, runRemoteCommand } from './remote-command.ts';
import { SpdyConnection } from './spdy/spdy-connection.ts';
import type { SpdyStream } from './spdy/spdy-stream.ts';

const EXEC_PROTOCOL = 'v4.channel.k8s.io';
const FORWARD_PROTOCOL = 'portforward.k8s.io';

/** Speaks SPDY/3.1 on the socket from here on. */
export function upgradeToSpdy(
  clients: OutsideClients,
  request: OutsideRequest,
  message: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const forwards = /\/portforward(\?|$)/.test(request.path);
  const answer = [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: SPDY/3.1',
    'Connection: Upgrade',
    `X-Stream-Protocol-Version: ${forwards ? FORWARD_PROTOCOL : EXEC_PROTOCOL}`,
  ];
  socket.write(`${answer.join('\r\n')}\r\n\r\n`);
  const connection = new SpdyConnection({ send: (bytes) => void socket.write(bytes), close: () => socket.end() });
  if (forwards) forwardPorts(clients, request, connection);
  else runOverStreams(clients, request, connection);
  if (head.length > 0) connection.receive(head);
  socket.on('data', (bytes: Buffer) => connection.receive(bytes));
  socket.once('close', () => connection.lost());
  message.socket.setTimeout(0);
}

const STREAMS = ['error', 'stdin', 'stdout', 'stderr', 'resize'];

/** The command starts once every stream the request asks for is there; a terminal's sizes may come later. */
function runOverStreams(clients: OutsideClients, request: OutsideRequest, connection: SpdyConnection): void {
  const streams = new Map<string, SpdyStream>();
  const needed = ['error', ...['stdin', 'stdout', 'stderr'].filter((name) => flagOf(request, name))];
  let running: Promise<RemoteCommand> | undefined;

  connection.onStream = (stream, headers) => {
    const type = headers['streamtype'] ?? '';
    if (!STREAMS.includes(type) || streams.has(type)) {
      stream.reset();
      return;
    }
    streams.set(type, stream);
    stream.reply();
    if (type === 'resize') stream.listen((bytes) => void running?.then((command) => command.resize(bytes)));
    if (!running && needed.every((name) => streams.has(name))) running = run();
  };

  async function run(): Promise<RemoteCommand> {
    const command = await runRemoteCommand(clients, request, {
      stdout: (bytes) => streams.get('stdout')?.write(bytes),
      stderr: (bytes) => streams.get('stderr')?.write(bytes),
      end(status) {
        streams.get('error')?.write(Buffer.from(JSON.stringify(status)));
        for (const stream of streams.values()) stream.end();
        connection.goAway();
      },
    });
    connection.onLost = () => command.hangUp();
    if (!connection.isOpen) command.hangUp();
    streams.get('stdin')?.listen(
      (bytes) => command.stdin(bytes),
      () => command.stdinEnd(),
    );
    return command;
  }
}
