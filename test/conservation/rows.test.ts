import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LogDocument, LogRow } from '../../src/calico/index.ts';
import type { Attempt, Connection, DnsRecord, Endpoint } from '../../src/network/index.ts';
import { type Aggregation, PODS, type PodKey, type SmallWorld, smallWorld, TARGETS } from './small-world.ts';

// ---- what may happen

type Deed =
  | { do: 'open'; from: PodKey; to: string; port: number; protocol: 'tcp' | 'udp' | 'icmp'; sourcePort?: number }
  | { do: 'send'; which: number; sent: number; received: number }
  | { do: 'close'; which: number }
  | { do: 'ask'; from: PodKey; name: string }
  | { do: 'wait'; duration: number }
  | { do: 'policy'; selector: string; direction: 'Ingress' | 'Egress'; port: number };

const from = fc.constantFrom(...(Object.keys(PODS) as PodKey[]));
const port = fc.constantFrom(80, 81, 5353);
const bytes = fc.integer({ min: 0, max: 20_000 });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record(
      {
        do: fc.constant('open' as const),
        from,
        to: fc.constantFrom(...TARGETS),
        port,
        protocol: fc.constantFrom('tcp', 'udp', 'icmp'),
        sourcePort: fc.constantFrom(40_000, 40_001),
      },
      { requiredKeys: ['do', 'from', 'to', 'port', 'protocol'] },
    ),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('send' as const), which: fc.nat(50), sent: bytes, received: bytes }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('close' as const), which: fc.nat(50) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      from,
      name: fc.constantFrom('web', 'google.com', 'nosuch.example', 'api.prod'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), duration: fc.integer({ min: 1, max: 25_000 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('policy' as const),
      selector: fc.constantFrom("app == 'web'", "app == 'client'", 'all()'),
      direction: fc.constantFrom('Ingress', 'Egress'),
      port,
    }),
  },
);

const aggregation: fc.Arbitrary<Aggregation> = fc.record({
  allowed: fc.integer({ min: 0, max: 3 }),
  denied: fc.integer({ min: 0, max: 3 }),
  dns: fc.integer({ min: 0, max: 1 }),
});

/** Lets it all happen, then time for everything to be flushed and shipped. */
function happen(deeds: readonly Deed[], aggregated: Aggregation, seed: number): SmallWorld {
  const world = smallWorld(aggregated, seed);
  const attempts: Attempt[] = [];
  let policies = 0;
  const endpoint = (key: PodKey): Endpoint => world.network.pod(...(key.split('/') as [string, string]))!;
  for (const [input, each] of deeds.entries()) {
    const attempt = 'which' in each ? attempts[each.which % Math.max(1, attempts.length)] : undefined;
    if (each.do === 'wait') world.pass(each.duration);
    if (each.do === 'send') attempt?.transfer(each.sent, each.received);
    if (each.do === 'close') attempt?.close();
    if (each.do === 'ask') world.network.lookup({ from: endpoint(each.from), input }, each.name);
    if (each.do === 'policy') refuse(world, `p${policies++}`, each);
    if (each.do !== 'open') continue;
    const { protocol, to: ip, port: wanted, sourcePort } = each;
    const target = { protocol, ip, port: wanted, ...(sourcePort === undefined ? {} : { sourcePort }) };
    attempts.push(world.network.open({ from: endpoint(each.from), input }, target));
  }
  for (const attempt of attempts) attempt.close();
  world.pass(60_000);
  return world;
}

function refuse({ cluster }: SmallWorld, name: string, deed: Extract<Deed, { do: 'policy' }>): void {
  const rule = { action: 'Deny', protocol: 'TCP', destination: { ports: [deed.port] } };
  const direction = deed.direction.toLowerCase();
  cluster.store.create({
    apiVersion: 'projectcalico.org/v3',
    kind: 'GlobalNetworkPolicy',
    metadata: { name: `default.${name}` },
    spec: { selector: deed.selector, types: [deed.direction], [direction]: [rule, { action: 'Allow' }] },
  });
}

// ---- what must then be in the logs

interface Report {
  connection: Connection;
  reporter: 'src' | 'dst';
  action: 'allow' | 'deny';
}

function reportsOf(connections: readonly Connection[]): Report[] {
  return connections.flatMap((connection) => {
    const of = (reporter: 'src' | 'dst', verdict = reporter === 'src' ? connection.egress : connection.ingress) =>
      verdict ? [{ connection, reporter, action: verdict.action }] : [];
    return [...of('src'), ...of('dst')];
  });
}

/** Everything of a row that no kind of aggregation drops. */
function identityOf(document: LogDocument): string {
  const { reporter, action, proto, host } = document;
  const ends = ['source', 'dest'].map((end) => `${document[`${end}_namespace`]}/${document[`${end}_name_aggr`]}`);
  return [reporter, action, proto, host, ...ends].join(' ');
}

function expectedIdentity({ connection, reporter, action }: Report): string {
  const { protocol, source, destination } = connection;
  const host = (reporter === 'src' ? source : destination).node;
  const ends = [source, destination].map(({ namespace, nameAggr }) => `${namespace}/${nameAggr}`);
  return [reporter, action, protocol, host, ...ends].join(' ');
}

const NUMBERS = ['bytes_in', 'bytes_out', 'packets_in', 'packets_out', 'num_flows_started', 'num_flows_completed'];

/** As the reporting end sees it: what the source sends comes in at the destination. */
function expectedNumbers({ connection, reporter }: Report): number[] {
  const { bytesIn, bytesOut, packetsIn, packetsOut } = connection;
  const counters =
    reporter === 'src' ? [bytesIn, bytesOut, packetsIn, packetsOut] : [bytesOut, bytesIn, packetsOut, packetsIn];
  return [...counters, 1, 1];
}

function sums<T>(
  items: readonly T[],
  key: (item: T) => string,
  numbers: (item: T) => number[],
): Record<string, number[]> {
  const result: Record<string, number[]> = {};
  for (const item of items) {
    const before = result[key(item)];
    result[key(item)] = numbers(item).map((number, index) => number + (before?.[index] ?? 0));
  }
  return result;
}

const tupleOf = ({ source, destination, sourcePort, destinationPort }: Connection) =>
  `${source.ip}:${sourcePort}>${destination.ip}:${destinationPort}`;

const FLUSH = 10_000;

/** What tells rows of one kind of aggregation apart: kind 0 keeps the source port, 1 names and addresses, 2 ports. */
function keyOfRow(row: LogDocument, { allowed, denied }: Aggregation): string {
  const kind = row['action'] === 'allow' ? allowed : denied;
  const parts = [row['dest_service_namespace'], row['dest_service_name']];
  if (kind < 3) parts.push(row['dest_port']);
  if (kind < 2) parts.push(row['source_name'], row['source_ip'], row['dest_name'], row['dest_ip']);
  if (kind < 1) parts.push(row['source_port']);
  return `${identityOf(row)} ${parts.join(' ')}`;
}

function keyOfReport(report: Report, { allowed, denied }: Aggregation): string {
  const { protocol, source, destination, sourcePort, destinationPort, service } = report.connection;
  const kind = report.action === 'allow' ? allowed : denied;
  const hasPorts = protocol !== 'icmp';
  const parts: unknown[] = [service?.namespace ?? '-', service?.name ?? '-'];
  if (kind < 3) parts.push(hasPorts ? destinationPort : null);
  if (kind < 2) parts.push(source.name, source.ip, destination.name, destination.ip);
  if (kind < 1) parts.push(hasPorts ? sourcePort : null);
  return `${expectedIdentity(report)} ${parts.join(' ')}`;
}

/** 5-tuples alive between two flushes; what happens in the very moment of a flush may be told by either row. */
function tuplesAlive(reports: readonly Report[], since: number, until: number) {
  const tuples = (alive: (connection: Connection) => boolean) =>
    new Set(reports.filter(({ connection }) => alive(connection)).map(({ connection }) => tupleOf(connection)));
  return {
    surely: tuples(({ startedAt }) => startedAt > since && startedAt < until),
    perhaps: tuples((connection) => connection.startedAt <= until && lastMoment(connection) >= since),
  };
}

/** The packets that a refused client sends again are counted after the end of what never was a connection. */
function lastMoment({ endedAt, egress, ingress }: Connection): number {
  const denied = egress?.action === 'deny' || ingress?.action === 'deny';
  return denied ? Number.POSITIVE_INFINITY : (endedAt ?? Number.POSITIVE_INFINITY);
}

const documents = (rows: readonly LogRow[]) => rows.map(({ document }) => document);

describe('whatever happens', () => {
  test('bytes, packets, begun and ended connections of all rows add up to those of the connections', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 40 }), aggregation, fc.nat(1000), (deeds, aggregated, seed) => {
        const world = happen(deeds, aggregated, seed);
        const rows = documents(world.calico.logs.all('flows'));
        const reports = reportsOf(world.connections);
        const found = sums(rows, identityOf, (row) => NUMBERS.map((name) => row[name]));
        expect(found).toEqual(sums(reports, expectedIdentity, expectedNumbers));
      }),
      { numRuns: 150 },
    );
  });

  test('within one flush no two rows say the same, and num_flows counts the 5-tuples that lived in it', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 40 }), aggregation, fc.nat(1000), (deeds, aggregated, seed) => {
        const world = happen(deeds, aggregated, seed);
        const rows = documents(world.calico.logs.all('flows'));
        const reports = reportsOf(world.connections);
        const keys = rows.map((row) => `${row['@timestamp']} ${keyOfRow(row, aggregated)}`);
        expect(new Set(keys).size).toBe(keys.length);
        for (const row of rows) {
          const own = reports.filter((report) => keyOfReport(report, aggregated) === keyOfRow(row, aggregated));
          const { surely, perhaps } = tuplesAlive(own, row['@timestamp'] - FLUSH, row['@timestamp']);
          expect(row['num_flows']).toBeGreaterThanOrEqual(surely.size);
          expect(row['num_flows']).toBeLessThanOrEqual(perhaps.size);
          expect(row['num_flows']).toBeGreaterThan(0);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('an open connection has a row from each of its reporters in every interval it lives through, once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.nat(1000),
        fc.integer({ min: 0, max: 3 }),
        (flushes, seed, kind) => {
          const world = smallWorld({ allowed: kind, denied: 1, dns: 1 }, seed);
          const client = { from: world.network.pod('dev', 'client')!, input: 7 };
          const attempt = world.network.open(client, { protocol: 'tcp', ip: '10.224.1.86', port: 80 });
          world.pass(flushes * 10_000);
          attempt.close();
          world.pass(60_000);
          const rows = world.calico.logs.all('flows');
          for (const reporter of ['src', 'dst']) {
            const own = documents(rows.filter(({ document }) => document['reporter'] === reporter));
            expect(own.map((row) => row['num_flows'])).toEqual(Array.from({ length: flushes + 1 }, () => 1));
            expect(own.map((row) => row['num_flows_started'])).toEqual([
              1,
              ...Array.from({ length: flushes }, () => 0),
            ]);
            expect(own.at(-1)!['num_flows_completed']).toBe(1);
          }
          expect(rows.every(({ inputs }) => inputs.includes(7))).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('each input with a part in a connection is named by a row of each of its reporters', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 40 }), aggregation, fc.nat(1000), (deeds, aggregated, seed) => {
        const world = happen(deeds, aggregated, seed);
        const rows = world.calico.logs.all('flows');
        const told = new Set(
          rows.flatMap(({ document, inputs }) => inputs.map((input) => `${input} ${identityOf(document)}`)),
        );
        const expected = reportsOf(world.connections).map(
          (report) => `${report.connection.input} ${expectedIdentity(report)}`,
        );
        expect(told).toEqual(new Set(expected));
      }),
      { numRuns: 60 },
    );
  });

  test('every answered question of a pod is counted in exactly one row', () => {
    fc.assert(
      fc.property(
        fc.array(deed, { maxLength: 30 }),
        fc.integer({ min: 0, max: 1 }),
        fc.nat(1000),
        (deeds, dns, seed) => {
          const world = happen(deeds, { allowed: 1, denied: 1, dns }, seed);
          const rows = documents(world.calico.logs.all('dns'));
          const name = (client: { namespace: string; nameAggr: string }, question: string[]) =>
            [client.namespace, client.nameAggr, ...question].join(' ');
          const found = sums(
            rows,
            (row) =>
              name({ namespace: row['client_namespace'], nameAggr: row['client_name_aggr'] }, [
                row['qname'],
                row['qtype'],
                row['rcode'],
              ]),
            (row) => [row['count'], row['latency_count']],
          );
          const asked = ({ client, qname, qtype, rcode }: DnsRecord) => name(client, [qname, qtype, rcode]);
          expect(found).toEqual(sums(world.questions, asked, () => [1, 1]));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the sum is able to fail', () => {
  test('a connection that no row tells of is missed', () => {
    const world = happen(
      [{ do: 'open', from: 'dev/client', to: '10.224.1.86', port: 80, protocol: 'tcp' }],
      { allowed: 1, denied: 1, dns: 1 },
      1,
    );
    const rows = documents(world.calico.logs.all('flows')).slice(1);
    const found = sums(rows, identityOf, (row) => NUMBERS.map((name) => row[name]));
    expect(found).not.toEqual(sums(reportsOf(world.connections), expectedIdentity, expectedNumbers));
  });
});
