import { X509Certificate } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { parse } from 'yaml';
import { createSandbox, loadEnvironment, paceOf, type RecordedInput, type Sandbox } from '../sandbox/index.ts';
import { createCertificate } from './certificate.ts';
import { type Serving, serve } from './server.ts';

let sandbox: Sandbox;
let serving: Serving;
let token: string;
let certificate: string;
let stopPace: () => void;
const recorded: RecordedInput[] = [];

beforeAll(async () => {
  sandbox = await createSandbox({
    environment: loadEnvironment('empty'),
    record: (input) => void recorded.push(input),
  });
  const pace = paceOf(sandbox, 50);
  stopPace = () => pace.stop();
  serving = await serve({ clients: () => sandbox.outside, pace, port: 0, name: 'lab', now: Date.now() });
  const config = parse(serving.kubeconfig);
  token = config.users[0].user.token;
  certificate = Buffer.from(config.clusters[0].cluster['certificate-authority-data'], 'base64').toString();
});

afterAll(async () => {
  stopPace();
  await serving.close();
});

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

function ask(
  path: string,
  {
    headers = {},
    method = 'GET',
    body = '' as string | Buffer,
  }: { headers?: Record<string, string>; method?: string; body?: string | Buffer } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const all = { authorization: `Bearer ${token}`, ...headers };
    const options = {
      host: '127.0.0.1',
      servername: 'localhost',
      port: serving.port,
      path,
      method,
      ca: certificate,
      headers: all,
    };
    const outgoing = request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks).toString() }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

describe('who comes in', () => {
  test('a client with the token, on a connection its kubeconfig lets it trust', async () => {
    const { status, body } = await ask('/api/v1/namespaces/default');
    expect([status, JSON.parse(body).metadata.name]).toEqual([200, 'default']);
  });

  test.each([
    ['without a token', { authorization: '' }, 401],
    ['with another token', { authorization: 'Bearer nonsense' }, 401],
    ['under a name that points here', { host: 'evil.example' }, 421],
    ['from a web page', { origin: 'https://evil.example' }, 403],
  ])('nobody %s', async (_, headers, status) => {
    const answer = await ask('/api/v1/namespaces', { headers });
    expect([answer.status, JSON.parse(answer.body).kind]).toEqual([status, 'Status']);
  });

  test('a service account with its own token, as itself', async () => {
    const accounts = '/api/v1/namespaces/default/serviceaccounts';
    const headers = { 'content-type': 'application/json' };
    const asked = await ask(`${accounts}/default/token`, { method: 'POST', body: '{}', headers });
    const authorization = `Bearer ${JSON.parse(asked.body).status.token}`;
    const refused = await ask('/api/v1/namespaces', { headers: { authorization } });
    expect([refused.status, JSON.parse(refused.body).message]).toEqual([
      403,
      'namespaces is forbidden: User "system:serviceaccount:default:default" cannot list resource "namespaces" in API group "" at the cluster scope',
    ]);
    expect((await ask('/api/v1/namespaces', { headers: { authorization: `${authorization}x` } })).status).toBe(401);
    expect(JSON.stringify(recorded)).not.toContain(token);
  });

  test('anybody for the version', async () => {
    expect(JSON.parse((await ask('/version', { headers: { authorization: '' } })).body)).toHaveProperty('gitVersion');
  });

  test('nobody upgrades without a token either', async () => {
    const socket = new WebSocket(`${serving.url}/api/v1/namespaces/default/pods/x/exec?command=id`, {
      ca: certificate,
    });
    const status = await new Promise((resolve) => {
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
      socket.on('error', () => {});
    });
    expect(status).toBe(401);
  });
});

test('the certificate is for the loopback names only, and fresh each time', async () => {
  const made = new X509Certificate((await createCertificate(Date.now())).certificate);
  expect(made.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1');
  expect(made.fingerprint).not.toBe(new X509Certificate(certificate).fingerprint);
});

describe('what a client does', () => {
  const configMap = (name: string) => JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
  const headers = { 'content-type': 'application/json' };

  test('is an input of the session when it changes something, without the token', async () => {
    const before = recorded.length;
    await ask('/api/v1/namespaces/default/configmaps', { method: 'POST', headers, body: configMap('one') });
    await ask('/api/v1/namespaces/default/configmaps');
    const [input, ...more] = recorded.slice(before);
    expect(more).toEqual([]);
    expect(input!.input).toMatchObject({ kind: 'request', method: 'POST', body: { text: configMap('one') } });
    expect(JSON.stringify(input)).not.toContain(token);
  });

  test('replayed, gives the same world', async () => {
    const again = await createSandbox({ environment: loadEnvironment('empty') });
    await again.replay(recorded, sandbox.now);
    const names = (each: Sandbox) => each.cluster.store.list('configmaps').map(({ metadata }) => metadata.uid);
    expect(names(again)).toEqual(names(sandbox));
  });

  test.each([
    ['a body that is no JSON', 'POST', '/api/v1/namespaces/default/configmaps', '{', 400],
    ['a body over 3 MiB', 'POST', '/api/v1/namespaces/default/configmaps', Buffer.alloc(3_200_000, 32), 413],
    ['an address that cannot be read', 'GET', '/api/v1/namespaces/%E0%A4%A/pods', '', 400],
    ['an address with two slashes', 'GET', '//api/v1/namespaces/default', '', 200],
    ['a plain request for exec', 'POST', '/api/v1/namespaces/default/pods/x/exec', '', 400],
  ])('%s gets its answer', async (_, method, path, body, status) => {
    expect((await ask(path, { method, headers, body })).status).toBe(status);
  });

  test('a watch streams, and is forgotten when the client goes', async () => {
    const first = await new Promise<string>((resolve, reject) => {
      const outgoing = request(
        {
          host: '127.0.0.1',
          port: serving.port,
          ca: certificate,
          path: '/api/v1/namespaces/default/configmaps?watch=true',
          headers: { authorization: `Bearer ${token}` },
        },
        (response) =>
          response.once('data', (chunk) => {
            resolve(chunk.toString());
            outgoing.destroy();
          }),
      );
      outgoing.on('error', reject);
      outgoing.end();
    });
    expect(first).toContain('"type":"ADDED"');
  });
});
