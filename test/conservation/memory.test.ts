import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { type SmallWorld, smallWorld } from './small-world.ts';

const RETAINED = 500;
const HOUR = 3_600_000;
const EVERY = 10_000;
const MEGABYTE = 2 ** 20;

test('memory is bounded by what the logs keep, however long a lab runs and however new its traffic is', () => {
  const world = smallWorld({ allowed: 0, denied: 0, dns: 0 }, 1, {}, RETAINED);
  const { logs } = world.calico;
  let made = 0;
  const live = (hours: number) => {
    for (const end = world.clock.now() + hours * HOUR; world.clock.now() < end; made++) {
      makeTraffic(world, made);
      world.pass(EVERY);
    }
  };
  live(4);
  const before = heapInUse();
  live(20);
  const growth = (heapInUse() - before) / MEGABYTE;
  const rows = logs.all('flows');
  // Far more was written than is kept, and the newest of it is what is kept.
  expect(made).toBeGreaterThan(RETAINED * 10);
  expect(rows.length).toBeGreaterThanOrEqual(RETAINED);
  expect(rows.length).toBeLessThan(RETAINED * 3);
  expect(logs.all('dns').length).toBeLessThan(RETAINED * 3);
  expect(world.clock.now() - rows.at(-1)!.time).toBeLessThan(60_000);
  expect(growth).toBeLessThan(4);
});

/** Nothing of it comes twice: another port, another name, another source port each time; some of it is refused. */
function makeTraffic(world: SmallWorld, count: number): void {
  const from = world.network.pod('dev', 'client')!;
  const origin = { from, input: count };
  world.network.lookup(origin, `host-${count}.example.com`);
  world.network.ask(origin, `nosuch-${count}.test`, 'A');
  const port = 1 + (count % 60_000);
  const sourcePort = 1024 + (count % 60_000);
  const { ip } = world.network.pod('dev', 'web-2')!;
  for (const target of [
    { protocol: 'tcp', ip, port } as const,
    { protocol: 'udp', ip, port, sourcePort } as const,
    { protocol: 'tcp', ip: '203.0.113.100', port: 80, sourcePort } as const,
  ]) {
    const attempt = world.network.open(origin, target);
    attempt.transfer(100, 200);
    attempt.close();
  }
  world.connections.length = 0;
  world.questions.length = 0;
}

/** Bytes in use after everything that can go has gone. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let round = 0; round < 3; round++) collect();
  return process.memoryUsage().heapUsed;
}
