import type { ServerResponse } from 'node:http';
import type { OutsideClients } from '../sandbox/index.ts';
import type { WireStatus } from './wire-status.ts';

type ApiResponse = Awaited<ReturnType<OutsideClients['request']>>;

/** Sends an answer as it comes; stops reading it when the client goes. */
export async function sendResponse(to: ServerResponse, response: ApiResponse): Promise<void> {
  for (const [name, value] of response.headers) to.appendHeader(name, value);
  to.writeHead(response.status);
  const { body } = response;
  if (typeof body === 'string' || body instanceof Uint8Array) {
    to.end(body);
    return;
  }
  const reader = body.getReader();
  const gone = () => void reader.cancel().catch(() => {});
  to.once('close', gone);
  to.flushHeaders();
  try {
    for (let piece = await reader.read(); !piece.done && !to.destroyed; piece = await reader.read()) {
      if (!to.write(piece.value) && !to.destroyed) await writableAgain(to);
    }
    to.end();
  } finally {
    to.off('close', gone);
    gone();
  }
}

/** Resolves when a full pipe has room again, or nobody reads from it any more; listens no longer than that. */
function writableAgain(to: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      to.off('drain', done);
      to.off('close', done);
      resolve();
    };
    to.on('drain', done);
    to.on('close', done);
  });
}

export function sendStatus(to: ServerResponse, status: WireStatus): void {
  to.writeHead(status.code ?? 500, { 'content-type': 'application/json' });
  to.end(`${JSON.stringify(status)}\n`);
}
