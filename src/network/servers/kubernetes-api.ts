import { hash } from '../../clock/index.ts';
import type { HttpRequest, HttpResponse } from '../types.ts';
import { byteLength, headerOf, httpDate, type Program, pathOnly, respond } from './program.ts';

/** Paths anyone may read. */
const PUBLIC = ['/healthz', '/livez', '/readyz'];

/** The API server as a client without credentials sees it: 403 for the anonymous user, 401 for a token it rejects. */
export const kubernetesApi: Program = {
  http(request) {
    const path = pathOnly(request.path);
    if (headerOf(request, 'authorization')) {
      return status(request, [401, 'Unauthorized'], 'Unauthorized', 'Unauthorized', {});
    }
    if (PUBLIC.includes(path)) return plain(request, 'ok');
    const message = `forbidden: User "system:anonymous" cannot ${verbOf(request.method)} path "${path}"`;
    return status(request, [403, 'Forbidden'], 'Forbidden', message, { details: {} });
  },
};

/** The kubelet's own port: nothing without credentials. */
export const kubelet: Program = {
  http(request) {
    const headers = [
      ['Date', httpDate(request.now)],
      ['Content-Length', '12'],
      ['Content-Type', 'text/plain; charset=utf-8'],
    ] as const;
    return respond(request.method, [401, 'Unauthorized'], headers, 'Unauthorized');
  },
};

function verbOf(method: string): string {
  const verbs: Record<string, string> = { POST: 'create', PUT: 'update', PATCH: 'patch', DELETE: 'delete' };
  return verbs[method] ?? 'get';
}

function plain({ method, now }: HttpRequest, body: string): HttpResponse {
  const headers = [
    ['Cache-Control', 'no-cache, private'],
    ['Content-Type', 'text/plain; charset=utf-8'],
    ['X-Content-Type-Options', 'nosniff'],
    ['Date', httpDate(now)],
    ['Content-Length', String(byteLength(body))],
  ] as const;
  return respond(method, [200, 'OK'], headers, body);
}

function status(
  { method, now, path }: HttpRequest,
  line: readonly [number, string],
  reason: string,
  message: string,
  extra: object,
): HttpResponse {
  const object = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, ...extra };
  const body = JSON.stringify({ ...object, code: line[0] }, undefined, 2);
  const headers = [
    ['Audit-Id', auditId(`${now}${path}`)],
    ['Cache-Control', 'no-cache, private'],
    ['Content-Type', 'application/json'],
    ['X-Content-Type-Options', 'nosniff'],
    ['Date', httpDate(now)],
    ['Content-Length', String(byteLength(body))],
  ] as const;
  return respond(method, line, headers, body);
}

function auditId(seed: string): string {
  const part = (salt: string) =>
    hash(salt + seed)
      .toString(16)
      .padStart(8, '0');
  const [a, b, c, d] = [part('1'), part('2'), part('3'), part('4')];
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(1, 4)}-${c.slice(4)}${d}`;
}
