import type { Attempt, HttpRequest, HttpResponse, Server } from '../../../network/index.ts';
import type { Waiting } from './client.ts';

export type Header = readonly [name: string, value: string];

export interface OutgoingRequest {
  method: string;
  /** Path and query, as it goes over the wire. */
  target: string;
  version?: '1.0' | '1.1';
  /** In wire order, `Host` among them. */
  headers: readonly Header[];
  body?: string;
}

export interface HttpExchange {
  response: HttpResponse;
  /** The status line and headers as sent, with CRLF and the empty line. */
  head: string;
  /** Empty for HEAD. */
  body: string;
  requestBytes: number;
  /** Milliseconds until the first byte. */
  elapsed: number;
}

/** Bytes of a text on the wire. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/**
 * Sends one request over an open connection and waits for the answer; books the bytes of both ways.
 * `late` when the answer needs longer than `limit` milliseconds, `mute` when the server speaks no HTTP.
 */
export async function exchangeHttp(
  context: Waiting,
  attempt: Attempt,
  request: OutgoingRequest,
  { limit = Number.POSITIVE_INFINITY, tls = false }: { limit?: number; tls?: boolean } = {},
): Promise<HttpExchange | 'late' | 'mute'> {
  const text = requestText(request);
  const requestBytes = byteLength(text);
  if (!attempt.server?.http) {
    const greeting = byteLength(attempt.server?.banner ?? '');
    await context.clock.sleep(Math.min(attempt.rtt, limit), context.signal);
    attempt.transfer(requestBytes, greeting);
    return 'mute';
  }
  const seen = asServerSees(request, context.clock.now());
  const isPlain = attempt.server.tls && !tls;
  const answer = isPlain ? attempt.server.http(seen) : await answerOf(attempt.server, attempt.server.http, seen);
  const response = isPlain ? plainToTlsPort(answer) : answer;
  const elapsed = attempt.rtt + response.delay;
  if (elapsed > limit) {
    await context.clock.sleep(limit, context.signal);
    attempt.transfer(requestBytes, 0);
    return 'late';
  }
  await context.clock.sleep(elapsed, context.signal);
  const head = headText(response, request);
  const body = request.method === 'HEAD' ? '' : response.body;
  attempt.transfer(requestBytes, byteLength(head) + byteLength(body));
  return { response, head, body, requestBytes, elapsed };
}

function answerOf(
  server: Pick<Server, 'exchange'>,
  http: NonNullable<Server['http']>,
  request: HttpRequest,
): HttpResponse | Promise<HttpResponse> {
  return server.exchange ? server.exchange(request) : http(request);
}

/** The request as bytes on the wire. */
function requestText(request: OutgoingRequest): string {
  const lines = request.headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return `${request.method} ${request.target} HTTP/${request.version ?? '1.1'}\r\n${lines}\r\n${request.body ?? ''}`;
}

/** The first value of a header, whatever its case. */
export function headerValue(headers: readonly Header[], name: string): string | undefined {
  return headers.find(([given]) => given.toLowerCase() === name.toLowerCase())?.[1];
}

/** Reads a request someone typed into a raw connection; undefined while it is no HTTP request. */
export function parseRequest(text: string): OutgoingRequest | undefined {
  const [head = '', ...rest] = text.split(/\r?\n\r?\n/);
  const [line = '', ...headerLines] = head.split(/\r?\n/);
  const start = /^([A-Z]+) (\S+) HTTP\/(1\.[01])$/.exec(line);
  if (!start) return undefined;
  const headers = headerLines
    .filter((header) => header.includes(':'))
    .map((header): Header => [header.slice(0, header.indexOf(':')), header.slice(header.indexOf(':') + 1).trim()]);
  return {
    method: start[1]!,
    target: start[2]!,
    version: start[3] as '1.0' | '1.1',
    headers,
    body: rest.join('\r\n\r\n'),
  };
}

function asServerSees(request: OutgoingRequest, now: number): HttpRequest {
  return {
    method: request.method,
    path: request.target,
    host: headerValue(request.headers, 'host') ?? '',
    headers: Object.fromEntries(request.headers.map(([name, value]) => [name.toLowerCase(), value])),
    body: request.body ?? '',
    now,
  };
}

/** A TLS port that is isPlain to in plain HTTP answers 400, as nginx does. */
function plainToTlsPort(answer: HttpResponse): HttpResponse {
  const software = headerValue(answer.headers, 'server') ?? 'nginx';
  const reason = 'The plain HTTP request was sent to HTTPS port';
  const body =
    `<html>\r\n<head><title>400 ${reason}</title></head>\r\n<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n` +
    `<center>${reason}</center>\r\n<hr><center>${software}</center>\r\n</body>\r\n</html>\r\n`;
  const kept = answer.headers.filter(([name]) => ['server', 'date'].includes(name.toLowerCase()));
  const headers: Header[] = [
    ...kept,
    ['Content-Type', 'text/html'],
    ['Content-Length', String(byteLength(body))],
    ['Connection', 'close'],
  ];
  return { ...answer, status: 400, reason: 'Bad Request', headers, body };
}

function headText(response: HttpResponse, request: OutgoingRequest): string {
  const closes = request.version === '1.0' || headerValue(request.headers, 'connection')?.toLowerCase() === 'close';
  const lines = response.headers.map(([name, value]) =>
    closes && name.toLowerCase() === 'connection' ? `${name}: close\r\n` : `${name}: ${value}\r\n`,
  );
  return `HTTP/1.1 ${response.status} ${response.reason}\r\n${lines.join('')}\r\n`;
}
