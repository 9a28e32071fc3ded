import type { Protocol } from '../../../network/index.ts';
import type { ToolContext } from '../../types.ts';
import { isLoopback } from '../network/address.ts';
import type { NetworkClient } from '../network/client.ts';

export interface Hop {
  number: number;
  /** Absent when nothing came back. */
  address?: string;
  /** Milliseconds, one for each probe. */
  rtts: readonly number[];
  /** `!H` host unreachable, `!X` prohibited. */
  mark?: string;
}

const FIRST_UDP_PORT = 33_434;

/** The hops to an address: the node a pod lives on, then the target itself, or silence up to `most`. */
export async function* traceHops(
  context: ToolContext,
  client: NetworkClient,
  ip: string,
  options: { protocol: Protocol; port: number; most: number; queries: number },
): AsyncGenerator<Hop> {
  const { protocol, most, queries } = options;
  const quick = (): number[] => Array.from({ length: queries }, () => 0.004 + context.random.next() * 0.05);
  if (isLoopback(ip) || ip === client.endpoint.ip) {
    yield { number: 1, address: ip, rtts: quick() };
    return;
  }
  yield { number: 1, address: client.gateway, rtts: quick() };
  for (let number = 2; number <= most; number++) {
    const attempts = Array.from({ length: queries }, (_, query) => {
      const udpPort = FIRST_UDP_PORT + (number - 1) * queries + query;
      const port = protocol === 'udp' ? udpPort : protocol === 'tcp' ? options.port : 0;
      const attempt = client.open(protocol, ip, port);
      attempt.close();
      return attempt;
    });
    const first = attempts[0]!;
    if (first.outcome === 'dropped') {
      yield { number, rtts: attempts.map(() => 0) };
      continue;
    }
    const mark = first.outcome === 'host-unreachable' ? '!H' : first.outcome === 'admin-prohibited' ? '!X' : undefined;
    const rtts = attempts.map(({ rtt }) => rtt);
    yield { number, address: first.replier, rtts, ...(mark ? { mark } : {}) };
    return;
  }
}
