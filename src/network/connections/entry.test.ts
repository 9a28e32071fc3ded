import { describe, expect, test } from 'vitest';
import { Lab, type ServiceOptions } from '../testing/lab.ts';
import type { Connection } from '../types.ts';

const LOAD_BALANCER = '20.1.2.3';

/** web-1 on node-a, web-2 on node-b, behind a node port and a load balancer; the client is on node-a. */
function shop(service: Partial<ServiceOptions> = {}, endpoints = ['10.224.0.85', '10.224.1.86']): Lab {
  const lab = new Lab();
  lab.pod('client', { ip: '10.224.0.10' });
  lab.pod('web-1', { ip: '10.224.0.85', labels: { app: 'web' }, image: 'nginx' });
  lab.pod('web-2', { ip: '10.224.1.86', labels: { app: 'web' }, image: 'nginx', node: 'node-b' });
  lab.service('web', {
    clusterIP: '10.0.112.45',
    endpoints: endpoints.map((ip) => ({ ip })),
    ports: [{ name: 'http', port: 80, nodePort: 30080 }],
    loadBalancer: LOAD_BALANCER,
    ...service,
  });
  return lab;
}

const seen = ({ source, destination, destinationPort, egress, ingress }: Connection) => [
  source.ip,
  `${destination.ip}:${destinationPort}`,
  egress?.action,
  ingress?.action,
];

/** What both sides of one connection know of it. */
function legs(lab: Lab, ip: string, port: number): unknown[] {
  lab.open('client', ip, port).close();
  return lab.events.flatMap((event) => (event.kind === 'start' ? [seen(event.connection)] : []));
}

function fromOutside(lab: Lab, ip: string, port: number) {
  const endpoint = { type: 'net', namespace: '-', name: '-', nameAggr: 'pub', ip: '198.51.100.7', labels: {} } as const;
  return lab.network.open({ from: endpoint }, { protocol: 'tcp', ip, port });
}

describe('a node port', () => {
  test('of another node, to a pod there: the source sees the node, the pod the source', () => {
    expect(legs(shop({}, ['10.224.1.86']), '10.0.1.5', 30080)).toEqual([
      ['10.224.0.10', '10.0.1.5:30080', 'allow', undefined],
      ['10.224.0.10', '10.224.1.86:80', undefined, 'allow'],
    ]);
  });

  test('of another node, to a pod elsewhere: the pod sees the node that passed it on', () => {
    const lab = shop({}, ['10.224.0.85']);
    lab.pod('web-1', { ip: '10.224.0.85', labels: { app: 'web' }, image: 'nginx', node: 'node-c' });
    lab.node('node-c', '10.0.1.6', '10.224.2.0/24');
    expect(legs(lab, '10.0.1.5', 30080)).toEqual([
      ['10.224.0.10', '10.0.1.5:30080', 'allow', undefined],
      ['10.0.1.5', '10.224.0.85:80', undefined, 'allow'],
    ]);
  });

  test('of the own node, to a pod there, is one connection', () => {
    expect(legs(shop({}, ['10.224.0.85']), '10.0.1.4', 30080)).toEqual([
      ['10.224.0.10', '10.224.0.85:80', 'allow', 'allow'],
    ]);
  });

  test('bytes are counted on both sides', () => {
    const lab = shop({}, ['10.224.1.86']);
    const attempt = lab.open('client', '10.0.1.5', 30080);
    attempt.transfer(100, 200);
    const connections = lab.events.flatMap((event) => (event.kind === 'start' ? [event.connection] : []));
    expect(connections.map(({ bytesOut }) => bytesOut)).toEqual([316, 316]);
  });
});

describe('a node’s own ports, from the node itself', () => {
  const fromNode = (lab: Lab, ip: string, port: number) =>
    lab.network.open({ from: lab.network.host('node-a') }, { protocol: 'tcp', ip, port });

  test.each(['10.0.1.4', '127.0.0.1', '10.0.1.5'])('a node port answers at %s, wherever its pod is', (ip) => {
    expect(fromNode(shop({}, ['10.224.0.85']), ip, 30080).outcome).toBe('open');
    expect(fromNode(shop({}, ['10.224.1.86']), ip, 30080).outcome).toBe('open');
    expect(fromNode(shop({}, []), ip, 30080).outcome).toBe('port-unreachable');
  });

  test('its kubelet still answers, and a pod’s loopback is its own', () => {
    expect(fromNode(shop(), '10.0.1.4', 10250).outcome).toBe('open');
    expect(shop().open('client', '127.0.0.1', 30080).outcome).toBe('refused');
  });
});

describe('a client outside', () => {
  const denyOutside = (lab: Lab) =>
    lab.apply('GlobalNetworkPolicy', 'default.nodes-only', {
      selector: "app == 'web'",
      ingress: [{ action: 'Allow', source: { nets: ['10.0.1.0/24'] } }],
    });

  test('comes with the node’s address to pods of other nodes, with its own to pods of the node', () => {
    const elsewhere = shop({}, ['10.224.1.86']);
    denyOutside(elsewhere);
    expect(fromOutside(elsewhere, '10.0.1.4', 30080).outcome).toBe('open');
    const here = shop({}, ['10.224.0.85']);
    denyOutside(here);
    expect(fromOutside(here, '10.0.1.4', 30080).outcome).toBe('dropped');
  });

  test('asks service addresses in vain, and has its own address in the pods’ rows', () => {
    const lab = shop({}, ['10.224.1.86']);
    const from = lab.network.machine('198.51.100.7');
    expect(lab.network.open({ from }, { protocol: 'tcp', ip: '10.0.112.45', port: 80 }).outcome).toBe('dropped');
    const direct = lab.network.open({ from }, { protocol: 'tcp', ip: '10.224.1.86', port: 80 });
    expect([direct.outcome, direct.connection!.source]).toEqual([
      'open',
      expect.objectContaining({ type: 'net', namespace: '-', name: '-', nameAggr: 'pub', ip: '198.51.100.7' }),
    ]);
  });

  test('is served by the node’s own pods only when traffic stays local, with its own address', () => {
    const local = (endpoints: string[]) => {
      const lab = shop({}, endpoints);
      const service = lab.store.get('services', 'dev', 'web')!;
      const spec = { ...service['spec'], externalTrafficPolicy: 'Local' };
      lab.store.put('services', { ...service, spec });
      return lab;
    };
    expect(fromOutside(local(['10.224.1.86']), '10.0.1.4', 30080).outcome).toBe('dropped');
    expect(fromOutside(local(['10.224.1.86']), LOAD_BALANCER, 80).outcome).toBe('open');
    const lab = local(['10.224.0.85', '10.224.1.86']);
    for (let turn = 0; turn < 10; turn++) expect(fromOutside(lab, '10.0.1.4', 30080).ip).toBe('10.224.0.85');
    expect(lab.open('client', '10.0.1.5', 30080).outcome).toBe('open');
  });
});

describe('a host port', () => {
  const mapped = (): Lab => {
    const lab = shop();
    const ports = [{ containerPort: 80, hostPort: 8080 }];
    lab.pod('web-1', { ip: '10.224.0.85', labels: { app: 'web' }, image: 'nginx', ports });
    return lab;
  };

  test.each([
    ['leads to the pod of that node', '10.0.1.4', 8080, 'open'],
    ['is no port of other nodes', '10.0.1.5', 8080, 'refused'],
    ['is not the container’s port', '10.0.1.4', 80, 'refused'],
  ])('%s', (_, ip, port, outcome) => expect(mapped().open('client', ip, port).outcome).toBe(outcome));

  test('goes with its pod', () => {
    const lab = mapped();
    lab.store.delete('pods', 'dev', 'web-1');
    expect(lab.open('client', '10.0.1.4', 8080).outcome).toBe('refused');
  });
});

describe('policies of the entry node’s host endpoint', () => {
  const guarded = (policy: object): Lab => {
    const lab = shop({}, ['10.224.1.86']);
    const spec = { node: 'node-a', interfaceName: '*', profiles: ['projectcalico-default-allow'] };
    lab.apply('HostEndpoint', 'a', spec, { labels: { role: 'node' } });
    lab.apply('GlobalNetworkPolicy', 'default.guard', { selector: "role == 'node'", ...policy });
    return lab;
  };
  const deny = (port: number) => ({ action: 'Deny', protocol: 'TCP', destination: { ports: [port] } });

  test.each([
    [
      'before translation the node port counts',
      { preDNAT: true, applyOnForward: true, ingress: [deny(30080)] },
      'dropped',
    ],
    [
      'before translation the pod’s port does not',
      { preDNAT: true, applyOnForward: true, ingress: [deny(80)] },
      'open',
    ],
    ['without a match nothing is denied', { preDNAT: true, applyOnForward: true, ingress: [deny(1)] }, 'open'],
    ['forwarded, the pod’s port counts', { applyOnForward: true, ingress: [deny(80)] }, 'dropped'],
    ['forwarded, what no rule allows is denied', { applyOnForward: true, ingress: [deny(1)] }, 'dropped'],
    ['what only concerns the node itself does not', { ingress: [deny(80), deny(30080)] }, 'open'],
  ])('%s', (_, policy, outcome) => {
    expect(fromOutside(guarded(policy), '10.0.1.4', 30080).outcome).toBe(outcome);
  });
});
