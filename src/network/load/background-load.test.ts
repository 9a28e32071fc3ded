import { describe, expect, test } from 'vitest';
import { image, Lab } from '../testing/lab.ts';
import { loadTarget } from './load-target.ts';
import { loopLoad } from './loop-command.ts';

const caller = image('caller', { load: [{ every: 10_000, target: '$WEB_ADDR', protocol: 'tcp' }] });
const web = image('nginx', { listens: [{ port: 80, protocol: 'tcp', program: 'nginx' }] });
const dns = image('coredns', { listens: [{ port: 53, protocol: 'udp', program: 'coredns' }] });
const ENV = [{ name: 'WEB_ADDR', value: 'web:80' }];

function shop(before?: (lab: Lab) => void): Lab {
  const lab = new Lab({ images: [caller, web, dns], ...(before ? { before } : {}) });
  lab.pod('web-1', { ip: '10.224.0.85', image: 'nginx' });
  lab.service('web', { clusterIP: '10.0.112.45', endpoints: [{ ip: '10.224.0.85' }] });
  return lab;
}

/** Fires what is due within so many seconds. */
function run(lab: Lab, seconds: number): void {
  const end = lab.clock.now() + seconds * 1000;
  while (lab.clock.step(end));
  lab.clock.jumpTo(end);
}

const connections = (lab: Lab) =>
  lab.events.flatMap((event) =>
    event.kind === 'start' && event.connection.destinationPort === 80 ? [event.connection] : [],
  );

describe('background load', () => {
  test('begins once the pod is ready, about as often as the image says, with no input as its cause', () => {
    const lab = shop();
    lab.pod('caller', { ip: '10.224.0.10', image: 'caller', env: ENV, ready: false });
    run(lab, 60);
    expect(connections(lab)).toEqual([]);
    lab.pod('caller', { ip: '10.224.0.10', image: 'caller', env: ENV });
    run(lab, 1000);
    expect(connections(lab).length).toBeGreaterThan(90);
    expect(connections(lab).length).toBeLessThan(112);
    expect(connections(lab)[0]).toMatchObject({ source: { name: 'caller' }, destination: { name: 'web-1' } });
    expect(connections(lab).every(({ input, endedAt }) => input === undefined && endedAt !== undefined)).toBe(true);
    expect(lab.dnsRecords()[0]).toMatchObject({ qname: 'web.dev.svc.cluster.local', client: { name: 'caller' } });
  });

  test('stops with the pod', () => {
    const lab = shop();
    lab.pod('caller', { ip: '10.224.0.10', image: 'caller', env: ENV });
    run(lab, 60);
    lab.store.delete('pods', 'dev', 'caller');
    const before = connections(lab).length;
    run(lab, 60);
    expect(connections(lab)).toHaveLength(before);
    expect(lab.clock.nextAt).toBeUndefined();
  });

  test('a change of labels or status does not start it twice', () => {
    const lab = shop();
    for (const version of ['1', '2', '3']) {
      lab.pod('caller', { ip: '10.224.0.10', image: 'caller', env: ENV, labels: { version } });
    }
    run(lab, 100);
    expect(connections(lab).length).toBeLessThan(12);
  });

  test('goes on for the pods that were there before the network was', () => {
    const lab = shop((made) => made.pod('caller', { ip: '10.224.0.10', image: 'caller', env: ENV }));
    run(lab, 60);
    expect(connections(lab).length).toBeGreaterThan(3);
  });

  test('makes nothing when its variable is not set', () => {
    const lab = shop();
    lab.pod('caller', { ip: '10.224.0.10', image: 'caller' });
    expect(lab.clock.nextAt).toBeUndefined();
  });

  test('is the same again with the same seed', () => {
    const times = () => {
      const lab = shop();
      lab.pod('caller', { ip: '10.224.0.10', image: 'caller', env: ENV });
      run(lab, 200);
      return connections(lab).map(({ startedAt, sourcePort }) => [startedAt, sourcePort]);
    };
    expect(times()).toEqual(times());
  });

  test('denied, it still tries, and is recorded as denied', () => {
    const lab = shop();
    lab.pod('caller', { ip: '10.224.0.10', image: 'caller', env: ENV });
    lab.apply('GlobalNetworkPolicy', 'web', {
      selector: "projectcalico.org/namespace == 'dev'",
      types: ['Egress'],
      egress: [{ action: 'Allow', protocol: 'UDP' }],
    });
    run(lab, 30);
    expect(connections(lab)[0]).toMatchObject({ egress: { action: 'deny' }, packetsOut: 1, packetsIn: 0 });
  });
});

describe('where a load goes', () => {
  const variables = new Map([
    ['ADDR', 'cart:7070'],
    ['HOST', 'web'],
  ]);
  test.each([
    ['$ADDR', { host: 'cart', port: 7070, path: '/' }],
    ['${HOST}:81', { host: 'web', port: 81, path: '/' }],
    ['http://$HOST/x?y=1', { host: 'web', port: 80, path: '/x?y=1' }],
    ['https://web', { host: 'web', port: 443, path: '/' }],
    ['$NOSUCH', undefined],
    ['web', undefined],
    ['ftp://web', undefined],
  ])('%s', (target, expected) => expect(loadTarget(target, variables)).toEqual(expected));
});

describe('a shell loop', () => {
  test.each([
    ['while true; do curl -m3 http://nginx-svc; sleep 3; done', [['http://nginx-svc', 3000]]],
    [
      'while :; do wget -qO- web:8080/x; curl -s "http://api"; sleep 1; done',
      [
        ['http://web:8080/x', 1000],
        ['http://api', 1000],
      ],
    ],
    ['for i in 1 2 3; do curl http://a > /dev/null; sleep 0.5; done', [['http://a', 1000]]],
    ['curl http://once', []],
    ['sleep infinity', []],
  ])('%s', (script, expected) => {
    expect(loopLoad(['sh', '-c', script]).map(({ target, every }) => [target, every])).toEqual(expected);
  });
});

describe('the shop’s frontend', () => {
  const grpc = image('grpc', { listens: [{ port: 7000, protocol: 'tcp', program: 'grpc' }] });
  const front = image('front', { listens: [{ port: 8080, protocol: 'tcp', program: 'frontend' }] });
  const env = ['CURRENCY', 'PRODUCT_CATALOG', 'CART', 'AD', 'RECOMMENDATION', 'SHIPPING'].map((name) => ({
    name: `${name}_SERVICE_ADDR`,
    value: `${name.toLowerCase().replace('_', '')}:7000`,
  }));

  function boutique(): Lab {
    const lab = new Lab({ images: [grpc, front, dns] });
    lab.pod('client', { ip: '10.224.0.10' });
    lab.pod('frontend', { ip: '10.224.0.11', image: 'front', env });
    for (const [index, { value }] of env.entries()) {
      const name = value.split(':')[0]!;
      lab.pod(name, { ip: `10.224.0.2${index}`, image: 'grpc', labels: { app: name } });
      lab.service(name, {
        clusterIP: `10.0.5.${index}`,
        ports: [{ port: 7000 }],
        endpoints: [{ ip: `10.224.0.2${index}` }],
      });
    }
    return lab;
  }

  function get(lab: Lab, path: string): number {
    const attempt = lab.network.open(lab.from('client', 'dev', 4), { protocol: 'tcp', ip: '10.224.0.11', port: 8080 });
    const now = lab.clock.now();
    return attempt.server!.http!({ method: 'GET', path, host: 'frontend', headers: {}, body: '', now }).status;
  }

  const cutOff = (lab: Lab, app: string) =>
    lab.apply('GlobalNetworkPolicy', `default.${app}`, { selector: `app == '${app}'`, types: ['Ingress'] });

  test('connects to the services a page needs, on behalf of whoever asked', () => {
    const lab = boutique();
    expect(get(lab, '/')).toBe(200);
    const made = lab.events.flatMap((event) => (event.kind === 'start' ? [event.connection] : []));
    const called = made.filter(({ destinationPort }) => destinationPort === 7000);
    expect(called.map(({ destination }) => destination.name)).toEqual(['currency', 'productcatalog', 'cart', 'ad']);
    expect(called.every(({ source, input }) => source.name === 'frontend' && input === 4)).toBe(true);
  });

  test.each([
    ['/', 'currency', 500],
    ['/', 'productcatalog', 500],
    ['/', 'cart', 500],
    ['/', 'ad', 200],
    ['/', 'shipping', 200],
    ['/cart', 'shipping', 500],
    ['/product/OLJCESPC7Z', 'recommendation', 500],
    ['/_healthz', 'cart', 200],
  ])('%s without %s is %i', (path, app, status) => {
    const lab = boutique();
    cutOff(lab, app);
    expect(get(lab, path)).toBe(status);
  });
});
