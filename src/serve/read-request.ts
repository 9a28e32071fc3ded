import type { IncomingMessage } from 'node:http';
import type { OutsideRequest } from '../sandbox/index.ts';
import { failure, type WireStatus } from './wire-status.ts';

/** As a real API server, which takes bodies up to 3 MiB. */
const LARGEST_BODY = 3 * 1024 * 1024;

/** What of a request's headers the API looks at; this server's own token must not reach the journal. */
const KEPT_HEADERS = /^(accept|content-type|user-agent|if-match|if-none-match|impersonate-[\w-]+)$/;

const METHODS = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Why a request's method is not taken. */
export function methodRefusal({ method }: IncomingMessage): WireStatus | undefined {
  if (METHODS.includes(method ?? '')) return undefined;
  return failure(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource');
}

/** The request without its body. */
export function requestHead(message: IncomingMessage): OutsideRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    if (value === undefined || !(KEPT_HEADERS.test(name) || isAccountToken(name, value))) continue;
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return { method: message.method ?? 'GET', path: wirePath(message.url ?? '/'), headers };
}

/** The simulated cluster's tokens have three parts, this server's own has one. */
function isAccountToken(name: string, value: string | string[]): boolean {
  return name === 'authorization' && /^Bearer [\w-]+\.[\w-]+\.[\w-]+$/.test(String(value));
}

/** Reads the body too. A Status says why it was not taken. */
export async function readRequest(message: IncomingMessage): Promise<OutsideRequest | WireStatus> {
  const head = requestHead(message);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) {
      return failure(413, 'RequestEntityTooLarge', `limit is ${LARGEST_BODY} bytes for the body of a request`);
    }
    chunks.push(chunk);
  }
  if (size === 0) return head;
  return { ...head, body: bodyOf(Buffer.concat(chunks)) };
}

/** Always begins with a slash, also for `OPTIONS *` and absolute addresses. */
function wirePath(url: string): string {
  if (url.startsWith('/')) return url.replace(/^\/+/, '/');
  return URL.canParse(url) ? url.slice(new URL(url).origin.length) || '/' : '/';
}

function bodyOf(bytes: Buffer): OutsideRequest['body'] {
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? { text } : { base64: bytes.toString('base64') };
}

/**
 * How long a watch may last, in real milliseconds, and its request without that: clients count real seconds, whatever
 * the pace of the simulated ones. Undefined for other requests.
 */
export function watchLimit(request: OutsideRequest): { request: OutsideRequest; limit: number } | undefined {
  const url = new URL(request.path, 'http://cluster');
  const watching = url.searchParams.get('watch');
  const seconds = Number(url.searchParams.get('timeoutSeconds'));
  if (request.method !== 'GET' || (watching !== 'true' && watching !== '1') || !(seconds > 0)) return undefined;
  url.searchParams.delete('timeoutSeconds');
  return { request: { ...request, path: `${url.pathname}${url.search}` }, limit: seconds * 1_000 + GRACE };
}

/** A client that counts from when it heard of its watch must not find it too short. */
const GRACE = 100;
