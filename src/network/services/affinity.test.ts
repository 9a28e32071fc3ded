import { describe, expect, test } from 'vitest';
import { Lab } from '../testing/lab.ts';

const CLUSTER_IP = '10.0.112.45';
const WEBS = ['10.224.0.85', '10.224.0.86', '10.224.1.87'];

/** Three web servers (two on node-a, one on node-b) behind a service; clients on node-a. */
function shop(spec: object, webs = WEBS): Lab {
  const lab = new Lab();
  for (const number of [1, 2, 3, 4, 5]) lab.pod(`client-${number}`, { ip: `10.224.0.1${number}` });
  for (const [index, ip] of webs.entries()) {
    lab.pod(`web-${index}`, { ip, image: 'nginx', node: ip.startsWith('10.224.0') ? 'node-a' : 'node-b' });
  }
  lab.service('web', { clusterIP: CLUSTER_IP, endpoints: webs.map((ip) => ({ ip })) });
  const service = lab.store.get('services', 'dev', 'web')!;
  lab.store.put('services', { ...service, spec: { ...service['spec'], ...spec } });
  return lab;
}

const reached = (lab: Lab, client: string, times: number) =>
  new Set(Array.from({ length: times }, () => lab.open(client, CLUSTER_IP, 80).ip));
const endpoints = (lab: Lab, ips: string[]) =>
  lab.service('web', { clusterIP: CLUSTER_IP, endpoints: ips.map((ip) => ({ ip })) });

describe('sessionAffinity: ClientIP', () => {
  const sticky = { sessionAffinity: 'ClientIP' };

  test('a client stays with the endpoint it got; others may get others', () => {
    const lab = shop(sticky);
    const all = [1, 2, 3, 4, 5].map((number) => [...reached(lab, `client-${number}`, 20)]);
    expect(all.every((own) => own.length === 1)).toBe(true);
    expect(new Set(all.flat()).size).toBeGreaterThan(1);
  });

  test('without it every connection may get another', () => {
    expect(reached(shop({}), 'client-1', 60).size).toBe(3);
  });

  test('it ends after so many seconds without a connection, three hours unless said otherwise', () => {
    const turns = (spec: object, seconds: number) => {
      const lab = shop(spec);
      return new Set(
        Array.from({ length: 40 }, () => {
          lab.clock.jumpTo(lab.clock.now() + seconds * 1000);
          return lab.open('client-1', CLUSTER_IP, 80).ip;
        }),
      ).size;
    };
    const short = { ...sticky, sessionAffinityConfig: { clientIP: { timeoutSeconds: 10 } } };
    expect(turns(short, 9)).toBe(1);
    expect(turns(short, 11)).toBeGreaterThan(1);
    expect(turns(sticky, 10_799)).toBe(1);
    expect(turns(sticky, 10_801)).toBeGreaterThan(1);
  });

  test('an endpoint that is gone is replaced, and the new one kept; one that is added changes nothing', () => {
    const lab = shop(sticky, WEBS.slice(0, 2));
    const [first] = reached(lab, 'client-1', 5);
    lab.pod('web-9', { ip: '10.224.1.99', image: 'nginx', node: 'node-b' });
    const put = (ips: string[]) => {
      const service = lab.store.get('services', 'dev', 'web')!;
      endpoints(lab, ips);
      lab.store.put('services', service);
    };
    put([...WEBS.slice(0, 2), '10.224.1.99']);
    expect([...reached(lab, 'client-1', 20)]).toEqual([first]);
    put([...WEBS.slice(0, 2), '10.224.1.99'].filter((ip) => ip !== first));
    const others = [...reached(lab, 'client-1', 20)];
    expect(others).toHaveLength(1);
    expect(others).not.toContain(first);
  });
});

describe('internalTrafficPolicy: Local', () => {
  const local = { internalTrafficPolicy: 'Local' };

  test('leads to endpoints of the client’s own node only', () => {
    expect(reached(shop(local), 'client-1', 60)).toEqual(new Set(WEBS.slice(0, 2)));
  });

  test('drops where the own node has none, and refuses where nobody has', () => {
    expect(shop(local, WEBS.slice(2)).open('client-1', CLUSTER_IP, 80).outcome).toBe('dropped');
    expect(shop(local, []).open('client-1', CLUSTER_IP, 80).outcome).toBe('port-unreachable');
  });
});
