import type { ToolContext } from '../../types.ts';
import type { NetworkClient, NetworkProgram } from '../network/client.ts';
import { parseOptions, problemText } from '../network/options.ts';
import { RESOLVE_ERROR, resolveHost, reverseLookup } from '../network/resolve.ts';
import { type Hop, traceHops } from './hops.ts';

const OPTIONS = {
  short: '46dFf:g:Ii:Tm:N:np:q:rs:t:Uvw:z:elVAD',
  long: { 'max-hops=': 'm', 'queries=': 'q', 'wait=': 'w', icmp: 'I', tcp: 'T', 'port=': 'p', help: 'h', version: 'V' },
};

const USAGE = `Usage:
  traceroute [ -46dFITnreAUDV ] [ -f first_ttl ] [ -m max_ttl ] [ -p port ] [ -w MAX ] [ -q nqueries ] host [ packetlen ]
`;

/** traceroute of Linux, or busybox's by flavour: the node, then the target; silence beyond is stars. */
export const traceroute: NetworkProgram = { name: 'traceroute', run };

async function run(context: ToolContext, client: NetworkClient): Promise<number> {
  const busybox = client.flavour('traceroute') === 'busybox';
  const { given, operands, problem } = parseOptions(context.args, OPTIONS);
  const has = (letter: string): boolean => given.some((option) => option.name === letter);
  const number = (letter: string, otherwise: number): number =>
    Number(given.findLast((option) => option.name === letter)?.value ?? otherwise);
  const host = operands[0];
  if (problem || host === undefined) {
    context.stderr(problem ? `traceroute: ${problemText(problem)}\n${USAGE}` : USAGE);
    return problem ? 2 : 0;
  }
  if (has('T') && context.user.uid !== 0) {
    context.stderr(
      'You do not have enough privileges to use this traceroute method.\nsocket: Operation not permitted\n',
    );
    return 1;
  }
  const found = await resolveHost(context, client, host);
  const ip = found.failure ? undefined : found.addresses[0];
  if (found.failure || ip === undefined) {
    const reason = RESOLVE_ERROR[found.failure ?? 'unknown'];
    context.stderr(
      busybox
        ? `traceroute: bad address '${host}'\n`
        : `${host}: ${reason}\nCannot handle "host" cmdline arg \`${host}' on position 1 (argc 1)\n`,
    );
    return busybox ? 1 : 2;
  }
  const most = number('m', 30);
  const wait = number('w', 5) * 1000;
  const queries = number('q', 3);
  const protocol = has('T') ? 'tcp' : has('I') ? 'icmp' : 'udp';
  const packet = busybox ? 46 : 60;
  context.stdout(`traceroute to ${host} (${ip}), ${most} hops max, ${packet} byte packets\n`);
  const silentHops = (): Promise<void> => context.clock.sleep(busybox ? wait * queries : 0, context.signal);
  let paused = false;
  for await (const hop of traceHops(context, client, ip, { protocol, port: number('p', 80), most, queries })) {
    if (hop.address === undefined) {
      // All probes are under way together; only the slowest is waited for, once for each sixteen of them.
      if (!busybox && (!paused || ((hop.number - 2) * queries) % 15 === 0)) {
        paused = true;
        await context.clock.sleep(wait, context.signal);
      }
      await silentHops();
      context.stdout(hopLine(hop, '*', busybox));
      continue;
    }
    await context.clock.sleep(Math.max(...hop.rtts), context.signal);
    const name = has('n') ? hop.address : `${await nameOf(context, client, hop.address)} (${hop.address})`;
    context.stdout(hopLine(hop, name, busybox));
  }
  return 0;
}

async function nameOf(context: ToolContext, client: NetworkClient, ip: string): Promise<string> {
  if (ip === client.endpoint.ip) return context.user.hostname;
  return (await reverseLookup(context, client, ip)) ?? ip;
}

function hopLine(hop: Hop, name: string, busybox: boolean): string {
  const start = String(hop.number).padStart(2);
  if (hop.address === undefined) return `${start}  ${hop.rtts.map(() => '*').join(busybox ? '  ' : ' ')}\n`;
  const times = hop.rtts.map((rtt) => `  ${rtt.toFixed(3)} ms${hop.mark ? ` ${hop.mark}` : ''}`);
  return `${start}  ${name}${times.join('')}\n`;
}
