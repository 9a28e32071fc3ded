import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { OutsideClients, Pace } from '../sandbox/index.ts';
import { createCertificate } from './certificate.ts';
import { createGate } from './gate.ts';
import { kubeconfig } from './kubeconfig.ts';
import { methodRefusal, readRequest, watchLimit } from './read-request.ts';
import { sendResponse, sendStatus } from './send-response.ts';
import { createUpgrades } from './upgrades.ts';
import { failure } from './wire-status.ts';

export interface ServeOptions {
  /** What clients reach, asked for each time: a rewound sandbox has another door. */
  clients(): OutsideClients;
  /** Simulated time is brought up to date before each request. */
  pace: Pick<Pace, 'catchUp'>;
  /** 0: any free one. */
  port: number;
  /** Names the context of the kubeconfig. */
  name: string;
  /** The real time, milliseconds: a certificate is valid from some moment on. */
  now: number;
}

export interface Serving {
  /** `https://127.0.0.1:PORT` */
  url: string;
  port: number;
  /** For clients; holds the token. */
  kubeconfig: string;
  /** Ends every connection, open watches and shells included. */
  close(): Promise<void>;
}

/** What setTimeout takes, milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Serves the simulated cluster on this machine's loopback address. Rejects with Node's error when the port is taken. */
export async function serve({ clients, pace, port, name, now }: ServeOptions): Promise<Serving> {
  const { key, certificate } = await createCertificate(now);
  const token = randomBytes(24).toString('base64url');
  const server = createServer({ key, cert: certificate });
  const gate = createGate(
    token,
    () => (server.address() as AddressInfo).port,
    (token) => clients().knowsToken(token),
  );
  const upgrade = createUpgrades(clients, pace, gate);
  const sockets = new Set<Socket>();
  server.on('secureConnection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('request', (request, response) => void answer(request, response));
  server.on('upgrade', (request, socket, head) => void upgrade(request, socket, head).catch(() => socket.destroy()));
  server.on('clientError', (_error, socket) => socket.destroy());

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = gate({ url: request.url ?? '/', headers: request.headers }) ?? methodRefusal(request);
    if (refusal) {
      sendStatus(response, refusal);
      return;
    }
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    try {
      const asked = await readRequest(request);
      if ('kind' in asked) {
        response.setHeader('connection', 'close');
        sendStatus(response, asked);
        return;
      }
      await pace.catchUp();
      // As an API server's: its own clock, by which clients may tell what is new.
      response.setHeader('date', new Date(clients().now).toUTCString());
      const limited = watchLimit(asked);
      const timer = limited && setTimeout(() => gone.abort(), Math.min(limited.limit, LONGEST_TIMER));
      response.once('close', () => clearTimeout(timer));
      await sendResponse(response, await clients().request(limited?.request ?? asked, gone.signal));
    } catch (error) {
      if (gone.signal.aborted || response.headersSent) response.destroy();
      else sendStatus(response, failure(500, 'InternalError', `Internal error occurred: ${(error as Error).message}`));
    }
  }

  await listen();
  const bound = (server.address() as AddressInfo).port;
  const url = `https://127.0.0.1:${bound}`;
  return {
    url,
    port: bound,
    kubeconfig: kubeconfig({ name, server: url, certificate, token }),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };

  function listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  }
}
