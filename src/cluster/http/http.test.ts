import { expect, it } from 'vitest';
import { ApiHeaders } from './api-headers.ts';
import { apiRequest } from './api-request.ts';
import { ApiResponse } from './api-response.ts';

const bytes = new Uint8Array([0xef, 0xbb, 0xbf, 0x6f, 0x6b, 0xff]);

it('headers behave as those of the web: no case, several values joined, names in lower case', () => {
  const pairs = { 'Content-Type': 'a/b', Warning: '299 - "x"' };
  const [ours, web] = [new ApiHeaders(pairs), new Headers(pairs)];
  for (const headers of [ours, web]) {
    headers.append('WARNING', '299 - "y"');
    headers.set('content-type', 'c/d');
  }
  expect([...ours].sort()).toEqual([...web].sort());
  expect(ours.get('wArNing')).toBe(web.get('warning'));
  expect(ours.get('accept')).toBeNull();
});

it.each([['{"é":1}'], [bytes], ['']])('a body %j is read as the one of a web Request', async (body) => {
  const url = 'http://cluster/api/v1/pods';
  const [ours, web] = [apiRequest(url, { method: 'POST', body }), new Request(url, { method: 'POST', body })];
  expect(await ours.text()).toBe(await web.clone().text());
  expect(new Uint8Array(await ours.arrayBuffer())).toEqual(new Uint8Array(await web.arrayBuffer()));
});

it('an answer has the status, type and text that a web Response would have', async () => {
  const pairs = [
    [new ApiResponse('ok'), new Response('ok')],
    [new ApiResponse(bytes, { status: 404 }), new Response(bytes, { status: 404 })],
    [ApiResponse.json({ a: 1 }, { status: 201 }), Response.json({ a: 1 }, { status: 201 })],
  ] as const;
  for (const [ours, web] of pairs) {
    expect([ours.status, ours.ok, [...ours.headers]]).toEqual([web.status, web.ok, [...web.headers]]);
    expect(await ours.text()).toBe(await web.text());
  }
});

it('a body that is written when it is read is written once, and not at all when nobody reads', async () => {
  let written = 0;
  const answer = new ApiResponse(() => String(++written), { headers: { 'content-type': 'text/plain' } });
  expect([answer.ok, written]).toEqual([true, 0]);
  expect([await answer.text(), await answer.text(), written]).toEqual(['1', '1', 1]);
});

it('a streamed answer is read to its end, characters cut in two included', async () => {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of new TextEncoder().encode('héé')) controller.enqueue(new Uint8Array([byte]));
      controller.close();
    },
  });
  expect(await new ApiResponse(body).text()).toBe('héé');
});
