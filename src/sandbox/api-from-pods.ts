import { type ApiRequest, type ApiResponse, apiRequest, type Caller, type Cluster } from '../cluster/index.ts';
import type { HttpRequest, HttpResponse } from '../network/index.ts';

/** Who has not said who they are. */
const ANYBODY: Caller = { username: 'system:anonymous', groups: ['system:unauthenticated'] };
/** Milliseconds the API server takes. */
const DELAY = 3;
/** Of a connection, not of the request. */
const HOP_BY_HOP = new Set(['connection', 'host', 'content-length', 'transfer-encoding', 'accept-encoding']);

/**
 * The API as programs in pods meet it: they are the account whose token they carry, else anybody. A watch, or a log that
 * is followed, shows what there is and ends.
 */
export async function answerFromPod(
  cluster: Cluster,
  request: HttpRequest,
  input: number | undefined,
): Promise<HttpResponse> {
  const { headers, now } = request;
  const asked = webRequest(request);
  if (!asked) return responseOf(400, [['content-type', 'text/plain; charset=utf-8']], '400 Bad Request', now);
  const userAgent = headers['user-agent'];
  const caller = { ...ANYBODY, ...(userAgent ? { userAgent } : {}), ...(input === undefined ? {} : { input }) };
  const response = await cluster.handle(asked, caller);
  const answered = [...response.headers].filter(([name]) => name !== 'content-length');
  return responseOf(response.status, answered, await (isEndless(asked) ? textOf(response) : response.text()), now);
}

/** Undefined for what is no request: a method or path no client library would send. */
function webRequest({ method, path, headers, body }: HttpRequest): ApiRequest | undefined {
  if (!/^[A-Z]+$/.test(method) || !path.startsWith('/') || !URL.canParse(`http://cluster${path}`)) return undefined;
  const kept = Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name.toLowerCase()));
  return apiRequest(`http://cluster${path}`, { method, headers: Object.fromEntries(kept), body });
}

function isEndless({ url }: ApiRequest): boolean {
  const { searchParams } = new URL(url);
  return ['watch', 'follow'].some((name) => ['true', '1'].includes(searchParams.get(name) ?? ''));
}

/** What has been written so far of an answer that may never end. */
async function textOf(response: ApiResponse): Promise<string> {
  const { body } = response;
  if (typeof body === 'string' || body instanceof Uint8Array) return response.text();
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const piece = await Promise.race([reader.read(), nothingMore()]);
    if (!piece || piece.done) break;
    text += decoder.decode(piece.value, { stream: true });
  }
  await reader.cancel().catch(() => undefined);
  return text;
}

/** Resolves after whatever is ready has been read. */
function nothingMore(): Promise<undefined> {
  return new Promise((resolve) => setImmediate(() => setImmediate(() => resolve(undefined))));
}

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  413: 'Request Entity Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

function responseOf(status: number, headers: [string, string][], body: string, now: number): HttpResponse {
  return {
    status,
    reason: REASONS[status] ?? '',
    headers: [
      ['Cache-Control', 'no-cache, private'],
      ...headers.map(
        ([name, value]) => [name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase()), value] as const,
      ),
      ['Date', new Date(now).toUTCString()],
      ['Content-Length', String(new TextEncoder().encode(body).length)],
    ],
    body,
    delay: DELAY,
  };
}
