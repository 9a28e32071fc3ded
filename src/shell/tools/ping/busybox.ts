import type { ToolContext } from '../../types.ts';
import type { NetworkClient } from '../network/client.ts';
import { parseOptions, problemText } from '../network/options.ts';
import { resolveHost } from '../network/resolve.ts';
import { type EchoTotals, sendEchoes } from './echoes.ts';

const OPTIONS = { short: '46Ac:s:i:t:I:W:w:qp:' };

const USAGE = `BusyBox v1.35.0 multi-call binary.

Usage: ping [OPTIONS] HOST

	-4,-6		Force IP or IPv6 name resolution
	-c CNT		Send only CNT pings
	-s SIZE		Send SIZE data bytes in packets (default 56)
	-i SECS		Interval
	-A		Ping as soon as reply is received
	-t TTL		Set TTL
	-I IFACE/IP	Source interface or IP address
	-W SEC		Seconds to wait for the first response (default 10)
	-w SEC		Seconds until ping exits (default:infinite)
	-q		Quiet, only display output at start/finish
	-p HEXBYTE	Payload pattern
`;

/** ping of busybox 1.35. Hears no ICMP errors; exits 1 unless something answered. */
export async function busyboxPing(context: ToolContext, client: NetworkClient): Promise<number> {
  const { given, operands, problem } = parseOptions(context.args, OPTIONS);
  const host = operands[0];
  if (problem || host === undefined) {
    context.stderr(`${problem ? `ping: ${problemText(problem)}\n` : ''}${USAGE}`);
    return 1;
  }
  const last = (letter: string): string | undefined => given.findLast((option) => option.name === letter)?.value;
  const numbers: Record<string, number | undefined> = {};
  for (const letter of ['c', 's', 'i', 't', 'W', 'w']) {
    const text = last(letter);
    if (text === undefined) continue;
    if (!/^\d+(\.\d+)?$/.test(text)) {
      context.stderr(`ping: invalid number '${text}'\n`);
      return 1;
    }
    numbers[letter] = Number(text);
  }
  const found = await resolveHost(context, client, host);
  const ip = found.failure ? undefined : (found.addresses[0] ?? found.addresses6.find((address) => address === '::1'));
  if (ip === undefined) {
    context.stderr(`ping: bad address '${host}'\n`);
    return 1;
  }

  const size = numbers['s'] ?? 56;
  const quiet = given.some((option) => option.name === 'q');
  context.stdout(`PING ${host} (${ip}): ${size} data bytes\n`);
  const totals = await sendEchoes(
    context,
    client,
    {
      ip,
      size,
      interval: given.some((option) => option.name === 'A') ? 'adaptive' : (numbers['i'] ?? 1) * 1000,
      ...(numbers['c'] ? { count: numbers['c'] } : {}),
      ...(numbers['w'] ? { deadline: numbers['w'] * 1000 } : {}),
      ...(numbers['t'] ? { ttl: numbers['t'] } : {}),
      linger: () => (numbers['W'] ?? 10) * 1000,
      hearsErrors: false,
    },
    (event) => {
      if (event.kind !== 'reply' || quiet) return;
      const sequence = event.sequence - 1;
      context.stdout(
        `${size + 8} bytes from ${ip}: seq=${sequence} ttl=${event.ttl} time=${event.rtt.toFixed(3)} ms\n`,
      );
    },
  );
  context.stdout(statistics(host, totals));
  return totals.rtts.length > 0 ? 0 : 1;
}

function statistics(host: string, { sent, rtts }: EchoTotals): string {
  const loss = sent === 0 ? 0 : Math.trunc(((sent - rtts.length) / sent) * 100);
  const head = `\n--- ${host} ping statistics ---\n${sent} packets transmitted, ${rtts.length} packets received, ${loss}% packet loss\n`;
  if (rtts.length === 0) return head;
  const mean = rtts.reduce((sum, rtt) => sum + rtt, 0) / rtts.length;
  const figures = [Math.min(...rtts), mean, Math.max(...rtts)].map((value) => value.toFixed(3)).join('/');
  return `${head}round-trip min/avg/max = ${figures} ms\n`;
}
