import { expect, test } from 'vitest';
import { createRandom, runFree, VirtualClock } from '../../../clock/index.ts';
import type { Attempt } from '../../../network/index.ts';
import type { ToolContext } from '../../types.ts';
import type { NetworkClient } from '../network/client.ts';
import { parseNmap } from './options.ts';
import { Progress } from './progress.ts';
import { RawPackets } from './raw-packets.ts';
import { scanPorts } from './scan.ts';

const START = Date.UTC(2026, 0, 1);

/** Scans a host that answers on `open` only; every probe as [second, port, source port]. */
async function probesOf(line: string, open: readonly number[] = []) {
  const command = parseNmap(line.split(' '), true);
  if (!('options' in command)) throw new Error('not a scan');
  const { options } = command;
  const clock = new VirtualClock(START);
  const probes: [number, number, number | undefined][] = [];
  const client = {
    open: (_: string, ip: string, port: number, sourcePort?: number): Attempt => {
      probes.push([(clock.now() - START) / 1000, port, sourcePort]);
      const outcome = open.includes(port) ? 'open' : 'dropped';
      return { outcome, rtt: 0.2, ttl: 63, replier: ip, ip, port, transfer: () => {}, close: () => {} };
    },
  } as unknown as NetworkClient;
  const context = { clock, random: createRandom(1), signal: new AbortController().signal } as unknown as ToolContext;
  let told = '';
  const pacing = { every: options.statsEvery, verbose: options.verbosity > 0, startedAt: START };
  const progress = new Progress(context, pacing, (text) => void (told += text));
  progress.begin('SYN Stealth Scan', 1, options.ports.tcp.length);
  const host = { ip: '10.0.0.1', results: [], timedOut: false, gaveUp: false };
  const scan = () =>
    scanPorts(context, client, [host], options.ports.tcp, 'syn', options.timing, {
      inOrder: options.inOrder,
      root: true,
      raw: new RawPackets(),
      progress,
      onOpen: () => {},
    });
  await runFree(clock, clock.activity(scan), () => new Promise((resolve) => setImmediate(resolve)));
  return { probes, seconds: (clock.now() - START) / 1000, told };
}

test('twenty silent ports go out in tens, each retransmitted once in reverse order', async () => {
  const { probes, seconds } = await probesOf('-Pn -r -p 1-20 10.0.0.1');
  const rounds = [0, 2, 3, 4].map((second) =>
    probes.filter(([at]) => Math.floor(at) === second).map(([, port]) => port),
  );
  expect(rounds[0]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(rounds[1]).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  expect(rounds[2]).toEqual([11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
  expect(rounds[3]).toEqual([20, 19, 18, 17, 16, 15, 14, 13, 12, 11]);
  expect(seconds).toBeCloseTo(5, 1);
});

test('a retransmission keeps the 5-tuple of the first try', async () => {
  const { probes } = await probesOf('-Pn -r -p 1-600 10.0.0.1');
  expect(probes).toHaveLength(1200);
  expect(new Set(probes.map(([, port, source]) => `${source}:${port}`)).size).toBe(600);
});

test('probes of a long scan come evenly', async () => {
  const { probes } = await probesOf('-Pn -r -p 1-600 10.0.0.1');
  const windows = Array.from(
    { length: 12 },
    (_, index) => probes.filter(([at]) => Math.floor(at / 10) === index).length,
  );
  for (const count of windows) expect(count).toBeGreaterThanOrEqual(80);
  for (const count of windows) expect(count).toBeLessThanOrEqual(120);
});

test.each([
  ['-T4', 61],
  ['-T5', 31],
  ['--max-rtt-timeout 200ms', 25],
  ['--max-retries 0', 60],
  ['--max-retries 2', 121],
  ['--min-parallelism 100', 13],
  ['--min-rate 100', 13],
])('600 silent ports with %s take %i seconds', async (option, expected) => {
  const { seconds } = await probesOf(`-Pn -r ${option} -p 1-600 10.0.0.1`);
  expect(Math.abs(seconds - expected)).toBeLessThan(1);
});

test('an answer speeds up what comes after it', async () => {
  const { seconds } = await probesOf('-Pn -r -p 1-600 10.0.0.1', [80]);
  expect(Math.abs(seconds - 16.9)).toBeLessThan(0.8);
});

test('--stats-every tells how far the scan is, at just these moments', async () => {
  const { told, seconds } = await probesOf('-Pn -r -p 1-200 --stats-every 10s 10.0.0.1');
  expect(told.split('\n').slice(0, 4)).toEqual([
    'Stats: 0:00:10 elapsed; 0 hosts completed (1 up), 1 undergoing SYN Stealth Scan',
    'SYN Stealth Scan Timing: About 20.00% done; ETC: 00:00 (0:00:40 remaining)',
    'Stats: 0:00:20 elapsed; 0 hosts completed (1 up), 1 undergoing SYN Stealth Scan',
    'SYN Stealth Scan Timing: About 45.00% done; ETC: 00:00 (0:00:24 remaining)',
  ]);
  expect(told.match(/^Stats/gm)).toHaveLength(4);
  expect(seconds).toBeCloseTo(41, 0);
});

test('-v tells it once a scan takes more than half a minute, and again when the estimate changes', async () => {
  const { told } = await probesOf('-v -Pn -r -p 1-600 10.0.0.1');
  expect(told).toBe('SYN Stealth Scan Timing: About 25.00% done; ETC: 00:02 (0:01:33 remaining)\n');
  expect((await probesOf('-v -Pn -r -p 1-100 10.0.0.1')).told).toBe('');
});

test.each(['ten', '0'])('--stats-every %s is refused', (every) => {
  const command = parseNmap(['--stats-every', every, '10.0.0.1'], true);
  expect(command).toMatchObject({ refusal: { code: 1, text: expect.stringContaining('QUITTING!') } });
});
