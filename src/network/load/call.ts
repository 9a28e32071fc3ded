import type { Attempt, Lookup, Origin, Protocol } from '../types.ts';
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

/** One call of a program to another: looks the name up, connects, asks, hangs up. True: it was answered. */
export function call(
  now: number,
  network: CallNetwork,
  origin: Origin,
  { place, protocol }: { place: LoadTarget; protocol: Protocol },
): boolean {
  const found = network.lookup(origin, place.host);
  const ip = 'addresses' in found ? found.addresses[0] : undefined;
  if (ip === undefined) return false;
  const attempt = network.open(origin, { protocol, ip, port: place.port });
  const isOpen = attempt.outcome === 'open';
  if (isOpen) {
    const { sent, received } = exchange(attempt, place, now);
    attempt.transfer(sent, received);
  } else if (protocol !== 'tcp') {
    attempt.transfer(CALL.sent, 0);
  }
  attempt.close();
  return isOpen;
}

function exchange({ server }: Attempt, { host, path }: LoadTarget, now: number): typeof CALL {
  if (!server?.http) return CALL;
  const response = server.http({ method: 'GET', path, host, headers: {}, body: '', now });
  return { sent: REQUEST_HEADERS + path.length, received: RESPONSE_HEADERS + response.body.length };
}
