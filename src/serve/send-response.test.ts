import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { ApiResponse } from '../cluster/index.ts';
import { sendResponse } from './send-response.ts';

/** A client that takes one piece at a time. */
function slowClient() {
  const taken: string[] = [];
  const client = Object.assign(new EventEmitter(), {
    destroyed: false,
    appendHeader() {},
    writeHead() {},
    flushHeaders() {},
    write(piece: Uint8Array) {
      taken.push(new TextDecoder().decode(piece));
      setImmediate(() => client.emit('drain'));
      return false;
    },
    end: () => void taken.push('end'),
  });
  return { client: client as unknown as ServerResponse, taken };
}

test('a client that reads slowly gets everything, and leaves no listeners behind', async () => {
  const { client, taken } = slowClient();
  const most = { close: 0, drain: 0 };
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let piece = 0; piece < 40; piece++) controller.enqueue(new TextEncoder().encode(`${piece}`));
      controller.close();
    },
  });
  const sent = sendResponse(client, new ApiResponse(body));
  client.on('drain', () => {
    most.close = Math.max(most.close, client.listenerCount('close'));
    most.drain = Math.max(most.drain, client.listenerCount('drain'));
  });
  await sent;
  expect([taken.length, taken.at(-1)]).toEqual([41, 'end']);
  expect(most.close).toBeLessThanOrEqual(2);
  expect([client.listenerCount('close'), client.listenerCount('drain')]).toEqual([0, 1]);
});
