import { expect, test } from 'vitest';
import { createRandom, runFree, VirtualClock } from '../../../clock/index.ts';
import type { Attempt } from '../../../network/index.ts';
import type { ToolContext } from '../../types.ts';
import type { NetworkClient } from '../network/client.ts';
import { sendEchoes } from './echoes.ts';

type Plan = Parameters<typeof sendEchoes>[2];

const ENDLESS: Plan = { ip: '10.0.0.2', size: 56, interval: 1000, linger: () => 10_000, hearsErrors: true };

function setUp(reply: Partial<Attempt> = {}) {
  const clock = new VirtualClock(0);
  const abort = new AbortController();
  const client = {
    endpoint: { ip: '10.0.0.1' },
    gateway: '10.0.0.254',
    open: (): Attempt => ({
      outcome: 'open',
      rtt: 5,
      ttl: 63,
      replier: '10.0.0.2',
      ip: '10.0.0.2',
      port: 0,
      transfer: () => {},
      close: () => {},
      ...reply,
    }),
  } as unknown as NetworkClient;
  const context = { clock, random: createRandom(1), signal: abort.signal } as unknown as ToolContext;
  const events: string[] = [];
  const send = (plan: Plan) =>
    sendEchoes(context, client, plan, (event) => {
      if (event.kind !== 'sent') events.push(`${clock.now()} ${event.kind} ${event.sequence}`);
    });
  const free = (plan: Plan) =>
    runFree(
      clock,
      clock.activity(() => send(plan)),
      () => new Promise((resolve) => setImmediate(resolve)),
    );
  return { clock, abort, events, send, free };
}

test('a count ends with the last reply', async () => {
  const { events, free, clock } = setUp();
  expect(await free({ ...ENDLESS, count: 3 })).toMatchObject({ sent: 3, rtts: [5, 5, 5], errors: 0, span: 2000 });
  expect(events).toEqual(['5 reply 1', '1005 reply 2', '2005 reply 3']);
  expect(clock.now()).toBe(2005);
});

test('silence is waited for after the last packet', async () => {
  const { free, clock } = setUp({ outcome: 'dropped' });
  expect(await free({ ...ENDLESS, count: 2 })).toMatchObject({ sent: 2, rtts: [] });
  expect(clock.now()).toBe(11_000);
});

test('a deadline ends everything', async () => {
  const { free } = setUp();
  expect(await free({ ...ENDLESS, deadline: 2500 })).toMatchObject({ sent: 3, interrupted: false });
});

test('packets that wait for the same absent neighbour fail together', async () => {
  const { events, free } = setUp({ outcome: 'host-unreachable', rtt: 3000, replier: '10.0.0.254' });
  expect(await free({ ...ENDLESS, count: 3 })).toMatchObject({ errors: 3, pipe: 3 });
  expect(events).toEqual(['3000 error 1', '3000 error 2', '3000 error 3']);
});

test('an interrupt ends an endless ping with what it has', async () => {
  const { clock, abort, free } = setUp();
  clock.after(3500, () => abort.abort());
  expect(await free(ENDLESS)).toMatchObject({ sent: 4, interrupted: true });
});

test('an endless ping ends when time stands still', async () => {
  const { clock, send } = setUp();
  expect(
    await clock.frozen(
      () => send(ENDLESS),
      60_000,
      () => {},
    ),
  ).toMatchObject({ sent: 1, interrupted: true });
});
