import { readFileSync } from 'node:fs';
import type {
  Attempt,
  DnsAnswer,
  DnsReply,
  DnsType,
  Endpoint,
  HttpRequest,
  HttpResponse,
  Lookup,
  Network,
  Origin,
  Protocol,
  Server,
} from '../../../network/index.ts';
import { isIPv4 } from './address.ts';

/** A stand-in for the network the golden recordings were made in; described in test/golden/net/README.md. */
export function recordedTopology(): Network {
  const ask = (origin: Origin, name: string, type: DnsType, server = NAME_SERVER): DnsReply =>
    answerQuestion(origin, name.replace(/\.$/, ''), type, server);
  return {
    pod: () => undefined,
    host: () => GATEWAY,
    machine: () => GATEWAY,
    image: () => {
      throw new Error('no images in the recorded topology');
    },
    onEvent: () => () => {},
    resolver: () => ({ nameserver: NAME_SERVER, search: SEARCH, ndots: 5 }),
    ask,
    lookup: (origin, host) => getAddresses(origin, host, ask),
    open: (origin, target) => openPort(origin, target),
  };
}

/** The two clients of the recordings; the second may not talk to port 53. */
export const CLIENT: Endpoint = pod('netshoot', '10.224.0.10');
export const CLIENT_WITHOUT_DNS: Endpoint = pod('netshoot-2', '10.224.0.11');

const NAME_SERVER = '10.0.0.10';
const SEARCH = ['dev.svc.cluster.local', 'svc.cluster.local', 'cluster.local'];
const GATEWAY: Endpoint = { ...pod('node', '10.224.0.4'), type: 'hep', namespace: '-' };
const WELCOME = readFileSync(new URL('../../../../test/golden/net/welcome.html', import.meta.url), 'utf8');
const HEADLESS = ['10.224.0.85', '10.224.0.86', '10.224.0.88'];
const RTT = 0.2;

type Behaviour = Attempt['outcome'];

interface RecordedHost {
  tcp: readonly number[];
  udp?: readonly number[];
  elseTcp: Behaviour;
  elseUdp: Behaviour;
  ping: Behaviour;
}

const HOSTS: Readonly<Record<string, RecordedHost>> = {
  '10.224.0.10': { tcp: [], elseTcp: 'refused', elseUdp: 'port-unreachable', ping: 'open' },
  '127.0.0.1': { tcp: [], elseTcp: 'refused', elseUdp: 'port-unreachable', ping: 'open' },
  '10.224.0.53': { tcp: [53], udp: [53], elseTcp: 'refused', elseUdp: 'port-unreachable', ping: 'open' },
  '10.224.0.85': { tcp: [80], elseTcp: 'refused', elseUdp: 'port-unreachable', ping: 'open' },
  '10.224.0.86': { tcp: [22, 80, 443, 3306, 8080], elseTcp: 'refused', elseUdp: 'port-unreachable', ping: 'open' },
  '10.224.0.87': { tcp: [], elseTcp: 'dropped', elseUdp: 'dropped', ping: 'dropped' },
  '10.224.0.88': { tcp: [80], elseTcp: 'dropped', elseUdp: 'dropped', ping: 'dropped' },
  '10.224.0.89': { tcp: [80], elseTcp: 'refused', elseUdp: 'port-unreachable', ping: 'open' },
  '10.224.0.90': { tcp: [80], elseTcp: 'port-unreachable', elseUdp: 'port-unreachable', ping: 'open' },
  '10.224.0.91': { tcp: [80], elseTcp: 'admin-prohibited', elseUdp: 'admin-prohibited', ping: 'admin-prohibited' },
  '10.224.0.92': { tcp: [], elseTcp: 'refused', elseUdp: 'port-unreachable', ping: 'open' },
  '203.0.113.80': { tcp: [80], elseTcp: 'refused', elseUdp: 'port-unreachable', ping: 'open' },
  '203.0.113.100': { tcp: [80], elseTcp: 'refused', elseUdp: 'port-unreachable', ping: 'open' },
  '203.0.113.147': { tcp: [80], elseTcp: 'refused', elseUdp: 'port-unreachable', ping: 'open' },
};

const SERVICES: Readonly<Record<string, { port: number; backend?: string }>> = {
  '10.0.0.1': { port: 443, backend: '10.224.0.86' },
  '10.0.0.10': { port: 53, backend: '10.224.0.53' },
  '10.0.112.45': { port: 80, backend: '10.224.0.85' },
  '10.0.112.46': { port: 80, backend: '10.224.0.88' },
  '10.0.77.3': { port: 5432, backend: '10.224.0.87' },
  '10.0.200.7': { port: 80 },
};

type Records = Readonly<Record<string, Partial<Record<DnsType, readonly string[]>>>>;

const CLUSTER: Records = {
  'nginx-svc.dev.svc.cluster.local': { A: ['10.0.112.45'] },
  'web.dev.svc.cluster.local': { A: ['10.0.112.46'] },
  'db.prod.svc.cluster.local': { A: ['10.0.77.3'] },
  'empty-svc.dev.svc.cluster.local': { A: ['10.0.200.7'] },
  'kubernetes.default.svc.cluster.local': { A: ['10.0.0.1'] },
  'kube-dns.kube-system.svc.cluster.local': { A: ['10.0.0.10'] },
  'web-hl.dev.svc.cluster.local': { A: HEADLESS },
  'ext-svc.dev.svc.cluster.local': { CNAME: ['www.example.com'] },
  '_http._tcp.nginx-svc.dev.svc.cluster.local': { SRV: ['0 100 80 nginx-svc.dev.svc.cluster.local.'] },
  '_https._tcp.kubernetes.default.svc.cluster.local': { SRV: ['0 100 443 kubernetes.default.svc.cluster.local.'] },
  ...Object.fromEntries(
    HEADLESS.map((ip) => [reverse(ip), { PTR: [`${ip.replaceAll('.', '-')}.web-hl.dev.svc.cluster.local.`] }]),
  ),
  [reverse('10.0.0.10')]: { PTR: ['kube-dns.kube-system.svc.cluster.local.'] },
  [reverse('10.0.0.1')]: { PTR: ['kubernetes.default.svc.cluster.local.'] },
  [reverse('10.0.112.45')]: { PTR: ['nginx-svc.dev.svc.cluster.local.'] },
  [reverse('10.0.112.46')]: { PTR: ['web.dev.svc.cluster.local.'] },
  [reverse('10.0.77.3')]: { PTR: ['db.prod.svc.cluster.local.'] },
  [reverse('10.0.200.7')]: { PTR: ['empty-svc.dev.svc.cluster.local.'] },
};

const OUTSIDE: Records = {
  'google.com': {
    A: ['203.0.113.100'],
    AAAA: ['2001:db8:4006:80b::200e'],
    MX: ['10 smtp.google.com.'],
    NS: ['ns1.google.com.', 'ns2.google.com.'],
    TXT: ['"v=spf1 include:_spf.google.com ~all"'],
  },
  'example.com': { A: ['203.0.113.80'] },
  'www.example.com': { A: ['203.0.113.80'] },
  'kubernetes.io': { A: ['203.0.113.147'] },
  'www.kubernetes.io': { CNAME: ['kubernetes.io'] },
};

function pod(name: string, ip: string): Endpoint {
  return { type: 'wep', namespace: 'dev', name, nameAggr: name, ip, labels: {}, node: 'node' };
}

function reverse(ip: string): string {
  return `${ip.split('.').reverse().join('.')}.in-addr.arpa`;
}

function openPort(
  origin: Origin,
  target: { protocol: Protocol; ip: string; port: number; sourcePort?: number },
): Attempt {
  const { protocol, ip, port } = target;
  const service = SERVICES[ip];
  const noDns = origin.from.ip === CLIENT_WITHOUT_DNS.ip && port === 53;
  if (noDns) return attempt('dropped', ip, port);
  if (service) {
    if (protocol === 'icmp' || port !== service.port) return attempt('dropped', ip, port);
    if (!service.backend) return { ...attempt('port-unreachable', ip, port), replier: GATEWAY.ip, ttl: 64 };
    return reach(service.backend, protocol, port);
  }
  return reach(ip, protocol, port);
}

function reach(ip: string, protocol: Protocol, port: number): Attempt {
  const host = HOSTS[ip];
  if (!host) {
    if (ip === '10.224.0.99') return { ...attempt('host-unreachable', ip, port), replier: GATEWAY.ip, rtt: 3060 };
    return attempt('dropped', ip, port);
  }
  if (protocol === 'icmp') return attempt(host.ping, ip, port);
  const open = (protocol === 'udp' ? (host.udp ?? []) : host.tcp).includes(port);
  const outcome = open ? 'open' : protocol === 'udp' ? host.elseUdp : host.elseTcp;
  return attempt(outcome, ip, port, open && protocol === 'tcp' ? serverOn(port) : undefined);
}

function attempt(outcome: Behaviour, ip: string, port: number, server?: Server): Attempt {
  return {
    outcome,
    rtt: RTT,
    ttl: 63,
    replier: ip,
    ip,
    port,
    ...(server ? { server } : {}),
    transfer: () => {},
    close: () => {},
  };
}

function serverOn(port: number): Server | undefined {
  if (port === 22) return { program: 'ssh', tls: false, banner: 'SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n' };
  if (port === 3306) return { program: 'mysql', tls: false, banner: 'J\n5.7.40\n' };
  if (port === 53) return { program: 'coredns', tls: false };
  const secured = port === 443 ? { tls: true, tlsVersion: '1.2' as const, subject: 'CN=lab.example' } : { tls: false };
  return { program: 'nginx', ...secured, http: serveNginx };
}

function serveNginx(request: HttpRequest): HttpResponse {
  const page = (status: number, reason: string): [number, string, string, string] => [
    status,
    reason,
    'text/html',
    `<html>\r\n<head><title>${status} ${reason}</title></head>\r\n<body>\r\n<center><h1>${status} ${reason}</h1></center>\r\n<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n`,
  ];
  const route = (): [number, string, string, string] => {
    if (request.path === '/echo') {
      const length = request.body === '' ? '' : String(request.body.length);
      return [200, 'OK', 'text/plain', `method=${request.method} body-length=${length}\n`];
    }
    if (request.path === '/json') return [200, 'OK', 'application/json', '{"status":"ok"}\n'];
    if (request.path === '/old') return page(301, 'Moved Permanently');
    if (request.path === '/forbidden') return page(403, 'Forbidden');
    if (request.path === '/error') return page(500, 'Internal Server Error');
    if (request.path === '/unavailable') return page(503, 'Service Temporarily Unavailable');
    if (request.path !== '/') return page(404, 'Not Found');
    return request.method === 'POST' ? page(405, 'Not Allowed') : [200, 'OK', 'text/html', WELCOME];
  };
  const [status, reason, type, body] = route();
  const welcome = body === WELCOME;
  const headers: [string, string][] = [
    ['Server', 'nginx/1.22.1'],
    ['Date', new Date(request.now).toUTCString()],
    ['Content-Type', type],
    ['Content-Length', String(body.length)],
  ];
  if (welcome) headers.push(['Last-Modified', 'Wed, 16 Apr 2025 12:01:11 GMT']);
  if (status === 301) headers.push(['Location', `http://${request.host}/`]);
  headers.push(['Connection', 'keep-alive']);
  if (welcome) headers.push(['ETag', '"67ff9c07-267"'], ['Accept-Ranges', 'bytes']);
  return { status, reason, headers, body, delay: 0 };
}

function answerQuestion(origin: Origin, name: string, type: DnsType, server: string): DnsReply {
  const from = { ip: server, port: 53 };
  const none: DnsReply = { answers: [], authoritative: false, elapsed: 5000, server: from };
  const reached = openPort(origin, { protocol: 'udp', ip: server, port: 53 });
  if (reached.outcome === 'port-unreachable' || reached.outcome === 'refused') return { ...none, elapsed: RTT };
  if (reached.outcome !== 'open' || name === 'slow.example.com') return none;
  const reply = { ...none, elapsed: 1 };
  if (name === 'broken.example.com') return { ...reply, rcode: 'ServFail' };
  if (name === 'refused.example.com') return { ...reply, rcode: 'Refused' };
  const cluster = name.endsWith('cluster.local');
  const authoritative = CLUSTER[name] !== undefined || cluster;
  const records = CLUSTER[name] ?? OUTSIDE[name];
  if (!records) return { ...reply, rcode: 'NXDomain', authoritative };
  const answers = follow(name, type, records);
  const hosts = answers
    .filter((answer) => answer.type === 'SRV')
    .map(({ data }) => data.split(' ')[3]!.replace(/\.$/, ''));
  const additional = hosts.flatMap((host) => follow(host, 'A', CLUSTER[host] ?? {}));
  return { ...reply, rcode: 'NoError', authoritative, answers, additional };
}

function follow(name: string, type: DnsType, records: Records[string]): DnsAnswer[] {
  const ttl = CLUSTER[name] ? 30 : type === 'NS' ? 21600 : 300;
  const own = (records[type] ?? []).map((data): DnsAnswer => ({ name, type, ttl, data }));
  const alias = records.CNAME?.[0];
  if (alias === undefined || type === 'CNAME') return own;
  const cname: DnsAnswer = { name, type: 'CNAME', ttl, data: `${alias}.` };
  return [cname, ...follow(alias, type, OUTSIDE[alias] ?? {})];
}

function getAddresses(
  origin: Origin,
  host: string,
  ask: (origin: Origin, name: string, type: DnsType) => DnsReply,
): Lookup {
  if (host === 'localhost') {
    return { addresses: ['127.0.0.1'], addresses6: ['::1'], canonicalName: 'localhost', elapsed: 0 };
  }
  if (host === origin.from.name) {
    return { addresses: [origin.from.ip], addresses6: [], canonicalName: host, elapsed: 0 };
  }
  if (isIPv4(host)) return { addresses: [host], addresses6: [], canonicalName: host, elapsed: 0 };
  const candidates = host.endsWith('.') ? [host.slice(0, -1)] : [...SEARCH.map((suffix) => `${host}.${suffix}`), host];
  for (const name of candidates) {
    const reply = ask(origin, name, 'A');
    if (reply.rcode === undefined) return { error: 'timeout', elapsed: 20_000 };
    if (reply.rcode === 'ServFail' || reply.rcode === 'Refused') return { error: 'servfail', elapsed: 2 };
    if (reply.rcode === 'NXDomain') continue;
    const addresses = reply.answers.filter(({ type }) => type === 'A').map(({ data }) => data);
    const addresses6 = ask(origin, name, 'AAAA')
      .answers.filter(({ type }) => type === 'AAAA')
      .map(({ data }) => data);
    if (addresses.length === 0 && addresses6.length === 0) return { error: 'no-data', elapsed: 2 };
    const canonicalName = reply.answers.find(({ type }) => type === 'A')?.name ?? name;
    return { addresses, addresses6, canonicalName, elapsed: 2 };
  }
  return { error: 'not-found', elapsed: 4 };
}
