import type { ToolContext } from '../../types.ts';
import type { NetworkClient } from '../network/client.ts';
import { CONNECT_ERROR, connectTcp } from '../network/connect.ts';
import { serviceByName } from '../network/etc-services.ts';
import { parseOptions, problemText } from '../network/options.ts';
import { resolveHost } from '../network/resolve.ts';
import { converse, probeUdp } from './conversation.ts';

const OPTIONS = { short: 'e:i:lnp:s:tuvw:z' };

const USAGE = `BusyBox v1.35.0 multi-call binary.

Usage: nc [OPTIONS] HOST PORT  - connect

	-n	Don't do DNS resolution
	-p PORT	Local port
	-s ADDR	Local address
	-u	UDP mode
	-v	Verbose
	-w SEC	Timeout for connects and final net reads
	-z	Zero-I/O mode (scanning)
`;

/** nc of busybox 1.35 in its default configuration. */
export async function busyboxNc(context: ToolContext, client: NetworkClient): Promise<number> {
  const { given, operands, problem } = parseOptions(context.args, OPTIONS);
  const has = (letter: string): boolean => given.some((option) => option.name === letter);
  const fail = (text: string): number => {
    context.stderr(`nc: ${text}\n`);
    return 1;
  };
  const [host, portText] = operands;
  if (problem || host === undefined) {
    context.stderr(`${problem ? `nc: ${problemText(problem)}\n` : ''}${USAGE}`);
    return 1;
  }
  if (has('l')) return fail('listening is not possible here: nothing could connect to this program');
  const protocol = has('u') ? ('udp' as const) : ('tcp' as const);
  const port = serviceByName(portText ?? '', protocol)?.port ?? Number(portText);
  if (!(port >= 1 && port <= 65535)) return fail(`bad port '${portText ?? ''}'`);
  const found = await resolveHost(context, client, host);
  const ip = found.failure ? undefined : found.addresses[0];
  if (ip === undefined) return fail(`bad address '${host}'`);

  const seconds = given.findLast((option) => option.name === 'w')?.value;
  const timeout = seconds === undefined ? undefined : Number(seconds) * 1000;
  const place = `${host} (${ip}:${port})`;
  const opened = (): void => {
    if (has('v')) context.stderr(`${place} open\n`);
  };
  if (protocol === 'udp') {
    if ((await probeUdp(context, client.open('udp', ip, port), timeout ?? 1000)) === 'closed') return 1;
    opened();
    return 0;
  }
  const result = await connectTcp(context, client, ip, port, timeout);
  if (result.failure !== undefined) {
    const silent = result.failure === 'refused';
    return silent || !has('v') ? 1 : fail(`${place}: ${CONNECT_ERROR[result.failure]}`);
  }
  opened();
  if (!has('z')) await converse(context, result.attempt, 0);
  result.attempt.close();
  return 0;
}
