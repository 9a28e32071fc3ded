import type { Clock, Random } from '../clock/index.ts';
import type { KubernetesObject, ReadStore } from '../cluster/index.ts';
import type { HttpExchange, HttpRequest, HttpResponse, Server, StreamSummary } from './http-types.ts';

export type * from './http-types.ts';

export type Protocol = 'tcp' | 'udp' | 'icmp' | 'sctp';

/** One end of a connection as Felix sees it (calico.md 4.1, endpoint identity). */
export interface Endpoint {
  type: 'wep' | 'hep' | 'ns' | 'net';
  /** `-` when unknown. */
  namespace: string;
  name: string;
  nameAggr: string;
  ip: string;
  labels: Readonly<Record<string, string>>;
  /** The node it lives on; absent for what is outside the cluster. */
  node?: string;
  serviceAccount?: string;
}

export interface PolicyHit {
  index: number;
  tier: string;
  /** As in the flow log: `platform.allow-dns`, `dev/default.x`, `dev/knp.default.x`, `staged:...`, `__PROFILE__.kns.dev`. */
  name: string;
  action: 'allow' | 'deny' | 'pass';
  /** Rule index; -1 for the end-of-tier default; absent for a profile. */
  rule: number;
}

export interface Verdict {
  action: 'allow' | 'deny';
  hits: readonly PolicyHit[];
}

export interface ServiceReference {
  namespace: string;
  name: string;
  portName: string;
  port: number;
}

/** One connection (a 5-tuple after DNAT), recorded when it is attempted; counters grow while it lives. */
export interface Connection {
  readonly id: number;
  readonly protocol: Protocol;
  readonly source: Endpoint;
  readonly destination: Endpoint;
  /** 0 for ICMP. */
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly service?: ServiceReference;
  /** The name the client looked up for this address, if it did (egress domains, dest_domains). */
  readonly domains?: readonly string[];
  readonly startedAt: number;
  endedAt?: number;
  /** Judged at the source's node; absent when the source is not a pod of this cluster. */
  readonly egress?: Verdict;
  /** Judged at the destination's node; absent when it is not a pod, or egress denied. */
  readonly ingress?: Verdict;
  /** As seen by the source: out = sent by the source. */
  bytesOut: number;
  bytesIn: number;
  packetsOut: number;
  packetsIn: number;
  /** The input of the session that caused it; absent: background load. */
  readonly input?: number;
}

/** One answered DNS question. */
export interface DnsRecord {
  at: number;
  client: Endpoint;
  server: Endpoint;
  /** Lower case, without the final dot. */
  qname: string;
  qtype: DnsType;
  rcode: DnsRcode;
  answers: readonly DnsAnswer[];
  /** Milliseconds from question to answer. */
  latency: number;
  input?: number;
}

export type DnsType = 'A' | 'AAAA' | 'CNAME' | 'PTR' | 'SRV' | 'TXT' | 'MX' | 'NS' | 'SOA';
export type DnsRcode = 'NoError' | 'NXDomain' | 'ServFail' | 'Refused';

/** One resource record; names, also those in `data`, are lower case and without the final dot. */
export interface DnsAnswer {
  name: string;
  type: DnsType;
  /** Seconds. */
  ttl: number;
  data: string;
}

export type NetworkEvent =
  | { kind: 'start'; connection: Connection }
  /** Counters of a live connection grew (they are already added to it). */
  | {
      kind: 'traffic';
      connection: Connection;
      bytesOut: number;
      bytesIn: number;
      packetsOut: number;
      packetsIn: number;
    }
  | { kind: 'end'; connection: Connection }
  /** A proxy has seen a request and its answer; only services behind the proxies of an ApplicationLayer have them. */
  | { kind: 'http'; connection: Connection; exchange: HttpExchange }
  /** A proxy has seen a connection end that it could not read. */
  | { kind: 'stream'; connection: Connection; stream: StreamSummary }
  | { kind: 'dns'; record: DnsRecord };

/** On whose behalf something goes over the network. */
export interface Origin {
  from: Endpoint;
  input?: number;
}

/** What a client sees of one attempt to reach a port or host. Times are milliseconds; nothing here waits. */
export interface Attempt {
  outcome: 'open' | 'refused' | 'dropped' | 'port-unreachable' | 'host-unreachable' | 'admin-prohibited';
  /** Round trip; for `host-unreachable` the time until the ICMP error. Not meaningful when dropped. */
  rtt: number;
  /** Of the reply. */
  ttl: number;
  /** Who answered, for `host-unreachable` and friends the node that sent the ICMP error. */
  replier: string;
  /** The address really reached after DNAT. */
  ip: string;
  port: number;
  connection?: Connection;
  /** What listens there, when open. */
  server?: Server;
  /** Books payload bytes on the connection; headers and acknowledgements are added. An ICMP payload of 56 makes 84. */
  transfer(sent: number, received: number): void;
  /** Ends the connection (idempotent). */
  close(): void;
}

export type Lookup =
  | {
      addresses: readonly string[] /** IPv6 results, kept apart: pods have no IPv6 route. */;
      addresses6: readonly string[];
      canonicalName: string;
      elapsed: number;
    }
  | { error: 'not-found' | 'no-data' | 'timeout' | 'servfail' | 'refused'; elapsed: number };

export interface DnsReply {
  /** Absent: no answer came. */
  rcode?: DnsRcode;
  answers: readonly DnsAnswer[];
  /** The zone's SOA, when a cluster name has no such answer. */
  authority?: readonly DnsAnswer[];
  /** Addresses of the hosts the answers name. */
  additional?: readonly DnsAnswer[];
  authoritative: boolean;
  /** Milliseconds. */
  elapsed: number;
  server: { ip: string; port: number };
}

export interface Network {
  pod(namespace: string, name: string): Endpoint | undefined;
  /** A node's own endpoint; the first node when no name is given. */
  host(node?: string): Endpoint;
  /** A machine that is no part of the cluster; nodes, pods and load balancers can be reached from it, service addresses not. */
  machine(ip: string): Endpoint;
  /** One question to the resolver, exactly this name. Does not wait: the tool sleeps `elapsed`. Records a DNS row when answered. */
  ask(origin: Origin, name: string, type: DnsType, server?: string): DnsReply;
  /** getaddrinfo: hosts file, search path and ndots, A and AAAA. Records each question. Does not wait. */
  lookup(origin: Origin, host: string): Lookup;
  /**
   * Attempts a connection: service DNAT, policy at both ends, what listens. Records it. Does not wait.
   * The opening packets of TCP are counted; of UDP and ICMP only what is `transfer`red, the first echo included, also
   * when the attempt is not open. The echoes of one input belong to one connection, and so do the packets of a 5-tuple
   * whose `sourcePort` is given (an ICMP identifier likewise).
   */
  open(origin: Origin, target: { protocol: Protocol; ip: string; port: number; sourcePort?: number }): Attempt;
  /** /etc/resolv.conf as that endpoint has it. */
  resolver(from: Endpoint): { nameserver: string; search: readonly string[]; ndots: number };
  onEvent(listener: (event: NetworkEvent) => void): () => void;
  /** What a pod's image is and does (its tools, shell, load), by the image table. */
  image(name: string): ImageBehaviour;
}

/** One row of assets/images.yaml. */
export interface ImageBehaviour {
  /** Globs over the image reference without tag, e.g. `*​/network-multitool`. First match wins. */
  match: string | readonly string[];
  name: string;
  exists: boolean;
  startDelay: number;
  readyDelay: number;
  exits?: { after: number; code: number };
  /** Names of shells in the image (`sh`, `bash`, `ash`); empty: distroless, exec of a shell fails. */
  shells: readonly string[];
  /** Programs that may be executed beyond the shell's own; `*` = every tool firedrill has. */
  tools: readonly string[];
  /** What runs before a container's arguments when it names no command of its own. */
  entrypoint?: readonly string[];
  /** Which flavour of a tool with several: `nc: openbsd`, `ping: busybox`. */
  flavours: Readonly<Record<string, string>>;
  /** Absent: it listens on the ports its pod declares. */
  listens?: readonly Listener[];
  /** Connections its processes make on their own. */
  load: readonly Load[];
  osRelease: { id: string; name: string; version: string };
  /** Lines its log starts with; `{time}` is filled in. */
  log: readonly string[];
}

export interface Listener {
  port: number;
  protocol: Protocol;
  program: string;
  tls?: boolean;
  /** Where the port comes from when it is not fixed: the container's environment variable. */
  portFrom?: string;
}

export interface Load {
  /** Milliseconds between attempts, seeded jitter of a fifth. */
  every: number;
  /** Host name and port as the program has them, `$VAR` from the container's environment. */
  target: string;
  protocol: Protocol;
  path?: string;
  /** Milliseconds until it gives up; 3000 by default. */
  timeout?: number;
}

export interface OutsideName {
  /** `google.com`, or `*.google.com`. */
  name: string;
  addresses: readonly string[];
  addresses6?: readonly string[];
  cname?: string;
  /** Ports that accept, and which program answers. */
  listens?: readonly { port: number; program: string; tls?: boolean }[];
  /** What a `web` program there has to give away, path -> text; any other path is not found. */
  pages?: Readonly<Record<string, string>>;
  ping?: boolean;
  /** Milliseconds. */
  rtt?: number;
  rcode?: DnsRcode;
  /** True: its name servers never answer. */
  silent?: boolean;
}

export interface NetworkOptions {
  clock: Clock;
  random: Random;
  store: ReadStore;
  images: readonly ImageBehaviour[];
  outside: readonly OutsideName[];
  /** Whether somebody runs a container's command; where nobody does, a loop of requests in it is background load. */
  runs?(pod: KubernetesObject, container: string): boolean;
  /** The API server behind `default/kubernetes`, asked on behalf of an input of the session. Absent: it refuses everybody. */
  apiServer?(request: HttpRequest, input: number | undefined): Promise<HttpResponse>;
}
