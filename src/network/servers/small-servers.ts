import type { Endpoint, HttpRequest, HttpResponse } from '../types.ts';
import { byteLength, httpDate, type Program, pathOnly, respond } from './program.ts';

/** Answers every path with `OK`, as health endpoints do. */
export const okText: Program = {
  http: (request) => plain(request, 'OK', 'text/plain; charset=utf-8'),
};

/** A Prometheus endpoint: `/metrics`, and nothing else. */
export const metrics: Program = {
  http: (request) =>
    pathOnly(request.path) === '/metrics'
      ? plain(request, '# TYPE up gauge\nup 1\n', 'text/plain; version=0.0.4; charset=utf-8')
      : plain(request, '404 page not found\n', 'text/plain; charset=utf-8', [404, 'Not Found']),
};

/** Apache with the page of its image. */
export const httpd: Program = {
  http(request) {
    const found = ['/', '/index.html'].includes(pathOnly(request.path));
    const status = found ? ([200, 'OK'] as const) : ([404, 'Not Found'] as const);
    const body = found
      ? '<html><body><h1>It works!</h1></body></html>\n'
      : '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>404 Not Found</title>\n</head><body>\n<h1>Not Found</h1>\n</body></html>\n';
    const headers = [
      ['Date', httpDate(request.now)],
      ['Server', 'Apache/2.4.54 (Unix)'],
      ['Content-Length', String(byteLength(body))],
      ['Content-Type', 'text/html'],
    ] as const;
    return respond(request.method, status, headers, body);
  },
};

/** The page of the network-multitool image: who serves it. */
export function multitool({ name, ip }: Endpoint): Program {
  const body = `WBITT Network MultiTool (with NGINX) - ${name} - ${ip} - HTTP: 80 , HTTPS: 443 . (Formerly praqma/network-multitool)\n`;
  return {
    http: (request) =>
      pathOnly(request.path) === '/'
        ? plain(request, body, 'text/html')
        : plain(request, '<h1>404 Not Found</h1>\n', 'text/html', [404, 'Not Found']),
  };
}

/** Tells the client about its own request. */
export function echoServer({ name }: Endpoint): Program {
  return {
    http(request) {
      const headers = Object.entries(request.headers).map(([key, value]) => `\t${key}=${value}\n`);
      const body = `\n\nHostname: ${name}\n\nRequest Information:\n\tmethod=${request.method}\n\trequest_uri=http://${request.host}${request.path}\n\nRequest Headers:\n${headers.join('')}\nRequest Body:\n${request.body}\n`;
      return plain(request, body, 'text/plain');
    },
  };
}

function plain(
  { method, now }: HttpRequest,
  body: string,
  type: string,
  status: readonly [number, string] = [200, 'OK'],
): HttpResponse {
  const headers = [
    ['Content-Type', type],
    ['Date', httpDate(now)],
    ['Content-Length', String(byteLength(body))],
  ] as const;
  return respond(method, status, headers, body);
}
