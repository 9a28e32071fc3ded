import { once } from 'node:events';
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
      if (!to.write(piece.value) && !to.destroyed) await Promise.race([once(to, 'drain'), once(to, 'close')]);
    }
    to.end();
  } finally {
    to.off('close', gone);
    gone();
  }
}

export function sendStatus(to: ServerResponse, status: WireStatus): void {
  to.writeHead(status.code ?? 500, { 'content-type': 'application/json' });
  to.end(`${JSON.stringify(status)}\n`);
}
