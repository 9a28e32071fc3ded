import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { OutsideClients, Pace } from '../sandbox/index.ts';
import type { Knock } from './gate.ts';
import { methodRefusal, requestHead } from './read-request.ts';
import { upgradeToSpdy } from './spdy-upgrade.ts';
import { upgradeToWebSocket } from './websocket-upgrade.ts';
import { failure, type WireStatus } from './wire-status.ts';

/**
 * Takes connections that leave HTTP: exec and attach over WebSocket or SPDY/3.1, port-forward over SPDY/3.1, as it is or
 * tunnelled in a WebSocket. What is refused is answered with a Status, which kubectl prints.
 */
export function createUpgrades(
  door: () => OutsideClients,
  pace: Pick<Pace, 'catchUp'>,
  gate: (knock: Knock) => WireStatus | undefined,
): (message: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void> {
  return async (message, socket, head) => {
    socket.on('error', () => socket.destroy());
    const refusal = gate({ url: message.url ?? '/', headers: message.headers }) ?? methodRefusal(message);
    if (refusal) return refuse(socket, refusal);
    await pace.catchUp();
    const clients = door();
    const request = requestHead(message);
    const unable = clients.refusal(request);
    if (unable) return refuse(socket, unable);
    const protocol = (message.headers.upgrade ?? '').toLowerCase();
    if (protocol === 'websocket') upgradeToWebSocket(clients, request, message, socket, head);
    else if (protocol === 'spdy/3.1') upgradeToSpdy(clients, request, message, socket, head);
    else
      refuse(
        socket,
        failure(400, 'BadRequest', `unable to upgrade to ${protocol}; websocket and SPDY/3.1 are spoken here`),
      );
  };
}

function refuse(socket: Duplex, status: WireStatus): void {
  const body = `${JSON.stringify(status)}\n`;
  const head = [
    `HTTP/1.1 ${status.code ?? 500} ${status.reason ?? 'Refused'}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
