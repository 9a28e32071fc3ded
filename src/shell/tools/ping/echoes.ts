import type { Attempt } from '../../../network/index.ts';
import type { ToolContext } from '../../types.ts';
import { isLoopback } from '../network/address.ts';
import type { NetworkClient } from '../network/client.ts';

interface EchoPlan {
  ip: string;
  /** Payload bytes. */
  size: number;
  /** Milliseconds between packets; `adaptive`: as soon as the last is answered. */
  interval: number | 'adaptive';
  count?: number;
  /** Milliseconds after which all is over. */
  deadline?: number;
  /** Milliseconds to wait after the last packet, given whether anything came back and the slowest reply. */
  linger(received: number, slowest: number): number;
  ttl?: number;
  /** ICMP errors count as answers (iputils) or are ignored (busybox). */
  hearsErrors: boolean;
}

export type EchoEvent =
  | { kind: 'sent'; sequence: number }
  | { kind: 'reply'; sequence: number; rtt: number; ttl: number }
  | { kind: 'error'; sequence: number; replier: string; cause: EchoError };

export type EchoError = Exclude<Attempt['outcome'], 'open' | 'dropped' | 'refused'> | 'ttl-exceeded';

export interface EchoTotals {
  sent: number;
  rtts: readonly number[];
  errors: number;
  /** Milliseconds from the first packet to the last. */
  span: number;
  /** Most packets under way at once. */
  pipe: number;
  interrupted: boolean;
}

interface Arrival {
  at: number;
  event: Exclude<EchoEvent, { kind: 'sent' }>;
}

/** Sends echo requests by the plan until it is fulfilled, over, or interrupted; sequences count from 1. */
export async function sendEchoes(
  context: ToolContext,
  client: NetworkClient,
  plan: EchoPlan,
  onEvent: (event: EchoEvent) => void | Promise<void>,
): Promise<EchoTotals> {
  const rtts: number[] = [];
  const underWay: Arrival[] = [];
  let time = 0;
  let sent = 0;
  let errors = 0;
  let pipe = 0;
  let lastSent = 0;
  let nextSend = 0;
  let neighbourFailsAt = -1;
  const totals = (interrupted: boolean): EchoTotals => ({ sent, rtts, errors, span: lastSent, pipe, interrupted });

  const send = async (): Promise<void> => {
    sent++;
    lastSent = time;
    const arrival = sendOne(context, client, plan, sent, time);
    if (arrival?.event.kind === 'error' && arrival.event.cause === 'host-unreachable') {
      // Packets that wait for the same neighbour are refused together, when the search for it fails.
      if (neighbourFailsAt <= time) neighbourFailsAt = arrival.at;
      arrival.at = neighbourFailsAt;
    }
    if (arrival && (arrival.event.kind === 'reply' || plan.hearsErrors)) underWay.push(arrival);
    nextSend = plan.interval === 'adaptive' ? (arrival?.at ?? time + 1000) : time + plan.interval;
    await onEvent({ kind: 'sent', sequence: sent });
  };
  const receive = async (event: Arrival['event']): Promise<void> => {
    pipe = Math.max(pipe, sent - event.sequence + 1);
    if (event.kind === 'reply') rtts.push(event.rtt);
    else errors++;
    await onEvent(event);
  };

  for (;;) {
    if (plan.deadline !== undefined && time >= plan.deadline) return totals(false);
    for (const arrival of takeDue(underWay, time)) await receive(arrival.event);
    const maySend = plan.count === undefined || sent < plan.count;
    if (maySend && time >= nextSend) await send();
    const answered = rtts.length + errors;
    if (plan.count !== undefined && answered >= plan.count) return totals(false);
    const sending = plan.count === undefined || sent < plan.count;
    const endsAt = sending ? Number.POSITIVE_INFINITY : lastSent + plan.linger(rtts.length, Math.max(0, ...rtts));
    if (endsAt <= time) return totals(false);
    const wake = Math.min(
      sending ? nextSend : Number.POSITIVE_INFINITY,
      endsAt,
      plan.deadline ?? Number.POSITIVE_INFINITY,
      ...underWay.map((arrival) => arrival.at),
    );
    const before = context.clock.now();
    try {
      await context.clock.sleep(wake - time, context.signal);
    } catch (interrupted) {
      if (context.signal.aborted) return totals(true);
      throw interrupted;
    }
    // A clock that stands still would let an endless ping run forever.
    const frozen = wake > time && context.clock.now() === before;
    if (frozen && plan.count === undefined && plan.deadline === undefined) return totals(true);
    time = wake;
  }
}

function sendOne(
  context: ToolContext,
  client: NetworkClient,
  plan: EchoPlan,
  sequence: number,
  time: number,
): Arrival | undefined {
  if (isLoopback(plan.ip) || plan.ip === client.endpoint.ip) {
    const rtt = 0.02 + context.random.next() * 0.05;
    return { at: time + rtt, event: { kind: 'reply', sequence, rtt, ttl: 64 } };
  }
  const attempt = client.open('icmp', plan.ip, 0, client.echoIdentifier);
  const answered = attempt.outcome === 'open';
  attempt.transfer(plan.size, answered ? plan.size : 0);
  attempt.close();
  if (attempt.outcome === 'dropped') return undefined;
  const at = time + attempt.rtt;
  if (!answered) {
    const cause = attempt.outcome === 'refused' ? 'port-unreachable' : attempt.outcome;
    return { at, event: { kind: 'error', sequence, replier: attempt.replier, cause: cause as EchoError } };
  }
  if (plan.ttl !== undefined && plan.ttl <= hopsAway(attempt.ttl)) {
    return { at, event: { kind: 'error', sequence, replier: client.gateway, cause: 'ttl-exceeded' } };
  }
  return { at, event: { kind: 'reply', sequence, rtt: attempt.rtt, ttl: attempt.ttl } };
}

function hopsAway(ttl: number): number {
  const initial = [64, 128, 255].find((value) => ttl <= value) ?? 255;
  return initial - ttl;
}

function takeDue(underWay: Arrival[], time: number): Arrival[] {
  const due = underWay.filter((arrival) => arrival.at <= time).sort((a, b) => a.at - b.at);
  underWay.splice(0, underWay.length, ...underWay.filter((arrival) => arrival.at > time));
  return due;
}
