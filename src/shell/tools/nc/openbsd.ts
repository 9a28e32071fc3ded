import type { ToolContext } from '../../types.ts';
import type { NetworkClient } from '../network/client.ts';
import { CONNECT_ERROR, connectTcp } from '../network/connect.ts';
import { serviceByName, serviceByPort } from '../network/etc-services.ts';
import { parseOptions, problemText } from '../network/options.ts';
import { RESOLVE_ERROR, resolveHost } from '../network/resolve.ts';
import { converse, probeUdp } from './conversation.ts';

const OPTIONS = { short: '46bCDdFhI:i:klM:m:NnO:P:p:q:rSs:T:tUuV:vW:w:X:x:Zz' };

const USAGE = `usage: nc [-46CDdFhklNnrStUuvZz] [-I length] [-i interval] [-M ttl]
	  [-m minttl] [-O length] [-P proxy_username] [-p source_port]
	  [-q seconds] [-s sourceaddr] [-T keyword] [-V rtable] [-W recvlimit]
	  [-w timeout] [-X proxy_protocol] [-x proxy_address[:port]]
	  [destination] [port]
`;

/** Netcat of OpenBSD as Debian ships it (1.219): outgoing connections, port ranges, UDP. */
export async function openbsdNc(context: ToolContext, client: NetworkClient): Promise<number> {
  const { given, operands, problem } = parseOptions(context.args, OPTIONS);
  const has = (letter: string): boolean => given.some((option) => option.name === letter);
  const fail = (text: string): number => {
    context.stderr(`nc: ${text}\n`);
    return 1;
  };
  if (problem) {
    context.stderr(`nc: ${problemText(problem)}\n${USAGE}`);
    return 1;
  }
  if (has('h')) {
    context.stderr(`OpenBSD netcat (Debian patchlevel 1.219-1)\n${USAGE}`);
    return 0;
  }
  if (has('l')) return fail('listening is not possible here: nothing could connect to this program');
  const [host, portText] = operands;
  if (host === undefined) {
    context.stderr(USAGE);
    return 1;
  }
  if (portText === undefined) return fail('missing port number');
  const udp = has('u');
  const protocol = udp ? ('udp' as const) : ('tcp' as const);
  const ports = readPorts(portText, protocol);
  if (typeof ports === 'string') return fail(ports);

  const seconds = given.findLast((option) => option.name === 'w')?.value;
  const timeout = seconds === undefined ? undefined : Number(seconds) * 1000;
  const addresses = await findAddresses(context, client, host, has('n'));
  if (typeof addresses === 'string') {
    return fail(`getaddrinfo for host "${host}" port ${ports[0]}: ${addresses}`);
  }
  let code = 1;
  for (const port of ports) {
    for (const ip of addresses) {
      const place = ip === host ? host : `${host} (${ip})`;
      const service = has('n') ? '*' : (serviceByPort(port, protocol)?.name ?? '*');
      const succeeded = (): void => {
        if (has('v')) context.stderr(`Connection to ${place} ${port} port [${protocol}/${service}] succeeded!\n`);
      };
      if (udp) {
        const state = await probeUdp(context, client.open('udp', ip, port), timeout ?? 3000);
        if (state === 'closed') continue;
        succeeded();
        code = 0;
        break;
      }
      const result = await connectTcp(context, client, ip, port, timeout);
      if (result.failure !== undefined) {
        const outcome =
          result.failure === 'deadline'
            ? 'timed out: Operation now in progress'
            : `failed: ${CONNECT_ERROR[result.failure]}`;
        if (has('v')) context.stderr(`nc: connect to ${place} port ${port} (tcp) ${outcome}\n`);
        continue;
      }
      succeeded();
      code = 0;
      if (!has('z')) await converse(context, result.attempt, timeout);
      result.attempt.close();
      break;
    }
  }
  return code;
}

async function findAddresses(
  context: ToolContext,
  client: NetworkClient,
  host: string,
  numeric: boolean,
): Promise<readonly string[] | string> {
  if (numeric && !/^[\d.]+$/.test(host)) return RESOLVE_ERROR.unknown;
  const found = await resolveHost(context, client, host);
  return found.failure ? RESOLVE_ERROR[found.failure] : found.addresses;
}

function readPorts(text: string, protocol: 'tcp' | 'udp'): number[] | string {
  const named = serviceByName(text, protocol);
  if (named) return [named.port];
  const [first = '', last = first] = /^\d+-\d+$/.test(text) ? text.split('-') : [text];
  for (const piece of [first, last]) {
    if (!/^\d+$/.test(piece)) return `port number invalid: ${piece}`;
    if (Number(piece) < 1) return `port number too small: ${piece}`;
    if (Number(piece) > 65535) return `port number too large: ${piece}`;
  }
  const from = Math.min(Number(first), Number(last));
  const to = Math.max(Number(first), Number(last));
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
