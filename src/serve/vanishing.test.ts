import { once } from 'node:events';
import { request } from 'node:https';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { parse } from 'yaml';
import { Crowd, WAYS } from '../../test/support/crowd.ts';
import { createSandbox, loadEnvironment, paceOf, type RecordedInput } from '../sandbox/index.ts';
import { type Serving, serve } from './server.ts';

const CLIENTS = 20;
/** test/real has the thousand. */
const SMALL_CROWD = 25;
/** A shell that stays, or a connection, costs more than this many bytes. */
const LEAST_OF_A_CLIENT = 20_000;
const recorded: RecordedInput[] = [];
let serving: Serving;
let stopPace: () => void;
let token: string;
let certificate: string;
let exec: string;

beforeAll(async () => {
  const sandbox = await createSandbox({
    environment: loadEnvironment('hipstershop'),
    record: (input) => void recorded.push(input),
  });
  const pace = paceOf(sandbox, 1);
  stopPace = () => pace.stop();
  serving = await serve({ clients: () => sandbox.outside, pace, port: 0, name: 'lab', now: Date.now() });
  const config = parse(serving.kubeconfig);
  token = config.users[0].user.token;
  certificate = Buffer.from(config.clusters[0].cluster['certificate-authority-data'], 'base64').toString();
  exec = '/api/v1/namespaces/default/pods/multitool/exec?stdout=true&stderr=true&stdin=true';
});

afterAll(async () => {
  stopPace();
  await serving.close();
});

function connect(command: string[]): WebSocket {
  const query = command.map((word) => `&command=${encodeURIComponent(word)}`).join('');
  const headers = { authorization: `Bearer ${token}` };
  return new WebSocket(`${serving.url}${exec}${query}`, ['v5.channel.k8s.io'], { ca: certificate, headers });
}

async function settle(done: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !done(); tries++) await new Promise((resolve) => setTimeout(resolve, 25));
}

test('a command speaks on its channels and ends with a Status', async () => {
  const socket = connect(['sh', '-c', 'cat; echo err >&2; exit 3']);
  const said: Record<number, string> = {};
  socket.on('message', (data: Buffer) => void (said[data[0]!] = (said[data[0]!] ?? '') + data.subarray(1).toString()));
  await once(socket, 'open');
  socket.send(Buffer.concat([Buffer.of(0), Buffer.from('héllo')]));
  socket.send(Buffer.of(255, 0));
  await once(socket, 'close');
  expect([said[1], said[2]]).toEqual(['héllo', 'err\n']);
  expect(JSON.parse(said[3]!)).toMatchObject({ reason: 'NonZeroExitCode', details: { causes: [{ message: '3' }] } });
});

test('clients that vanish in the middle of a command end it, each', async () => {
  const sockets = Array.from({ length: CLIENTS }, () => connect(['sleep', '100000']));
  await Promise.all(sockets.map((socket) => once(socket, 'open')));
  const connects = () => recorded.filter(({ input }) => input.kind === 'connect' && input.path.includes('sleep'));
  await settle(() => connects().length === CLIENTS);
  for (const socket of sockets) socket.terminate();
  const gone = () => recorded.filter(({ input }) => input.kind === 'hang-up').length;
  await settle(() => gone() === CLIENTS);
  expect(gone()).toBe(CLIENTS);
});

test('any frames on an exec leave the server standing', async () => {
  const socket = connect(['cat']);
  await once(socket, 'open');
  for (const frame of [[], [9, 1], [255], [255, 9], [4, 123], [0, 0xff, 0xfe]]) socket.send(Buffer.from(frame));
  socket.send('text instead of bytes');
  socket.terminate();
  const answer = await new Promise<number>((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port: serving.port, ca: certificate, path: '/version' }, (response) =>
      resolve(response.statusCode!),
    );
    outgoing.on('error', reject);
    outgoing.end();
  });
  expect(answer).toBe(200);
});

describe('a crowd that vanishes in the middle', () => {
  let crowd: Crowd;

  beforeAll(async () => {
    crowd = await Crowd.open();
    // What is loaded and kept on first use is no leak.
    for (const way of WAYS) await crowd.vanish(way, 5);
  });

  afterAll(() => crowd.close());

  test.each(WAYS)('of %s leaves no socket, timer, listener or memory behind', async (way) => {
    await crowd.vanish(way, SMALL_CROWD);
    const before = await crowd.usage();
    await crowd.vanish(way, SMALL_CROWD);
    const after = await crowd.usage();
    for (const name of ['sockets', 'timers', 'subscriptions'] as const) {
      expect(after[name], name).toBeLessThanOrEqual(before[name]);
    }
    expect((after.heap - before.heap) / SMALL_CROWD).toBeLessThan(LEAST_OF_A_CLIENT);
    expect(await crowd.answers()).toBe(true);
  });
});
