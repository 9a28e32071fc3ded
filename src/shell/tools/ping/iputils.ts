import type { ToolContext } from '../../types.ts';
import { isIPv4 } from '../network/address.ts';
import type { NetworkClient } from '../network/client.ts';
import { type OptionProblem, parseOptions, problemText } from '../network/options.ts';
import { RESOLVE_ERROR, resolveHost, reverseLookup } from '../network/resolve.ts';
import { type EchoError, type EchoEvent, type EchoTotals, sendEchoes } from './echoes.ts';

const OPTIONS = { short: '46aAbBc:CdDe:fhI:i:l:Lm:M:nN:Op:qQ:rRs:S:t:T:UvVw:W:' };

const USAGE = `
Usage
  ping [options] <destination>

Options:
  -c <count>         stop after <count> replies
  -i <interval>      seconds between sending each packet
  -W <timeout>       time to wait for response
  -w <deadline>      reply wait <deadline> in seconds
  -s <size>          use <size> as number of data bytes to be sent
  -t <ttl>           define time to live
  -q                 quiet output
  -n                 no dns name resolution
  -A                 use adaptive ping
  -f                 flood ping
  -D                 print timestamps
  -O                 report outstanding replies
  -4, -6             use IPv4, IPv6

For more details see ping(8).
`;

const ERROR_TEXT: Readonly<Record<EchoError, string>> = {
  'host-unreachable': 'Destination Host Unreachable',
  'port-unreachable': 'Destination Port Unreachable',
  'admin-prohibited': 'Packet filtered',
  'ttl-exceeded': 'Time to live exceeded',
};

interface Target {
  ip: string;
  name: string;
  /** Given as an address: nothing is looked up backwards. */
  literal: boolean;
}

/** ping of iputils 20221126. Exits 0 when something answered, 1 when nothing did, 2 for anything else. */
export async function iputilsPing(context: ToolContext, client: NetworkClient): Promise<number> {
  const { given, operands, problem } = parseOptions(context.args, OPTIONS);
  if (problem) return refuse(context, problem);
  const has = (letter: string): boolean => given.some((option) => option.name === letter);
  const last = (letter: string): string | undefined => given.findLast((option) => option.name === letter)?.value;
  if (has('h')) return usage(context);
  if (has('V')) {
    context.stdout('ping from iputils 20221126\n');
    return 0;
  }
  const fail = (text: string, code = 2): number => {
    context.stderr(`${context.name}: ${text}\n`);
    return code;
  };
  const count = wholeNumber(last('c'), 1);
  const size = wholeNumber(last('s'), 0, 65507) ?? 56;
  const ttl = wholeNumber(last('t'), 1, 255);
  const deadline = wholeNumber(last('w'), 0, 2_147_483_647);
  for (const value of [count, size, ttl, deadline]) if (typeof value === 'string') return fail(value, 1);
  const interval = seconds(last('i') ?? '1');
  const timeout = seconds(last('W') ?? '10');
  if (interval === undefined || timeout === undefined) return fail('bad timing interval', 2);
  const host = operands.at(-1);
  if (host === undefined) return fail('usage error: Destination address required', 1);
  // More than one is a way through hops, which today's kernels let nobody ask for.
  if (operands.length > 1) return fail('record route: Operation not permitted', 2);
  const device = last('I');
  if (device !== undefined && device !== 'eth0' && device !== 'lo' && device !== client.endpoint.ip) {
    return fail(isIPv4(device) ? 'bind: Cannot assign requested address' : `SO_BINDTODEVICE ${device}: No such device`);
  }
  if (host === '255.255.255.255' && !has('b')) {
    return fail('Do you want to ping broadcast? Then -b. If not, check your local firewall rules');
  }

  const family = has('6') || context.name === 'ping6' ? 6 : has('4') ? 4 : undefined;
  const target = await findTarget(context, client, host, family);
  if (typeof target === 'string') return fail(target);
  const flood = has('f') || interval === 0;
  const reporter = createReporter(context, client, target, {
    numeric: has('n') || target.literal,
    quiet: has('q'),
    dots: has('f'),
    stamps: has('D'),
    outstanding: has('O'),
    size: size as number,
  });
  context.stdout(banner(target, size as number, device === undefined ? '' : ` from ${client.endpoint.ip} ${device}:`));
  if (context.user.uid !== 0 && (has('f') || interval < 2)) {
    return fail('cannot flood; minimal interval allowed for user is 2ms');
  }
  const totals = await sendEchoes(
    context,
    client,
    {
      ip: target.ip,
      size: size as number,
      interval: has('A') || (flood && interval === 0) ? 'adaptive' : has('f') ? 10 : interval,
      ...(count === undefined ? {} : { count: count as number }),
      ...(deadline ? { deadline: (deadline as number) * 1000 } : {}),
      ...(ttl === undefined ? {} : { ttl: ttl as number }),
      linger: (received, slowest) => (received === 0 ? timeout : Math.max(2 * slowest, interval)),
      hearsErrors: true,
    },
    reporter,
  );
  context.stdout(statistics(target, totals, (size as number) >= 16, has('A') || flood));
  const enough = !deadline || count === undefined || totals.rtts.length >= (count as number);
  return totals.rtts.length > 0 && enough ? 0 : 1;
}

async function findTarget(
  context: ToolContext,
  client: NetworkClient,
  host: string,
  family: 4 | 6 | undefined,
): Promise<Target | string> {
  const found = await resolveHost(context, client, host);
  if (found.failure) return `${host}: ${RESOLVE_ERROR[found.failure]}`;
  const loopback6 = found.addresses6.includes('::1');
  const { name, literal } = found;
  if (family !== 4 && loopback6) return { ip: '::1', name: literal ? '::1' : host, literal };
  if (family === 6) {
    if (found.addresses6.length > 0) return 'connect: Network is unreachable';
    return `${host}: Address family for hostname not supported`;
  }
  const ip = found.addresses[0];
  if (ip === undefined) return 'connect: Network is unreachable';
  return { ip, name, literal };
}

interface ReportStyle {
  numeric: boolean;
  quiet: boolean;
  dots: boolean;
  stamps: boolean;
  outstanding: boolean;
  size: number;
}

function createReporter(context: ToolContext, client: NetworkClient, target: Target, style: ReportStyle) {
  const names = new Map<string, Promise<string>>();
  let answered = 0;
  const nameOf = (ip: string): Promise<string> => {
    if (ip === '::1') return Promise.resolve(target.literal ? '::1' : 'localhost (::1)');
    if (style.numeric) return Promise.resolve(ip);
    const known = names.get(ip);
    if (known) return known;
    const name = reverseLookup(context, client, ip).then((found) => `${found ?? ip} (${ip})`);
    names.set(ip, name);
    return name;
  };
  return async (event: EchoEvent): Promise<void> => {
    const stamp = style.stamps ? `[${(context.clock.now() / 1000).toFixed(6)}] ` : '';
    if (event.kind === 'sent') {
      if (style.dots) context.stdout('.');
      const unanswered = event.sequence - 1;
      if (style.outstanding && unanswered > answered) {
        context.stdout(`${stamp}no answer yet for icmp_seq=${unanswered}\n`);
      }
      return;
    }
    answered = Math.max(answered, event.sequence);
    if (style.dots) return context.stdout(event.kind === 'reply' ? '\b \b' : '\bE');
    if (style.quiet) return;
    if (event.kind === 'error') {
      const text = `From ${await nameOf(event.replier)} icmp_seq=${event.sequence} ${ERROR_TEXT[event.cause]}\n`;
      return context.stdout(stamp + text);
    }
    const time = style.size >= 16 ? ` time=${milliseconds(event.rtt)} ms` : '';
    const from = await nameOf(target.ip);
    context.stdout(
      `${stamp}${style.size + 8} bytes from ${from}: icmp_seq=${event.sequence} ttl=${event.ttl}${time}\n`,
    );
  };
}

function banner(target: Target, size: number, source: string): string {
  if (target.ip === '::1') {
    const shown = target.literal ? '::1(::1)' : `${target.name}(localhost (::1))`;
    return `PING ${shown} ${size} data bytes\n`;
  }
  return `PING ${target.name} (${target.ip})${source} ${size}(${size + 28}) bytes of data.\n`;
}

function statistics(target: Target, totals: EchoTotals, timed: boolean, fast: boolean): string {
  const { sent, rtts, errors, span } = totals;
  const loss = sent === 0 ? 0 : ((sent - rtts.length) / sent) * 100;
  const errorPart = errors > 0 ? `, +${errors} errors` : '';
  const head =
    `\n--- ${target.name} ping statistics ---\n` +
    `${sent} packets transmitted, ${rtts.length} received${errorPart}, ${shortNumber(loss)}% packet loss, time ${Math.round(span)}ms\n`;
  const parts: string[] = [];
  if (rtts.length > 0 && timed) parts.push(`rtt min/avg/max/mdev = ${spread(rtts)} ms`);
  if (totals.pipe > 1) parts.push(`pipe ${totals.pipe}`);
  if (rtts.length > 0 && fast && sent > 1) {
    parts.push(`ipg/ewma ${(span / (sent - 1)).toFixed(3)}/${movingAverage(rtts).toFixed(3)} ms`);
  }
  return `${head}${parts.join(', ')}\n`;
}

function spread(rtts: readonly number[]): string {
  const mean = rtts.reduce((sum, rtt) => sum + rtt, 0) / rtts.length;
  const squares = rtts.reduce((sum, rtt) => sum + rtt * rtt, 0) / rtts.length;
  const deviation = Math.sqrt(Math.max(0, squares - mean * mean));
  return [Math.min(...rtts), mean, Math.max(...rtts), deviation].map((value) => value.toFixed(3)).join('/');
}

function movingAverage(rtts: readonly number[]): number {
  return rtts.reduce((average, rtt, index) => (index === 0 ? rtt : average + (rtt - average) / 8), 0);
}

/** Fewer digits the longer it took, as ping prints a round trip. */
function milliseconds(rtt: number): string {
  if (rtt >= 99.95) return rtt.toFixed(0);
  if (rtt >= 9.995) return rtt.toFixed(1);
  return rtt >= 1 ? rtt.toFixed(2) : rtt.toFixed(3);
}

function shortNumber(value: number): string {
  return String(Number(value.toPrecision(6)));
}

function seconds(text: string): number | undefined {
  const value = Number(text);
  return text.trim() === '' || Number.isNaN(value) || value < 0 ? undefined : value * 1000;
}

/** The number, undefined when not given, or what ping says about a bad one. */
function wholeNumber(
  text: string | undefined,
  least: number,
  most: number | string = '9223372036854775807',
): number | string | undefined {
  if (text === undefined) return undefined;
  if (!/^[-+]?\d+$/.test(text)) return `invalid argument: '${text}'`;
  const value = Number(text);
  if (value >= least && value <= Number(most)) return value;
  return `invalid argument: '${text}': out of range: ${least} <= value <= ${most}`;
}

function refuse(context: ToolContext, problem: OptionProblem): number {
  context.stderr(`${context.name}: ${problemText(problem)}\n`);
  return usage(context);
}

function usage(context: ToolContext): number {
  context.stderr(USAGE);
  return 2;
}
