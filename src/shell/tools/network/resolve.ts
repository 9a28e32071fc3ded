import { isIPv4, isIPv6, reverseName } from './address.ts';
import type { NetworkClient, Waiting } from './client.ts';

export type Resolution =
  | { addresses: readonly string[]; addresses6: readonly string[]; name: string; literal: boolean; failure?: undefined }
  | { failure: 'unknown' | 'temporary' | 'deadline' };

/** gai_strerror() of a failed lookup. */
export const RESOLVE_ERROR = {
  unknown: 'Name or service not known',
  temporary: 'Temporary failure in name resolution',
  deadline: 'Connection timed out',
} as const;

/** A blocking getaddrinfo(): an address as it is, a name through the machine's resolver; at most `limit` milliseconds. */
export async function resolveHost(
  context: Waiting,
  client: NetworkClient,
  host: string,
  limit = Number.POSITIVE_INFINITY,
): Promise<Resolution> {
  if (isIPv4(host)) return { addresses: [host], addresses6: [], name: host, literal: true };
  if (isIPv6(host)) return { addresses: [], addresses6: [host], name: host, literal: true };
  const found = client.lookup(host);
  await context.clock.sleep(Math.min(found.elapsed, limit), context.signal);
  if (found.elapsed > limit) return { failure: 'deadline' };
  if ('error' in found) {
    return { failure: found.error === 'not-found' || found.error === 'no-data' ? 'unknown' : 'temporary' };
  }
  const { addresses, addresses6, canonicalName } = found;
  return { addresses, addresses6, name: canonicalName, literal: false };
}

/** The PTR name of an address, without the final dot; undefined when there is none. Takes the time of the question. */
export async function reverseLookup(context: Waiting, client: NetworkClient, ip: string): Promise<string | undefined> {
  if (!isIPv4(ip)) return undefined;
  const reply = client.ask(reverseName(ip), 'PTR');
  await context.clock.sleep(reply.elapsed, context.signal);
  return reply.answers.find((answer) => answer.type === 'PTR')?.data.replace(/\.$/, '');
}
