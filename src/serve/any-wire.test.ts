import { connect, type TLSSocket } from 'node:tls';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { parse } from 'yaml';
import { createSandbox, loadEnvironment, paceOf, type Sandbox } from '../sandbox/index.ts';
import { type Serving, serve } from './server.ts';

const RUNS = Number(process.env['FIREDRILL_FUZZ_RUNS'] ?? 60);

let sandbox: Sandbox;
let serving: Serving;
let stopPace: () => void;
let token: string;
const unhandled: unknown[] = [];
const note = (error: unknown) => void unhandled.push(error);

beforeAll(async () => {
  process.on('unhandledRejection', note);
  sandbox = await createSandbox({ environment: loadEnvironment('hipstershop') });
  const pace = paceOf(sandbox, 1);
  stopPace = () => pace.stop();
  serving = await serve({ clients: () => sandbox.outside, pace, port: 0, name: 'lab', now: Date.now() });
  token = parse(serving.kubeconfig).users[0].user.token;
});

afterAll(async () => {
  process.off('unhandledRejection', note);
  stopPace();
  await serving.close();
});

/** Sends bytes, and gives what came back until the server closed, or until the time was up. */
async function say(patience: number, ...pieces: (Buffer | string)[]): Promise<string> {
  const socket: TLSSocket = connect({ host: '127.0.0.1', port: serving.port, rejectUnauthorized: false });
  let heard = '';
  socket.on('data', (bytes) => void (heard += bytes.toString('latin1')));
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => {});
  for (const piece of pieces) socket.write(piece);
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, patience))]);
  socket.destroy();
  return heard;
}

const head = (line: string, headers: string[] = []) =>
  [`${line} HTTP/1.1`, `Host: 127.0.0.1:${serving.port}`, `Authorization: Bearer ${token}`, ...headers, '', ''].join(
    '\r\n',
  );

async function stillAnswers(): Promise<void> {
  expect(await say(10_000, head('GET /version', ['Connection: close']))).toContain('gitVersion');
  expect(unhandled).toEqual([]);
}

const POD = '/api/v1/namespaces/default/pods/multitool';
const segment = fc.oneof(
  fc.constantFrom(
    'api',
    'apis',
    'v1',
    'apps',
    'namespaces',
    'default',
    'pods',
    'multitool',
    'exec',
    'log',
    'scale',
    '..',
  ),
  fc.constantFrom(
    '%2e',
    '%',
    '%00',
    '%ff',
    '',
    '?watch=1',
    '?limit=-1',
    '?continue=x',
    '?labelSelector=((',
    '?fieldSelector===',
  ),
  fc.string({ maxLength: 6 }).map(encodeURIComponent),
);
const path = fc.array(segment, { maxLength: 7 }).map((segments) => `/${segments.join('/')}`);
const method = fc.constantFrom(
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'SEARCH',
);
const header = fc.oneof(
  fc.constantFrom(
    'Accept: application/json;as=Table;v=v1;g=meta.k8s.io',
    'Accept: ;;;,,,',
    'Content-Type: application/vnd.kubernetes.protobuf',
    'Content-Type: application/json-patch+json',
    'Impersonate-User: x',
    'Impersonate-Group: system:masters',
    'Upgrade: websocket',
    'Upgrade: SPDY/3.1',
    'Connection: Upgrade',
    'Sec-WebSocket-Key: x',
    'Transfer-Encoding: chunked',
    'Authorization: Bearer a.b.c',
    'Expect: 100-continue',
  ),
  fc.string({ maxLength: 12 }).map((text) => `X-Any: ${text.replace(/[\r\n]/g, '')}`),
);
const bytes = fc.uint8Array({ maxLength: 80 }).map((array) => Buffer.from(array));

test('any method, path, headers and body get an answer that is no fault of ours', async () => {
  await fc.assert(
    fc.asyncProperty(method, path, fc.array(header, { maxLength: 4 }), bytes, async (verb, place, headers, body) => {
      const length = headers.some((one) => one.startsWith('Transfer')) ? [] : [`Content-Length: ${body.length}`];
      const heard = await say(200, head(`${verb} ${place}`, [...headers, ...length, 'Connection: close']), body);
      expect(heard).toMatch(/^(HTTP\/1\.1 (?!5)|$)/);
    }),
    { numRuns: RUNS },
  );
  await stillAnswers();
});

test('any bytes instead of HTTP end the connection, not the server', async () => {
  await fc.assert(
    fc.asyncProperty(bytes, async (noise) => {
      expect(await say(50, noise)).toMatch(/^(HTTP\/1\.1 4|$)/);
    }),
    { numRuns: RUNS / 2 },
  );
  await stillAnswers();
});

test.each(['exec?command=cat&stdin=true&stdout=true', 'attach?stdin=true&stdout=true', 'portforward'])(
  'any frames after the upgrade of %s leave the server standing',
  async (subresource) => {
    const upgrade = ['Connection: Upgrade', 'Upgrade: SPDY/3.1', 'X-Stream-Protocol-Version: v4.channel.k8s.io'];
    // Frames begin like real ones, so that they get past the first look.
    const frame = fc.tuple(fc.constantFrom(1, 2, 3, 4, 6, 7, 8, 9), bytes).map(([type, rest]) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(rest.length);
      return Buffer.concat([Buffer.of(0x80, 3, 0, type), length, rest]);
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(frame, bytes), { maxLength: 5 }), async (frames) => {
        await say(50, head(`POST ${POD}/${subresource}`, upgrade), ...frames);
      }),
      { numRuns: RUNS / 6 },
    );
    await stillAnswers();
  },
);

test('any messages of a WebSocket leave the server standing', async () => {
  const message = fc.tuple(fc.constantFrom(0, 1, 2, 3, 4, 255, 77), bytes);
  await fc.assert(
    fc.asyncProperty(fc.array(message, { maxLength: 6 }), fc.boolean(), async (messages, tunnelled) => {
      const [place, protocol] = tunnelled
        ? ['portforward', 'SPDY/3.1+portforward.k8s.io']
        : ['exec?command=cat&stdin=true&stdout=true&tty=true', 'v5.channel.k8s.io'];
      const headers = { authorization: `Bearer ${token}`, 'sec-websocket-protocol': protocol };
      const client = new WebSocket(`${serving.url}${POD}/${place}`, { headers, rejectUnauthorized: false });
      const closed = new Promise((resolve) => client.once('close', resolve));
      client.on('error', () => {});
      client.on('open', () => {
        for (const [channel, rest] of messages) client.send(Buffer.concat([Buffer.of(channel), rest]));
        setTimeout(() => client.terminate(), 5);
      });
      await closed;
    }),
    { numRuns: RUNS / 3 },
  );
  await stillAnswers();
});
