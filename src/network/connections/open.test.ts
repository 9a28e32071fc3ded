import { describe, expect, test } from 'vitest';
import { Lab } from '../testing/lab.ts';

function shop(): Lab {
  const lab = new Lab();
  lab.pod('client', { ip: '10.224.0.10', labels: { app: 'client' } });
  lab.pod('web-1', { ip: '10.224.0.85', labels: { app: 'web' }, image: 'nginx', generateName: 'web-7c9-' });
  lab.pod('web-2', { ip: '10.224.1.86', labels: { app: 'web' }, image: 'nginx:1.25', node: 'node-b' });
  const endpoints = [{ ip: '10.224.0.85' }, { ip: '10.224.1.86' }];
  lab.service('web', {
    clusterIP: '10.0.112.45',
    endpoints,
    ports: [{ name: 'http', port: 80, nodePort: 30080 }],
    loadBalancer: '20.1.2.3',
  });
  lab.service('empty', { clusterIP: '10.0.200.7' });
  return lab;
}

describe('what a connection meets', () => {
  test.each([
    ['a listening pod', '10.224.0.85', 80, 'open'],
    ['a closed port of a pod', '10.224.0.85', 81, 'refused'],
    ['an address no pod has', '10.224.0.99', 80, 'host-unreachable'],
    ['a service', '10.0.112.45', 80, 'open'],
    ['a port the service does not have', '10.0.112.45', 443, 'dropped'],
    ['a service without endpoints', '10.0.200.7', 80, 'port-unreachable'],
    ['a node port, on any node', '10.0.1.5', 30080, 'open'],
    ['a load balancer', '20.1.2.3', 80, 'open'],
    ['a closed port of a node', '10.0.1.4', 81, 'refused'],
    ['a web server outside', '93.184.216.34', 80, 'open'],
    ['a filtered port outside', '93.184.216.34', 81, 'dropped'],
    ['an address nobody knows', '198.51.100.1', 80, 'dropped'],
    ['its own closed port', '127.0.0.1', 80, 'refused'],
  ])('%s: %s:%i is %s', (_, ip, port, outcome) => {
    expect(shop().open('client', ip, port).outcome).toBe(outcome);
  });

  test.each([
    ['a pod', '10.224.0.85', 'open'],
    ['a service address', '10.0.112.45', 'dropped'],
    ['a site that answers', '142.250.74.46', 'open'],
    ['a site that does not', '140.82.121.4', 'dropped'],
  ])('ping of %s (%s) is %s', (_, ip, outcome) => {
    expect(shop().open('client', ip, 0, 'icmp').outcome).toBe(outcome);
  });

  test('a pod on the same node is one hop away, on another node two', () => {
    expect(shop().open('client', '10.224.0.85', 80).ttl).toBe(63);
    expect(shop().open('client', '10.224.1.86', 80).ttl).toBe(62);
  });

  test('an absent pod is reported by the own node after three seconds', () => {
    const attempt = shop().open('client', '10.224.0.99', 80);
    expect(attempt.replier).toBe('10.0.1.4');
    expect(attempt.rtt).toBeGreaterThan(2_500);
  });

  test('a service spreads connections over its ready endpoints', () => {
    const lab = shop();
    const reached = new Set(Array.from({ length: 40 }, () => lab.open('client', '10.0.112.45', 80).ip));
    expect([...reached].sort()).toEqual(['10.224.0.85', '10.224.1.86']);
  });

  test('an unknown image listens on the ports its container declares', () => {
    const lab = shop();
    lab.pod('mystery', { ip: '10.224.0.90', image: 'registry.corp/thing:2', ports: [{ containerPort: 7000 }] });
    expect(lab.open('client', '10.224.0.90', 7000).server?.program).toBe('tcp');
    expect(lab.open('client', '10.224.0.90', 7001).outcome).toBe('refused');
  });

  test('a program may take its port from the environment', () => {
    const lab = shop();
    lab.pod('shop', {
      ip: '10.224.0.91',
      image: 'gcr.io/samples/frontend:v0.3.8',
      env: [{ name: 'PORT', value: '9090' }],
    });
    expect(lab.open('client', '10.224.0.91', 9090).server?.program).toBe('frontend');
    expect(lab.open('client', '10.224.0.91', 8080).outcome).toBe('refused');
  });
});

describe('what is recorded', () => {
  test('both ends, the service, the verdicts and the input', () => {
    const lab = shop();
    lab.network.open(lab.from('client', 'dev', 7), { protocol: 'tcp', ip: '10.0.112.45', port: 80 });
    const [event] = lab.events;
    expect(event).toMatchObject({
      kind: 'start',
      connection: {
        protocol: 'tcp',
        input: 7,
        source: { type: 'wep', namespace: 'dev', name: 'client', nameAggr: 'client' },
        destinationPort: 80,
        service: { namespace: 'dev', name: 'web', portName: 'http', port: 80 },
        egress: { action: 'allow', hits: [{ tier: '__PROFILE__', name: '__PROFILE__.kns.dev', action: 'allow' }] },
        ingress: { action: 'allow' },
        packetsOut: 2,
        packetsIn: 1,
      },
    });
  });

  test('a pod made from a template is summed up by its generateName', () => {
    const attempt = shop().open('client', '10.224.0.85', 80);
    expect(attempt.connection?.destination).toMatchObject({ name: 'web-1', nameAggr: 'web-7c9-*' });
  });

  test('payload adds bytes and packets, closing adds the handshake and ends it once', () => {
    const lab = shop();
    const attempt = lab.open('client', '10.224.0.85', 80);
    attempt.transfer(75, 850);
    attempt.close();
    attempt.close();
    expect(lab.events.map(({ kind }) => kind)).toEqual(['start', 'traffic', 'traffic', 'end']);
    expect(attempt.connection).toMatchObject({ packetsOut: 6, packetsIn: 4 });
    expect(attempt.connection!.bytesIn).toBeGreaterThan(850);
  });

  test('denied: one packet out, none in, judged at the source only', () => {
    const lab = shop();
    lab.apply('GlobalNetworkPolicy', 'default-deny', { selector: "app == 'client'", types: ['Egress'] });
    const attempt = lab.open('client', '10.224.0.85', 80);
    expect(attempt.outcome).toBe('dropped');
    expect(attempt.connection).toMatchObject({ packetsOut: 1, packetsIn: 0, bytesOut: 60, egress: { action: 'deny' } });
    expect(attempt.connection?.ingress).toBeUndefined();
    expect(attempt.connection?.endedAt).toBeDefined();
  });

  test('a client that waits for a silent port has sent its SYN again when it gives up', () => {
    const lab = shop();
    lab.apply('GlobalNetworkPolicy', 'default-deny', { selector: "app == 'client'", types: ['Egress'] });
    const attempt = lab.open('client', '10.224.0.85', 80);
    lab.clock.jumpTo(lab.clock.now() + 3_500);
    attempt.close();
    attempt.close();
    expect(attempt.connection).toMatchObject({ packetsOut: 3, bytesOut: 180 });
  });

  test('a probe sent again from the same port belongs to the same connection, until the verdict changes', () => {
    const lab = shop();
    lab.apply('GlobalNetworkPolicy', 'default-deny', { selector: "app == 'client'", types: ['Egress'] });
    const probe = () =>
      lab.network.open(lab.from('client', 'dev', 1), {
        protocol: 'tcp',
        ip: '10.224.0.85',
        port: 80,
        sourcePort: 41_000,
      });
    const first = probe();
    expect(probe().connection).toBe(first.connection);
    expect(first.connection?.packetsOut).toBe(2);
    lab.store.delete('globalnetworkpolicies.projectcalico.org', undefined, 'default-deny');
    expect(probe().connection).not.toBe(first.connection);
  });

  test('what is lost without being denied is over after a moment of silence', () => {
    const lab = shop();
    const attempt = lab.open('client', '198.51.100.1', 80);
    expect(attempt.connection?.endedAt).toBeUndefined();
    while (lab.clock.step());
    expect(attempt.connection?.endedAt).toBe(attempt.connection!.startedAt + 2_000);
  });

  test('the echoes of one ping are one connection, over a little after the last', () => {
    const lab = shop();
    const origin = lab.from('client', 'dev', 3);
    for (let echo = 0; echo < 3; echo++) {
      const attempt = lab.network.open(origin, { protocol: 'icmp', ip: '10.224.0.85', port: 0 });
      attempt.transfer(56, 56);
      attempt.close();
      lab.clock.jumpTo(lab.clock.now() + 1_000);
    }
    const starts = lab.events.filter(({ kind }) => kind === 'start');
    expect(starts).toHaveLength(1);
    expect(starts[0]).toMatchObject({ connection: { packetsOut: 3, bytesOut: 252, destinationPort: 0 } });
    while (lab.clock.step());
    expect(lab.events.at(-1)?.kind).toBe('end');
  });

  test('a host is a mere private address to the log unless a HostEndpoint names it', () => {
    const lab = shop();
    const origin = { from: lab.network.host('node-b') };
    const target = { protocol: 'tcp', ip: '10.224.0.85', port: 80 } as const;
    expect(lab.network.open(origin, target).connection).toMatchObject({
      source: { type: 'net', nameAggr: 'pvt' },
      ingress: { action: 'allow' },
    });
    lab.apply('HostEndpoint', 'node-b-auto', {
      node: 'node-b',
      interfaceName: '*',
      profiles: ['projectcalico-default-allow'],
    });
    expect(lab.network.open(origin, target).connection).toMatchObject({
      source: { type: 'hep', name: 'node-b-auto', nameAggr: 'node-b' },
      egress: { action: 'allow' },
    });
  });

  test('a node reaches its own pods whatever the policy', () => {
    const lab = shop();
    lab.apply('GlobalNetworkPolicy', 'default-deny', {});
    const target = { protocol: 'tcp', ip: '10.224.0.85', port: 80 } as const;
    expect(lab.network.open({ from: lab.network.host('node-a') }, target).outcome).toBe('open');
    expect(lab.network.open({ from: lab.network.host('node-b') }, target).outcome).toBe('dropped');
  });
});
