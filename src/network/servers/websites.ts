import type { HttpRequest, HttpResponse } from '../types.ts';
import { byteLength, headerOf, httpDate, type Program, pathOnly, respond, type ServerPlace } from './program.ts';

/** Redirects to the same place over TLS, as most sites do on port 80. */
export const httpsRedirect: Program = {
  http: (request) => redirect(request, `https://${hostOnly(request.host)}${request.path}`),
};

/** Redirects a bare domain to its `www.` name and answers there. */
export const wwwRedirect: Program = {
  http: (request) =>
    request.host.startsWith('www.')
      ? website.http!(request)
      : redirect(request, `http://www.${hostOnly(request.host)}/`),
};

/** Answers every path with a page that says whose it is. */
export const website: Program = {
  http: (request) => page(request, [200, 'OK'], hostOnly(request.host), []),
};

/** A website, where the site asked for does not give away pages of its own. */
export function websiteWith(pagesOf: ServerPlace['pages']): Program {
  return {
    http(request) {
      const pages = pagesOf?.(hostOnly(request.host));
      if (!pages) return website.http!(request);
      const path = pathOnly(request.path);
      const text = Object.hasOwn(pages, path) ? pages[path] : undefined;
      if (text === undefined) return page(request, [404, 'Not Found'], '404 Not Found', []);
      const headers = [
        ['Content-Type', 'text/plain; charset=utf-8'],
        ['Date', httpDate(request.now)],
        ['Content-Length', String(byteLength(text))],
      ] as const;
      return respond(request.method, [200, 'OK'], headers, text, 15);
    },
  };
}

/** The cloud's instance metadata service: an answer only for those who send its header. */
export const cloudMetadata: Program = {
  http(request) {
    if (headerOf(request, 'metadata') === undefined && headerOf(request, 'metadata-flavor') === undefined) {
      return json(request, [400, 'Bad Request'], { error: 'Bad request. Required metadata header not specified' });
    }
    return json(request, [200, 'OK'], { compute: { name: 'node', osType: 'Linux', location: 'westeurope' } });
  },
};

export const jsonStatus: Program = { http: (request) => json(request, [200, 'OK'], { status: 'ok' }) };

export const httpEcho: Program = {
  http: (request) => {
    const body = 'hello-world\n';
    const headers = [
      ['X-App-Name', 'http-echo'],
      ['X-App-Version', '0.2.3'],
      ['Date', httpDate(request.now)],
      ['Content-Length', String(byteLength(body))],
      ['Content-Type', 'text/plain; charset=utf-8'],
    ] as const;
    return respond(request.method, [200, 'OK'], headers, body);
  },
};

function redirect(request: HttpRequest, location: string): HttpResponse {
  return page(request, [301, 'Moved Permanently'], '301 Moved', [['Location', location]]);
}

function page(
  { method, now }: HttpRequest,
  status: readonly [number, string],
  title: string,
  extra: HttpResponse['headers'],
): HttpResponse {
  const body = `<!doctype html>\n<html><head><title>${title}</title></head>\n<body><h1>${title}</h1></body></html>\n`;
  const headers = [
    ...extra,
    ['Content-Type', 'text/html; charset=UTF-8'] as const,
    ['Date', httpDate(now)] as const,
    ['Content-Length', String(byteLength(body))] as const,
  ];
  return respond(method, status, headers, body, 15);
}

function json({ method, now }: HttpRequest, status: readonly [number, string], value: unknown): HttpResponse {
  const body = JSON.stringify(value);
  const headers = [
    ['Content-Type', 'application/json'],
    ['Date', httpDate(now)],
    ['Content-Length', String(byteLength(body))],
  ] as const;
  return respond(method, status, headers, body);
}

function hostOnly(host: string): string {
  return host.replace(/:\d+$/, '');
}
