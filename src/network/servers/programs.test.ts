import { describe, expect, test } from 'vitest';
import type { Endpoint, HttpRequest, HttpResponse } from '../types.ts';
import { programNamed } from './programs.ts';

const at: Endpoint = { type: 'wep', namespace: 'dev', name: 'pod-1', nameAggr: 'pod-*', ip: '10.224.0.9', labels: {} };
const NOW = Date.UTC(2022, 10, 3, 13, 5, 5);

function ask(program: string, request: Partial<HttpRequest> = {}, tls = false): HttpResponse {
  const base: HttpRequest = { method: 'GET', path: '/', host: 'web', headers: {}, body: '', now: NOW };
  return programNamed(program, { tls, at, reach }).http!({ ...base, ...request });
}

const header = (response: HttpResponse, name: string) => response.headers.find(([key]) => key === name)?.[1];
const size = (text: string) => new TextEncoder().encode(text).length;

const reach = () => true;

describe('nginx', () => {
  test('serves its page of 615 bytes, headers in its order', () => {
    const response = ask('nginx');
    expect(response).toMatchObject({ status: 200, reason: 'OK' });
    expect(response.headers.map(([name]) => name)).toEqual([
      'Server',
      'Date',
      'Content-Type',
      'Content-Length',
      'Last-Modified',
      'Connection',
      'ETag',
      'Accept-Ranges',
    ]);
    expect(size(response.body)).toBe(615);
    expect(header(response, 'Date')).toBe('Thu, 03 Nov 2022 13:05:05 GMT');
  });

  test.each([
    ['GET', '/nosuch', 404, 153],
    ['POST', '/', 405, 157],
    ['POST', '/nosuch', 404, 153],
    ['GET', '/?q=1', 200, 615],
  ])('%s %s is %i with %i bytes', (method, path, status, bytes) => {
    const response = ask('nginx', { method, path });
    expect([response.status, size(response.body), header(response, 'Content-Length')]).toEqual([
      status,
      bytes,
      String(bytes),
    ]);
  });

  test('HEAD has the headers and no body', () => {
    const response = ask('nginx', { method: 'HEAD' });
    expect([response.body, header(response, 'Content-Length')]).toEqual(['', '615']);
  });
});

describe('the shop', () => {
  test.each([
    ['/', 200, 'text/html; charset=utf-8'],
    ['/product/OLJCESPC7Z', 200, 'text/html; charset=utf-8'],
    ['/cart', 200, 'text/html; charset=utf-8'],
    ['/_healthz', 200, 'text/plain; charset=utf-8'],
    ['/nosuch', 404, 'text/plain; charset=utf-8'],
  ])('%s is %i', (path, status, type) => {
    const response = ask('frontend', { path });
    expect([response.status, header(response, 'Content-Type')]).toEqual([status, type]);
  });

  test('gives a session cookie to who has none', () => {
    expect(header(ask('frontend'), 'Set-Cookie')).toMatch(
      /^shop_session-id=[0-9a-f]{8}-[0-9a-f-]{27}; Max-Age=172800$/,
    );
    expect(header(ask('frontend', { headers: { Cookie: 'shop_session-id=x' } }), 'Set-Cookie')).toBeUndefined();
  });
});

describe('the Kubernetes API', () => {
  test.each([
    ['/', {}, 403, 'forbidden: User \\"system:anonymous\\" cannot get path \\"/\\"'],
    ['/api', { Authorization: 'Bearer x' }, 401, 'Unauthorized'],
    ['/healthz', {}, 200, 'ok'],
  ])('%s with %j is %i', (path, headers, status, text) => {
    const response = ask('kubernetes-api', { path, headers: headers as unknown as Record<string, string> }, true);
    expect(response.status).toBe(status);
    expect(response.body).toContain(text);
  });
});

test('an outside site redirects to TLS and answers there', () => {
  const redirect = ask('web', { host: 'google.com:80', path: '/x' });
  expect([redirect.status, header(redirect, 'Location')]).toEqual([301, 'https://google.com/x']);
  expect(ask('web', { host: 'google.com' }, true).status).toBe(200);
});

test('the multitool says who it is', () => {
  expect(ask('multitool').body).toContain('pod-1 - 10.224.0.9');
});

test('every HTTP program says how long its body is, and says nothing more to HEAD', () => {
  for (const name of [
    'anomaly-detection',
    'cloud-metadata',
    'echoserver',
    'frontend',
    'http-echo',
    'httpd',
    'json',
    'kubelet',
    'metrics',
    'multitool',
    'nginx',
    'website',
    'www-redirect',
  ]) {
    const response = ask(name);
    expect([name, header(response, 'Content-Length')]).toEqual([name, String(size(response.body))]);
    expect(ask(name, { method: 'HEAD' }).body).toBe('');
  }
});

test('redis answers lines', () => {
  const redis = programNamed('redis', { tls: false, at, reach });
  expect(redis.http).toBeUndefined();
  expect(redis.answer!('PING\r\nGET a\r\nGET / HTTP/1.1\r\nNOSUCH x\r\n')).toBe(
    "+PONG\r\n$-1\r\n-ERR wrong number of arguments for 'get' command\r\n-ERR unknown command 'NOSUCH', with args beginning with: 'x' \r\n",
  );
});

test('a gRPC server speaks first, and no HTTP/1', () => {
  const grpc = programNamed('grpc', { tls: false, at, reach });
  expect(grpc.http).toBeUndefined();
  expect(grpc.banner?.slice(0, 4)).toBe('\x00\x00\x06\x04');
});

test('an unknown program accepts and keeps silent', () => {
  expect(programNamed('guardian', { tls: false, at, reach })).toEqual({});
});
