import { byteLength, exchangeHttp, type HttpExchange, headerValue, type OutgoingRequest } from '../network/http.ts';
import { followLocation, parseUrl, type WebUrl } from '../network/url.ts';
import { CurlFailure } from './failure.ts';
import { RECORD_HEADER, tellTickets } from './handshake.ts';
import { buildRequest, type Payload } from './request.ts';
import type { CurlSession, OpenConnection } from './session.ts';
import type { TransferFigures } from './write-out.ts';

/** Where the body of a transfer goes. */
export interface Destination {
  /** `-` or no file: standard output. */
  file?: string;
  /** Verbose notes about data are left out when it is shown on the terminal. */
  onTerminal: boolean;
  write(text: string): void;
  writeHead(text: string): void;
}

const MOST_REDIRECTS = 50;

/** Fetches one URL, redirects included, filling in `figures` as it goes; throws a CurlFailure. */
export async function transfer(
  session: CurlSession,
  text: string,
  payload: Payload | undefined,
  destination: Destination,
  figures: TransferFigures,
): Promise<void> {
  const { options } = session;
  const proxy = options.has('proxy') ? readUrl(options.last('proxy')!) : undefined;
  const most = Number(options.last('max-redirs') ?? MOST_REDIRECTS);
  let url = readUrl(text);
  let sending = payload;
  session.begin();
  session.meter.begin();
  for (;;) {
    Object.assign(figures, { url: url.text, scheme: url.scheme });
    const connection = await session.connect(url, proxy);
    noteConnection(figures, connection, session);
    if (url.scheme !== 'http' && url.scheme !== 'https') {
      session.drop(connection);
      throw new CurlFailure(8, 'Weird server reply');
    }
    const request = buildRequest(options, url, sending, proxy !== undefined);
    figures.method = request.method;
    const answer = await converse(session, connection, request, url, figures);
    const next = redirectOf(answer, url);
    figures.redirectUrl = next ?? '';
    if (next === undefined || !options.has('location')) {
      await deliver(session, answer, request, destination, figures);
      finish(session, connection, url);
      return;
    }
    if (figures.redirects >= most) throw new CurlFailure(47, `Maximum (${most}) redirects followed`);
    figures.redirects++;
    destination.writeHead(answer.head);
    session.say(`Connection #${connection.number} to host ${url.host} left intact`);
    session.say(`Issue another request to this URL: '${next}'`);
    if (answer.response.status !== 307 && answer.response.status !== 308) sending = undefined;
    url = readUrl(next);
  }
}

async function converse(
  session: CurlSession,
  connection: OpenConnection,
  request: OutgoingRequest,
  url: WebUrl,
  figures: TransferFigures,
): Promise<HttpExchange> {
  const { options } = session;
  const tls = url.scheme === 'https';
  if (tls) session.verbose.data('}', RECORD_HEADER);
  showRequest(session, request);
  const answer = await exchangeHttp(session.waiting, connection.attempt, request, { limit: session.left, tls });
  figures.sent += byteLength(request.body ?? '');
  if (answer === 'late') {
    session.drop(connection);
    const elapsed = Math.round(session.elapsed);
    throw new CurlFailure(28, `Operation timed out after ${elapsed} milliseconds with 0 bytes received`);
  }
  if (answer === 'mute') {
    session.drop(connection);
    const banner = connection.attempt.server?.banner;
    if (banner === undefined) throw new CurlFailure(52, 'Empty reply from server');
    if (!options.has('http0.9')) throw new CurlFailure(1, 'Received HTTP/0.9 when not allowed');
    throw new CurlFailure(56, 'Recv failure: Connection reset by peer');
  }
  figures.firstByte = session.elapsed;
  figures.status = answer.response.status;
  figures.headers = answer.response.headers;
  figures.headerBytes += byteLength(answer.head);
  figures.requestBytes += answer.requestBytes;
  figures.contentType = headerValue(answer.response.headers, 'content-type') ?? '';
  if (tls && !connection.reused) tellTickets(session.verbose, connection.attempt.server);
  for (const line of answer.head.split('\r\n').slice(0, -1)) session.verbose.head('<', line);
  return answer;
}

function showRequest(session: CurlSession, request: OutgoingRequest): void {
  const { verbose } = session;
  verbose.head('>', `${request.method} ${request.target} HTTP/${request.version ?? '1.1'}`);
  for (const [name, value] of request.headers) verbose.head('>', `${name}: ${value}`);
  verbose.head('>', '');
  if (request.body) verbose.data('}', byteLength(request.body));
}

async function deliver(
  session: CurlSession,
  answer: HttpExchange,
  request: OutgoingRequest,
  destination: Destination,
  figures: TransferFigures,
): Promise<void> {
  const { options, meter } = session;
  const failed = answer.response.status >= 400 && (options.has('fail') || options.has('fail-with-body'));
  const withheld = failed && !options.has('fail-with-body');
  destination.writeHead(answer.head);
  const size = byteLength(answer.body);
  if (!withheld) {
    if (size > 0) session.verbose.data('{', size);
    destination.write(answer.body);
    figures.received += size;
  }
  const announced = Number(headerValue(answer.response.headers, 'content-length') ?? size);
  const toSend = byteLength(request.body ?? '');
  meter.end({ total: announced, received: withheld ? 0 : size, sent: toSend, toSend, elapsed: session.elapsed });
  if (failed) throw new CurlFailure(22, `The requested URL returned error: ${answer.response.status}`);
}

function finish(session: CurlSession, connection: OpenConnection, url: WebUrl): void {
  session.say(`Connection #${connection.number} to host ${url.host} left intact`);
}

function noteConnection(figures: TransferFigures, connection: OpenConnection, session: CurlSession): void {
  const { attempt, peer, stages, reused } = connection;
  if (!reused) {
    figures.connects++;
    figures.nameLookup = stages.nameLookup;
    figures.connected = stages.connected;
    figures.tlsDone = stages.tlsDone;
  }
  figures.remoteIp = peer.ip;
  figures.remotePort = peer.port;
  figures.localIp = session.client.endpoint.ip;
  figures.localPort = attempt.connection?.sourcePort ?? 0;
}

function redirectOf(answer: HttpExchange, url: WebUrl): string | undefined {
  if (answer.response.status < 300 || answer.response.status >= 400) return undefined;
  const location = headerValue(answer.response.headers, 'location');
  return location === undefined ? undefined : followLocation(url, location);
}

function readUrl(text: string): WebUrl {
  const parsed = parseUrl(text);
  if (parsed.problem === undefined) return parsed.url;
  if (parsed.problem === 'malformed') throw new CurlFailure(3, 'URL using bad/illegal format or missing URL');
  throw new CurlFailure(1, `Protocol "${parsed.scheme}" not supported or disabled in libcurl`);
}
