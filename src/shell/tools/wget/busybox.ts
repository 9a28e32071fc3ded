import type { ToolContext } from '../../types.ts';
import type { NetworkClient } from '../network/client.ts';
import { CONNECT_ERROR, connectTcp } from '../network/connect.ts';
import { byteLength, exchangeHttp, type Header, headerValue } from '../network/http.ts';
import { problemText } from '../network/options.ts';
import { resolveHost } from '../network/resolve.ts';
import { followLocation, hostHeader, parseUrl } from '../network/url.ts';
import { chooseFile, saveFile } from './files.ts';
import { parseWget, type WgetOptions } from './options.ts';

const USAGE = `BusyBox v1.35.0 multi-call binary.

Usage: wget [-cqS] [--spider] [-O FILE] [-o LOGFILE] [--header STR]
	[--post-data STR | --post-file FILE] [-Y on/off]
	[--no-check-certificate] [-P DIR] [-U AGENT] [-T SEC] URL...
`;

const DEFAULT_TIMEOUT = 900_000;
const MOST_REDIRECTS = 5;

/** wget of busybox 1.35: exits 0 or 1. */
export async function busyboxWget(context: ToolContext, client: NetworkClient): Promise<number> {
  const command = parseWget(context.args, 'busybox');
  if (!('options' in command) || command.options.urls.length === 0) {
    const complaint = 'problem' in command ? `wget: ${problemText(command.problem)}\n` : '';
    context.stderr(`${complaint}${USAGE}`);
    return 1;
  }
  for (const url of command.options.urls) {
    const problem = await fetchUrl(context, client, url, command.options);
    if (problem === undefined) continue;
    context.stderr(`wget: ${problem}\n`);
    return 1;
  }
  return 0;
}

/** Fetches one URL; a string is what went wrong. */
async function fetchUrl(
  context: ToolContext,
  client: NetworkClient,
  text: string,
  options: WgetOptions,
): Promise<string | undefined> {
  const say = (line: string): void => {
    if (!options.quiet) context.stderr(`${line}\n`);
  };
  let address = text;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const parsed = parseUrl(address);
    if (parsed.problem !== undefined) return `not an http or ftp url: ${address}`;
    const { url } = parsed;
    const found = await resolveHost(context, client, url.host);
    const ip = found.failure ? undefined : found.addresses[0];
    if (ip === undefined) return `bad address '${url.host}'`;
    say(`Connecting to ${hostHeader(url)} (${ip}:${url.port})`);
    const timeout = options.timeout ?? DEFAULT_TIMEOUT;
    const result = await connectTcp(context, client, ip, url.port, timeout);
    if (result.failure === 'deadline') return 'download timed out';
    if (result.failure !== undefined) return `can't connect to remote host (${ip}): ${CONNECT_ERROR[result.failure]}`;
    const { attempt } = result;
    // Its TLS knows no modern server of a lab.
    const speaksTls = url.scheme === 'https' && attempt.connection?.destination.type === 'net';
    const request = {
      method: options.spider ? 'HEAD' : (options.method ?? 'GET'),
      target: url.target,
      headers: requestHeaders(hostHeader(url), options),
      ...(options.body === undefined ? {} : { body: options.body }),
    };
    const mute = url.scheme === 'https' && !speaksTls;
    const answer = mute ? 'mute' : await exchangeHttp(context, attempt, request, { limit: timeout, tls: speaksTls });
    attempt.close();
    if (answer === 'late') return 'download timed out';
    if (answer === 'mute') return 'error getting response: Connection reset by peer';
    if (options.showHeaders) for (const line of answer.head.split('\r\n').slice(0, -1)) say(`  ${line}`);
    const location = headerValue(answer.response.headers, 'location');
    if (answer.response.status >= 300 && answer.response.status < 400 && location !== undefined) {
      address = followLocation(url, location);
      continue;
    }
    if (answer.response.status >= 400) {
      return `server returned error: HTTP/1.1 ${answer.response.status} ${answer.response.reason}`;
    }
    if (options.spider) {
      say('remote file exists');
      return undefined;
    }
    const file = await chooseFile(context, url, options);
    const toOutput = file === '-';
    say(toOutput ? 'writing to stdout' : `saving to '${file}'`);
    await saveFile(context, file, answer.body);
    if (!options.quiet) context.stderr(progressLine(file.split('/').at(-1)!, byteLength(answer.body)));
    say(toOutput ? 'written to stdout' : `'${file}' saved`);
    return undefined;
  }
  return 'too many redirections';
}

function requestHeaders(host: string, options: WgetOptions): Header[] {
  const custom = options.headers.map((header): Header => {
    const colon = header.indexOf(':');
    return [header.slice(0, colon), header.slice(colon + 1).trim()];
  });
  const form: Header[] =
    options.body === undefined
      ? []
      : [
          ['Content-Type', 'application/x-www-form-urlencoded'],
          ['Content-Length', String(byteLength(options.body))],
        ];
  return [['Host', host], ['User-Agent', options.agent ?? 'Wget'], ['Connection', 'close'], ...custom, ...form];
}

function progressLine(name: string, size: number): string {
  return `${name.slice(0, 20).padEnd(20)} 100% |********************************| ${String(size).padStart(5)}  0:00:00 ETA\n`;
}
