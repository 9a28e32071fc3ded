import type { HttpRequest, HttpResponse } from '../types.ts';
import { byteLength, httpDate, type Program, pathOnly, respond } from './program.ts';

const VERSION = 'nginx/1.22.1';
const LAST_MODIFIED = 'Wed, 19 Oct 2022 08:02:20 GMT';
const ETAG = '"634faf0c-267"';

/** The page the image ships: its 615 bytes are what people compare. */
const WELCOME = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
<style>
html { color-scheme: light dark; }
body { width: 35em; margin: 0 auto;
font-family: Tahoma, Verdana, Arial, sans-serif; }
</style>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>If you see this page, the nginx web server is successfully installed and
working. Further configuration is required.</p>

<p>For online documentation and support please refer to
<a href="http://nginx.org/">nginx.org</a>.<br/>
Commercial support is available at
<a href="http://nginx.com/">nginx.com</a>.</p>

<p><em>Thank you for using nginx.</em></p>
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
