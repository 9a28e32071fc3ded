import { describe, expect, test } from 'vitest';
import { Lab } from '../testing/lab.ts';

function lab(): Lab {
  const made = new Lab();
  made.pod('client', { ip: '10.224.0.10', labels: { app: 'client' } });
  made.pod('web-1', { ip: '10.224.0.85', image: 'nginx' });
  made.service('web', {
    clusterIP: '10.0.112.45',
    endpoints: [{ ip: '10.224.0.85' }],
    ports: [{ name: 'http', port: 80 }],
  });
  made.service('web-hl', {
    clusterIP: 'None',
    endpoints: [{ ip: '10.224.0.85' }, { ip: '10.224.0.10', hostname: 'db-0' }],
  });
  made.service('out', { type: 'ExternalName', externalName: 'example.com', ports: [] });
  return made;
}

/** Two ports by name, whose endpoints listen on others. */
function named(service: Parameters<Lab['service']>[1]): Lab {
  const made = lab();
  made.service('db', {
    endpoints: [{ ip: '10.224.0.85' }, { ip: '10.224.0.10', hostname: 'db-0' }],
    ports: [
      { name: 'sql', port: 5432 },
      { name: 'metrics', port: 9187 },
    ],
    ...service,
  });
  return made;
}

describe('SRV on a named port', () => {
  const srv = (made: Lab, name: string) => {
    const { answers, additional, rcode } = made.network.ask(made.from('client'), `${name}.svc.cluster.local`, 'SRV');
    return [
      rcode,
      answers.map(({ data }) => data),
      (additional ?? []).map(({ name: host, data }) => `${host} ${data}`),
    ];
  };
  const HOST = 'db.dev.svc.cluster.local';

  test('of a service with an address: its own port, and its address beside it', () => {
    const made = named({ clusterIP: '10.0.112.50' });
    expect(srv(made, '_sql._tcp.db.dev')).toEqual(['NoError', [`0 100 5432 ${HOST}`], [`${HOST} 10.0.112.50`]]);
    expect(srv(made, 'db.dev')[1]).toEqual([`0 50 5432 ${HOST}`, `0 50 9187 ${HOST}`]);
  });

  test('of a headless one: a record for each endpoint, with the port the endpoint listens on', () => {
    const made = named({ clusterIP: 'None', targetPort: 15432 });
    const [first, second] = [`10-224-0-85.${HOST}`, `db-0.${HOST}`];
    expect(srv(made, '_sql._tcp.db.dev')).toEqual([
      'NoError',
      [`0 50 15432 ${first}`, `0 50 15432 ${second}`],
      [`${first} 10.224.0.85`, `${second} 10.224.0.10`],
    ]);
  });

  test.each(['_sql._udp.db.dev', '_nosuch._tcp.db.dev', '_sql._tcp.nosuch.dev', 'sql.tcp.db.dev'])(
    'there is no %s',
    (name) => {
      for (const clusterIP of ['10.0.112.50', 'None']) {
        expect(srv(named({ clusterIP }), name)).toEqual(['NXDomain', [], []]);
      }
    },
  );
});

const ask = (name: string, type: Parameters<Lab['network']['ask']>[2], server?: string) => {
  const made = lab();
  return made.network.ask(made.from('client'), name, type, server);
};

describe('cluster DNS', () => {
  test.each([
    ['web.dev.svc.cluster.local', 'A', ['10.0.112.45']],
    ['WEB.dev.svc.cluster.local.', 'A', ['10.0.112.45']],
    ['10-224-0-85.web-hl.dev.svc.cluster.local', 'A', ['10.224.0.85']],
    ['db-0.web-hl.dev.svc.cluster.local', 'A', ['10.224.0.10']],
    ['10-1-2-3.dev.pod.cluster.local', 'A', ['10.1.2.3']],
    ['out.dev.svc.cluster.local', 'A', ['example.com', '93.184.216.34']],
    ['_http._tcp.web.dev.svc.cluster.local', 'SRV', ['0 100 80 web.dev.svc.cluster.local']],
    ['45.112.0.10.in-addr.arpa', 'PTR', ['web.dev.svc.cluster.local']],
    ['85.0.224.10.in-addr.arpa', 'PTR', ['10-224-0-85.web-hl.dev.svc.cluster.local']],
    ['10.0.224.10.in-addr.arpa', 'PTR', ['db-0.web-hl.dev.svc.cluster.local']],
    ['www.example.com', 'A', ['example.com', '93.184.216.34']],
    ['google.com', 'AAAA', ['2a00:1450::e']],
  ] as const)('%s %s', (name, type, data) => {
    expect(ask(name, type)).toMatchObject({ rcode: 'NoError', answers: data.map((each) => ({ data: each })) });
  });

  test.each([
    ['a name of the cluster that is not there', 'nosuch.dev.svc.cluster.local', 'NXDomain', true],
    ['a name outside that is not there', 'nosuch.test', 'NXDomain', false],
    ['a name with another type only', 'web.dev.svc.cluster.local', 'NoError', true],
    ['a broken zone', 'broken.test', 'ServFail', false],
    ['a zone that refuses', 'refused.test', 'Refused', false],
  ])('%s: %s is %s', (_, name, rcode, authoritative) => {
    expect(ask(name, 'AAAA')).toMatchObject({ rcode, answers: [], authoritative });
  });

  test('a headless name gives every endpoint, in any order', () => {
    const data = ask('web-hl.dev.svc.cluster.local', 'A').answers.map((answer) => answer.data);
    expect(data.sort()).toEqual(['10.224.0.10', '10.224.0.85']);
  });

  test('a missing cluster name comes with the SOA of its zone', () => {
    expect(ask('nosuch.dev.svc.cluster.local', 'A').authority).toMatchObject([{ name: 'cluster.local', type: 'SOA' }]);
  });

  test('a silent zone gives no answer after five seconds', () => {
    const reply = ask('slow.test', 'A');
    expect(reply.rcode).toBeUndefined();
    expect(reply.elapsed).toBe(5_000);
  });

  test('a resolver outside knows outside names only; an address that is no resolver does not answer', () => {
    expect(ask('google.com', 'A', '8.8.8.8').rcode).toBe('NoError');
    expect(ask('web.dev.svc.cluster.local', 'A', '8.8.8.8').rcode).toBe('NXDomain');
    expect(ask('google.com', 'A', '10.224.0.99').rcode).toBeUndefined();
  });

  test('services that point at each other end in aliases without an address', () => {
    const made = lab();
    made.service('a', { type: 'ExternalName', externalName: 'b.dev.svc.cluster.local', ports: [] });
    made.service('b', { type: 'ExternalName', externalName: 'a.dev.svc.cluster.local', ports: [] });
    const { answers } = made.network.ask(made.from('client'), 'a.dev.svc.cluster.local', 'A');
    expect(answers.every(({ type }) => type === 'CNAME')).toBe(true);
  });
});

describe('looking a name up', () => {
  test('a pod asks each suffix for A and AAAA until one answers, and every question is a record', () => {
    const made = lab();
    expect(made.network.lookup(made.from('client', 'dev', 4), 'google.com')).toMatchObject({
      addresses: ['142.250.74.46'],
      addresses6: ['2a00:1450::e'],
      canonicalName: 'google.com',
    });
    expect(made.dnsRecords().map(({ qname, qtype, rcode, input }) => [qname, qtype, rcode, input])).toEqual(
      ['.dev.svc.cluster.local', '.svc.cluster.local', '.cluster.local', ''].flatMap((suffix) =>
        ['A', 'AAAA'].map((type) => [`google.com${suffix}`, type, suffix === '' ? 'NoError' : 'NXDomain', 4]),
      ),
    );
  });

  test.each([
    ['web', '10.0.112.45'],
    ['web.dev', '10.0.112.45'],
    ['web.dev.svc.cluster.local.', '10.0.112.45'],
    ['localhost', '127.0.0.1'],
    ['client', '10.224.0.10'],
    ['10.1.1.1', '10.1.1.1'],
  ])('%s is %s', (name, address) => {
    const made = lab();
    expect(made.network.lookup(made.from('client'), name)).toMatchObject({ addresses: [address] });
  });

  test.each([
    ['nosuch', 'not-found'],
    ['bad name', 'not-found'],
    ['broken.test', 'servfail'],
    ['refused.test', 'refused'],
  ])('%s fails: %s', (name, error) => {
    const made = lab();
    expect(made.network.lookup(made.from('client'), name)).toMatchObject({ error });
  });

  test('denied DNS takes twenty seconds, leaves denied flows and no DNS record', () => {
    const made = lab();
    made.apply('GlobalNetworkPolicy', 'default-deny', { selector: "app == 'client'", types: ['Egress'] });
    expect(made.network.lookup(made.from('client'), 'web')).toEqual({ error: 'timeout', elapsed: 20_000 });
    expect(made.dnsRecords()).toEqual([]);
    const flows = made.events.filter((event) => event.kind === 'start').map(({ connection }) => connection);
    expect(flows).toHaveLength(4);
    expect(flows[0]).toMatchObject({ destinationPort: 53, packetsOut: 2, egress: { action: 'deny' } });
  });

  test('a silent name takes two tries of five seconds once the suffixes have said no', () => {
    const made = lab();
    const result = made.network.lookup(made.from('client'), 'slow.test');
    expect(result).toMatchObject({ error: 'timeout' });
    expect(Math.round(result.elapsed / 1000)).toBe(10);
  });

  test('where nobody listens for DNS the failure is immediate', () => {
    const made = lab();
    made.service('kube-dns', {
      namespace: 'kube-system',
      clusterIP: '10.0.0.10',
      ports: [{ name: 'dns', port: 53, protocol: 'UDP' }],
    });
    const result = made.network.lookup(made.from('client'), 'web');
    expect(result).toMatchObject({ error: 'timeout' });
    expect(result.elapsed).toBeLessThan(10);
  });

  test('a host knows outside names and nodes but no cluster names, and is not logged', () => {
    const made = lab();
    const origin = { from: made.network.host() };
    expect(made.network.lookup(origin, 'google.com')).toMatchObject({ addresses: ['142.250.74.46'] });
    expect(made.network.lookup(origin, 'node-b')).toMatchObject({ addresses: ['10.0.1.5'] });
    expect(made.network.lookup(origin, 'web.dev.svc.cluster.local')).toMatchObject({ error: 'not-found' });
    expect(made.network.ask(origin, 'web.dev.svc.cluster.local', 'A', '10.0.0.10').rcode).toBe('NoError');
    expect(made.dnsRecords()).toEqual([]);
  });

  test('a pod may use the resolver of its node, or its own settings', () => {
    const made = lab();
    const change = (spec: object) => {
      const pod = made.store.get('pods', 'dev', 'client')!;
      made.store.put('pods', { ...pod, spec: { ...pod['spec'], ...spec } });
      return made.network.resolver(made.endpoint('client'));
    };
    expect(change({ dnsConfig: { searches: ['corp'], options: [{ name: 'ndots', value: '1' }] } })).toMatchObject({
      nameserver: '10.0.0.10',
      search: expect.arrayContaining(['corp']),
      ndots: 1,
    });
    expect(change({ dnsPolicy: 'None', dnsConfig: { nameservers: ['8.8.8.8'] } })).toEqual({
      nameserver: '8.8.8.8',
      search: [],
      ndots: 1,
    });
    expect(made.network.lookup(made.from('client'), 'google.com')).toMatchObject({ addresses: ['142.250.74.46'] });
    change({ dnsPolicy: 'Default', dnsConfig: undefined });
    expect(made.network.lookup(made.from('client'), 'google.com')).toMatchObject({ addresses: ['142.250.74.46'] });
    expect(made.network.lookup(made.from('client'), 'web.dev.svc.cluster.local')).toMatchObject({ error: 'not-found' });
  });

  test('resolv.conf is the cluster one in a pod and the stub on a host', () => {
    const made = lab();
    expect(made.network.resolver(made.endpoint('client'))).toEqual({
      nameserver: '10.0.0.10',
      search: ['dev.svc.cluster.local', 'svc.cluster.local', 'cluster.local'],
      ndots: 5,
    });
    expect(made.network.resolver(made.network.host()).nameserver).toBe('127.0.0.53');
  });
});
