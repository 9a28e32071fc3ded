import type { ToolContext } from '../../types.ts';
import type { NetworkClient } from '../network/client.ts';
import { CONNECT_ERROR, connectTcp } from '../network/connect.ts';
import { parseOptions, problemText } from '../network/options.ts';
import { RESOLVE_ERROR, resolveHost } from '../network/resolve.ts';
import { converse, probeUdp } from './conversation.ts';

const OPTIONS = {
  short: '46UCc:e:g:G:m:hd:o:x:i:p:s:lkntuvw:z',
  long: {
    'wait=': 'w',
    verbose: 'v',
    udp: 'u',
    nodns: 'n',
    ssl: 'ssl',
    version: 'version',
    help: 'h',
    listen: 'l',
    'send-only': 'send-only',
    'recv-only': 'recv-only',
    'source-port=': 'p',
    crlf: 'C',
  },
};

const DEFAULT_PORT = 31_337;
const CONNECT_PATIENCE = 10_000;
const UDP_PATIENCE = 2000;

/** Ncat 7.93, the netcat of the nmap project. */
export async function ncat(context: ToolContext, client: NetworkClient): Promise<number> {
  const { given, operands, problem } = parseOptions(context.args, OPTIONS);
  const has = (name: string): boolean => given.some((option) => option.name === name);
  const log = (text: string): void => context.stderr(`Ncat: ${text}\n`);
  const verbose = (text: string): void => {
    if (has('v')) log(text);
  };
  const quit = (text: string): number => {
    log(`${text} QUITTING.`);
    return 2;
  };
  if (problem) {
    context.stderr(`${context.name}: ${problemText(problem)}\n`);
    return quit("Try `--help' or man(1) ncat for more information, usage options and help.");
  }
  if (has('h')) {
    context.stdout('Ncat 7.93 ( https://nmap.org/ncat )\nUsage: ncat [options] [hostname] [port]\n');
    return 0;
  }
  if (has('version')) {
    log('Version 7.93 ( https://nmap.org/ncat )');
    return 0;
  }
  verbose('Version 7.93 ( https://nmap.org/ncat )');
  if (has('l')) return quit('Listening is not possible here: nothing could connect to this program.');
  const [host, portText] = operands;
  if (host === undefined) return quit('You must specify a host to connect to.');
  const port = portText === undefined ? DEFAULT_PORT : Number(portText);
  if (!Number.isInteger(port) || port < 1 || port > 65535) return quit(`Invalid port number "${portText}".`);
  const found = await resolveHost(context, client, host);
  if (found.failure) return quit(`Could not resolve hostname "${host}": ${RESOLVE_ERROR[found.failure]}.`);
  const ip = found.addresses[0];
  if (ip === undefined) return quit(`Could not resolve hostname "${host}": Address family for hostname not supported.`);

  const startedAt = context.clock.now();
  const total = (sent: number, received: number): void => {
    const elapsed = ((context.clock.now() - startedAt) / 1000).toFixed(2);
    verbose(`${sent} bytes sent, ${received} bytes received in ${elapsed} seconds.`);
  };
  if (has('u')) {
    verbose(`Connected to ${ip}:${port}.`);
    if ((await probeUdp(context, client.open('udp', ip, port), UDP_PATIENCE)) === 'closed') {
      log('Connection refused.');
      return 1;
    }
    verbose('UDP packet sent successfully');
    total(1, 0);
    return 0;
  }
  const wait = given.findLast((option) => option.name === 'w')?.value;
  const result = await connectTcp(context, client, ip, port, duration(wait) ?? CONNECT_PATIENCE);
  if (result.failure !== undefined) {
    const reason = result.failure === 'deadline' ? 'TIMEOUT' : CONNECT_ERROR[result.failure];
    if (!has('z') || has('v')) log(`${reason}.`);
    return 1;
  }
  verbose(`Connected to ${ip}:${port}.`);
  const { sent, received } = has('z') ? { sent: 0, received: 0 } : await converse(context, result.attempt);
  result.attempt.close();
  total(sent, received);
  return 0;
}

/** Ncat's times: seconds unless a unit follows. Milliseconds. */
function duration(text: string | undefined): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text ?? '');
  if (!match) return undefined;
  return Number(match[1]) * { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[match[2] ?? 's']!;
}
