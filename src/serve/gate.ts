import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { failure, type WireStatus } from './wire-status.ts';

/** What a request shows before anything of it is read. */
export interface Knock {
  /** Path and query. */
  url: string;
  headers: IncomingHttpHeaders;
}

/** Read without a token, so that a client can find out whom it talks to. */
const OPEN_PATHS = ['/version', '/healthz', '/livez', '/readyz'];

/**
 * Who may come in: only requests addressed to this machine's loopback (a web page that made its own name point here is
 * not), from no web page, with the token or one of a service account of the cluster's. Answers with the refusal, or undefined.
 */
export function createGate(
  token: string,
  port: () => number,
  knowsAccount: (token: string) => boolean,
): (knock: Knock) => WireStatus | undefined {
  const expected = digest(`Bearer ${token}`);
  return ({ url, headers }) => {
    const hosts = [`127.0.0.1:${port()}`, `localhost:${port()}`];
    if (!hosts.includes((headers.host ?? '').toLowerCase())) {
      return failure(421, 'MisdirectedRequest', `this server answers as ${hosts.join(' or ')} only`);
    }
    if (headers.origin !== undefined) {
      return failure(403, 'Forbidden', 'requests of web pages are refused: they carry an Origin');
    }
    if (OPEN_PATHS.includes(url.split('?', 1)[0]!)) return undefined;
    if (timingSafeEqual(digest(headers.authorization ?? ''), expected)) return undefined;
    if (knowsAccount(/^Bearer (.*)$/.exec(headers.authorization ?? '')?.[1] ?? '')) return undefined;
    return failure(401, 'Unauthorized', 'Unauthorized');
  };
}

/** Of equal length whatever goes in, as the comparison needs. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
