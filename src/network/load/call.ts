import type { Attempt, Endpoint, Lookup, Origin, Protocol } from '../types.ts';
import type { LoadTarget } from './load-target.ts';

/** The part of the network that programs use. */
export interface CallNetwork {
  lookup(origin: Origin, host: string): Lookup;
  open(origin: Origin, target: { protocol: Protocol; ip: string; port: number }): Attempt;
}

/** Sizes of a small gRPC call and of its answer, in bytes. */
const CALL = { sent: 180, received: 420 };
/** Headers around an HTTP request line and around a response's body, in bytes. */
const REQUEST_HEADERS = 120;
const RESPONSE_HEADERS = 200;

/** One call of a program to another, now; true: it was answered. */
export type Call = (now: number, origin: Origin, to: { place: LoadTarget; protocol: Protocol }) => boolean;

/**
 * Makes calls: looks the name up, connects, asks, hangs up. A gRPC client resolves its target once and again when it is
 * not reached; what speaks HTTP here (curl, locust) asks for the name each time.
 */
export function createCaller(network: CallNetwork): Call {
  const resolved = new WeakMap<Endpoint, Map<string, string>>();

  const addressOf = (origin: Origin, host: string): string | undefined => {
    const known = resolved.get(origin.from)?.get(host);
    if (known !== undefined) return known;
    const found = network.lookup(origin, host);
    return 'addresses' in found ? found.addresses[0] : undefined;
  };
  const keep = (from: Endpoint, host: string, ip: string): void => {
    const names = resolved.get(from) ?? new Map<string, string>();
    resolved.set(from, names.set(host, ip));
  };

  return (now, origin, { place, protocol }) => {
    const ip = addressOf(origin, place.host);
    if (ip === undefined) return false;
    const attempt = network.open(origin, { protocol, ip, port: place.port });
    const isOpen = attempt.outcome === 'open';
    if (!isOpen) resolved.get(origin.from)?.delete(place.host);
    else if (!attempt.server?.http) keep(origin.from, place.host, ip);
    if (isOpen) {
      const { sent, received } = exchange(attempt, place, now);
      attempt.transfer(sent, received);
    } else if (protocol !== 'tcp') {
      attempt.transfer(CALL.sent, 0);
    }
    attempt.close();
    return isOpen;
  };
}

function exchange({ server }: Attempt, { host, path }: LoadTarget, now: number): typeof CALL {
  if (!server?.http) return CALL;
  const response = server.http({ method: 'GET', path, host, headers: {}, body: '', now });
  return { sent: REQUEST_HEADERS + path.length, received: RESPONSE_HEADERS + response.body.length };
}
