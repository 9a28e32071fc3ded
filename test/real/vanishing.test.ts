import { afterAll, beforeAll, expect, test } from 'vitest';
import { Crowd, WAYS } from '../support/crowd.ts';

const CLIENTS = 1_000;
/** Bytes; a connection alone costs several times that, a shell that stays fifty times. */
const LEAST_OF_A_CLIENT = 3_000;

let crowd: Crowd;

beforeAll(async () => {
  crowd = await Crowd.open();
  for (const way of WAYS) await crowd.vanish(way, 100);
}, 300_000);

afterAll(() => crowd.close());

test.each(WAYS)(
  'a thousand clients that vanish in the middle of %s leak nothing',
  async (way) => {
    const before = await crowd.usage();
    await crowd.vanish(way, CLIENTS);
    const after = await crowd.usage();
    for (const name of ['sockets', 'timers', 'subscriptions'] as const) {
      expect(after[name], name).toBeLessThanOrEqual(before[name]);
    }
    expect((after.heap - before.heap) / CLIENTS).toBeLessThan(LEAST_OF_A_CLIENT);
    expect(await crowd.answers()).toBe(true);
  },
  300_000,
);
