import type { Attempt } from '../../../network/index.ts';
import type { NetworkClient, Waiting } from './client.ts';

/** How long Linux keeps sending SYNs before connect() fails, as measured on kernel 6.18. */
const KERNEL_GIVES_UP = 133_900;

export type ConnectFailure = 'refused' | 'unreachable' | 'timed-out' | 'deadline';

type ConnectResult =
  | { attempt: Attempt; failure?: undefined; elapsed: number }
  | { attempt?: undefined; failure: ConnectFailure; elapsed: number };

/** strerror() of what connect() reports. */
export const CONNECT_ERROR: Readonly<Record<ConnectFailure, string>> = {
  refused: 'Connection refused',
  unreachable: 'No route to host',
  'timed-out': 'Connection timed out',
  deadline: 'Connection timed out',
};

/**
 * A blocking connect(): waits for the answer, or until the kernel gives up (`timed-out`), or the program's own
 * `limit` in milliseconds (`deadline`). The caller closes an attempt it was given.
 */
export async function connectTcp(
  context: Waiting,
  client: NetworkClient,
  ip: string,
  port: number,
  limit = Number.POSITIVE_INFINITY,
): Promise<ConnectResult> {
  const attempt = client.open('tcp', ip, port);
  const silent = attempt.outcome === 'dropped';
  const answerAfter = silent ? KERNEL_GIVES_UP : attempt.rtt;
  const elapsed = Math.min(answerAfter, limit);
  try {
    await context.clock.sleep(elapsed, context.signal);
  } catch (interrupted) {
    attempt.close();
    throw interrupted;
  }
  if (answerAfter <= limit && attempt.outcome === 'open') return { attempt, elapsed };
  attempt.close();
  return { failure: answerAfter > limit ? 'deadline' : failureOf(attempt), elapsed };
}

function failureOf(attempt: Attempt): ConnectFailure {
  switch (attempt.outcome) {
    case 'host-unreachable':
    case 'admin-prohibited':
      return 'unreachable';
    case 'dropped':
      return 'timed-out';
    default:
      return 'refused';
  }
}
