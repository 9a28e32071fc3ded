import type { Attempt } from '../../../network/index.ts';
import type { ToolContext } from '../../types.ts';
import { byteLength, exchangeHttp, headerValue, parseRequest } from '../network/http.ts';

/** A server that hears nothing more hangs up after this long. */
const SERVER_PATIENCE = 60_000;

interface Conversation {
  sent: number;
  received: number;
}

/**
 * Passes standard input to the server and its answers to standard output until one side is done: the server hangs up,
 * or after the end of input nothing happens for `idle` milliseconds.
 */
export async function converse(context: ToolContext, attempt: Attempt, idle = SERVER_PATIENCE): Promise<Conversation> {
  const totals = { sent: 0, received: 0 };
  const greeting = attempt.server?.banner ?? '';
  if (greeting !== '') {
    context.stdout(greeting);
    totals.received += byteLength(greeting);
    attempt.transfer(0, byteLength(greeting));
  }
  let typed = '';
  for await (const chunk of context.stdinChunks()) {
    typed += chunk;
    totals.sent += byteLength(chunk);
    const complete = /\r?\n\r?\n/.test(typed);
    const request = complete ? parseRequest(typed) : undefined;
    if (!request || !attempt.server?.http) continue;
    typed = '';
    const answer = await exchangeHttp(context, attempt, request);
    if (answer === 'late' || answer === 'mute') continue;
    context.stdout(answer.head + answer.body);
    totals.received += byteLength(answer.head) + byteLength(answer.body);
    const closes = request.version === '1.0' || headerValue(request.headers, 'connection')?.toLowerCase() === 'close';
    if (closes) return totals;
  }
  if (typed !== '') attempt.transfer(byteLength(typed), 0);
  await context.clock.sleep(Math.min(idle, SERVER_PATIENCE), context.signal);
  return totals;
}

/** What a UDP probe without an answer leads to: an ICMP error means closed, silence counts as open. */
export async function probeUdp(context: ToolContext, attempt: Attempt, wait: number): Promise<'open' | 'closed'> {
  const closed = attempt.outcome !== 'open' && attempt.outcome !== 'dropped';
  attempt.transfer(1, 0);
  attempt.close();
  await context.clock.sleep(closed ? attempt.rtt : wait, context.signal);
  return closed ? 'closed' : 'open';
}
