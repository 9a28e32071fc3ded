import type { ToolContext } from '../../types.ts';
import { isIPv4 } from '../network/address.ts';
import type { NetworkClient } from '../network/client.ts';
import { CONNECT_ERROR, connectTcp } from '../network/connect.ts';
import { serviceByName, serviceByPort } from '../network/etc-services.ts';
import { parseOptions, problemText } from '../network/options.ts';
import { resolveHost, reverseLookup } from '../network/resolve.ts';
import { converse, probeUdp } from './conversation.ts';

const OPTIONS = { short: 'bc:Ce:g:G:hi:klno:p:q:rs:T:tuvw:z' };

/** Hobbit's original netcat 1.10. */
export async function traditionalNc(context: ToolContext, client: NetworkClient): Promise<number> {
  const { given, operands, problem } = parseOptions(context.args, OPTIONS);
  const has = (letter: string): boolean => given.some((option) => option.name === letter);
  const verbosity = given.filter((option) => option.name === 'v').length;
  const say = (text: string): void => {
    if (verbosity > 0) context.stderr(`${text}\n`);
  };
  const bail = (text: string): number => {
    context.stderr(`${text}\n`);
    return 1;
  };
  if (problem) return bail(`nc: ${problemText(problem)}\nnc -h for help`);
  if (has('h')) return bail('[v1.10-47]\nconnect to somewhere:\tnc [-options] hostname port[s] [ports] ...');
  if (has('l')) return bail('listening is not possible here: nothing could connect to this program');
  const [host, ...portTexts] = operands;
  if (host === undefined) return bail('Cmd line: wrong');
  const target = await findTarget(context, client, host, has('n'), say);
  if (typeof target === 'string') return bail(target);
  if (portTexts.length === 0) return bail('no port[s] to connect to');
  const protocol = has('u') ? ('udp' as const) : ('tcp' as const);
  const ports = readPorts(portTexts, protocol);
  if (typeof ports === 'string') return bail(ports);

  const seconds = given.findLast((option) => option.name === 'w')?.value;
  const timeout = seconds === undefined ? undefined : Number(seconds) * 1000;
  let code = 1;
  for (const port of ports) {
    const place = `${target.name} [${target.ip}] ${port} (${serviceByPort(port, protocol)?.name ?? '?'})`;
    const refused = (reason: string): void => {
      // In a scan only -vv tells of closed ports.
      if (ports.length === 1 || verbosity > 1) say(`${place} : ${reason}`);
    };
    if (protocol === 'udp') {
      const state = await probeUdp(context, client.open('udp', target.ip, port), timeout ?? 1000);
      if (state === 'closed') {
        refused('Connection refused');
        continue;
      }
      say(`${place} open`);
      code = 0;
      continue;
    }
    const result = await connectTcp(context, client, target.ip, port, timeout);
    if (result.failure !== undefined) {
      refused(CONNECT_ERROR[result.failure]);
      continue;
    }
    say(`${place} open`);
    code = 0;
    if (!has('z')) await converse(context, result.attempt, timeout === undefined ? undefined : 2 * timeout);
    result.attempt.close();
  }
  return code;
}

async function findTarget(
  context: ToolContext,
  client: NetworkClient,
  host: string,
  numeric: boolean,
  say: (text: string) => void,
): Promise<{ ip: string; name: string } | string> {
  if (isIPv4(host)) {
    if (numeric) return { ip: host, name: '(UNKNOWN)' };
    const name = await reverseLookup(context, client, host);
    if (name === undefined) say(`${host}: inverse host lookup failed: Unknown host`);
    return { ip: host, name: name ?? '(UNKNOWN)' };
  }
  if (numeric) return `Can't parse ${host} as an IP address`;
  const found = await resolveHost(context, client, host);
  const ip = found.failure ? undefined : found.addresses[0];
  if (found.failure || ip === undefined) return `${host}: forward host lookup failed: Unknown host`;
  const back = await reverseLookup(context, client, ip);
  if (back === undefined) say(`Warning: inverse host lookup failed for ${ip}: Unknown host`);
  else if (back !== found.name) say(`DNS fwd/rev mismatch: ${found.name} != ${back}`);
  return { ip, name: found.name };
}

function readPorts(texts: readonly string[], protocol: 'tcp' | 'udp'): number[] | string {
  const ports: number[] = [];
  for (const text of texts) {
    const [first = '', last = first] = /^\d+-\d+$/.test(text) ? text.split('-') : [text];
    const from = serviceByName(first, protocol)?.port ?? Number(first);
    const to = serviceByName(last, protocol)?.port ?? Number(last);
    if (!(from >= 1 && from <= 65535 && to >= 1 && to <= 65535)) return `invalid port ${text}`;
    // The highest port goes first.
    for (let port = Math.max(from, to); port >= Math.min(from, to); port--) ports.push(port);
  }
  return ports;
}
