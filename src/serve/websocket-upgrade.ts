import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { OutsideClients, OutsideRequest } from '../sandbox/index.ts';
import { forwardPorts } from './port-forward.ts';
import { type RemoteCommand, runRemoteCommand } from './remote-command.ts';
import { SpdyConnection } from './spdy/spdy-connection.ts';

/** exec and attach. */
const CHANNELS = 'v5.channel.k8s.io';
/** port-forward: SPDY frames inside binary messages. */
const TUNNEL = 'SPDY/3.1+portforward.k8s.io';
const LARGEST_MESSAGE = 16 * 1024 * 1024;

const server = new WebSocketServer({
  noServer: true,
  maxPayload: LARGEST_MESSAGE,
  perMessageDeflate: false,
  handleProtocols: (offered) => (offered.has(CHANNELS) ? CHANNELS : false),
});

/** The tunnel's name holds a slash, which ws takes for a mistake: it is hidden from it and put into the answer. */
const tunnelServer = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE, perMessageDeflate: false });
tunnelServer.on('headers', (headers) => headers.push(`Sec-WebSocket-Protocol: ${TUNNEL}`));

export function upgradeToWebSocket(
  clients: OutsideClients,
  request: OutsideRequest,
  message: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const offered = (message.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  if (offered.includes(TUNNEL)) {
    delete message.headers['sec-websocket-protocol'];
    tunnelServer.handleUpgrade(message, socket, head, (client) => tunnel(clients, request, client));
  } else {
    server.handleUpgrade(message, socket, head, (client) => void channels(clients, request, client));
  }
}

const CHANNEL = { stdin: 0, stdout: 1, stderr: 2, status: 3, resize: 4, close: 255 };

/** Each binary message is one piece of one channel, whose number is its first byte. */
async function channels(clients: OutsideClients, request: OutsideRequest, client: WebSocket): Promise<void> {
  const send = (channel: number, bytes: Uint8Array): void => {
    if (client.readyState === client.OPEN) client.send(Buffer.concat([Buffer.of(channel), bytes]));
  };
  // What comes before the command runs is kept.
  const early: Buffer[] = [];
  let command: RemoteCommand | undefined;
  client.on('message', (data: Buffer) => {
    if (command) take(command, data);
    else early.push(data);
  });
  client.on('error', () => client.terminate());
  client.once('close', () => command?.hangUp());
  command = await runRemoteCommand(clients, request, {
    stdout: (bytes) => send(CHANNEL.stdout, bytes),
    stderr: (bytes) => send(CHANNEL.stderr, bytes),
    end: (status) => {
      send(CHANNEL.status, Buffer.from(JSON.stringify(status)));
      client.close(1000);
    },
  });
  for (const data of early) take(command, data);
  if (client.readyState !== client.OPEN) command.hangUp();
}

function take(command: RemoteCommand, data: Buffer): void {
  const channel = data[0];
  const bytes = data.subarray(1);
  if (channel === CHANNEL.stdin) command.stdin(bytes);
  else if (channel === CHANNEL.close && bytes[0] === CHANNEL.stdin) command.stdinEnd();
  else if (channel === CHANNEL.resize) command.resize(bytes);
}

function tunnel(clients: OutsideClients, request: OutsideRequest, client: WebSocket): void {
  const connection = new SpdyConnection({
    send: (bytes) => {
      if (client.readyState === client.OPEN) client.send(bytes);
    },
    close: () => client.close(1000),
  });
  forwardPorts(clients, request, connection);
  client.on('message', (data: Buffer) => connection.receive(data));
  client.on('error', () => client.terminate());
  client.once('close', () => connection.lost());
}
