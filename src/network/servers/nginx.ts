import type { HttpRequest, HttpResponse } from '../types.ts';
import { byteLength, httpDate, type Program, pathOnly, respond } from './program.ts';

const VERSION = 'nginx/1.22.1';
const LAST_MODIFIED = 'Wed, 19 Oct 2022 08:02:20 GMT';
const ETAG = '"634faf0c-267"';

/** Our own words in the length of the real page: 615 bytes are what people compare. */
const WELCOME = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
<style>
body { max-width: 36em; margin: 2em auto; font-family: sans-serif; }
</style>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>This simulated server answers as a fresh nginx does: it is up, and nobody has
told it yet what to serve.</p>
<p>If you came here with curl from another pod, then the name was found, the
service had an endpoint and no policy was in the way. That is worth knowing in a
lab about network policy: it means that the next rule you write has something to
stop.</p>
<p>Nothing else is served here on purpose.</p>
</body>
</html>
`;

/** nginx with the configuration of its image: one static page. */
export const nginx: Program = {
  http(request) {
    const path = pathOnly(request.path);
    const isPage = path === '/' || path === '/index.html';
    if (!isPage) return errorPage(request, [404, 'Not Found']);
    if (request.method !== 'GET' && request.method !== 'HEAD') return errorPage(request, [405, 'Not Allowed']);
    const headers = [
      ['Server', VERSION],
      ['Date', httpDate(request.now)],
      ['Content-Type', 'text/html'],
      ['Content-Length', String(byteLength(WELCOME))],
      ['Last-Modified', LAST_MODIFIED],
      ['Connection', 'keep-alive'],
      ['ETag', ETAG],
      ['Accept-Ranges', 'bytes'],
    ] as const;
    return respond(request.method, [200, 'OK'], headers, WELCOME);
  },
};

function errorPage({ method, now }: HttpRequest, status: readonly [number, string]): HttpResponse {
  const title = status.join(' ');
  const body = [
    '<html>',
    `<head><title>${title}</title></head>`,
    '<body>',
    `<center><h1>${title}</h1></center>`,
    `<hr><center>${VERSION}</center>`,
    '</body>',
    '</html>',
    '',
  ].join('\r\n');
  const headers = [
    ['Server', VERSION],
    ['Date', httpDate(now)],
    ['Content-Type', 'text/html'],
    ['Content-Length', String(byteLength(body))],
    ['Connection', 'keep-alive'],
  ] as const;
  return respond(method, status, headers, body);
}
