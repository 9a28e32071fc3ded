import type { Clock } from '../../../clock/index.ts';
import type { Attempt, DnsReply, DnsType, Endpoint, Lookup, Network, Protocol } from '../../../network/index.ts';
import type { Tool, ToolContext } from '../../types.ts';
import { isLoopback } from './address.ts';

/** What the network tools of one machine need: the network, who the machine is in it, and which programs it carries. */
export interface NetworkToolOptions {
  network: Network;
  /** The machine's place in the network; undefined while it has none (a pod that is gone). */
  endpoint(): Endpoint | undefined;
  /** Which of several programs a name stands for: `nc: openbsd`, `ping: busybox`. */
  flavours: Readonly<Record<string, string>>;
  /** The machine's ports that lead into a pod (`kubectl port-forward`): who connects there on its behalf, and where. */
  forwards?: { enter(port: number): { from: Endpoint; port: number } | undefined };
}

/** What waiting for the network needs of a program's context. */
export interface Waiting {
  clock: Pick<Clock, 'now' | 'sleep'>;
  signal: AbortSignal;
}

/** The network as one running program sees it: every call is made on behalf of its machine and its input. */
export interface NetworkClient {
  readonly endpoint: Endpoint;
  /** Tells the echoes of this run from those of another on the same machine. */
  readonly echoIdentifier: number;
  readonly resolver: { nameserver: string; search: readonly string[]; ndots: number };
  /** The address one hop away: the node of a pod. */
  readonly gateway: string;
  flavour(tool: string): string | undefined;
  lookup(host: string): Lookup;
  ask(name: string, type: DnsType, server?: string): DnsReply;
  open(protocol: Protocol, ip: string, port: number, sourcePort?: number): Attempt;
}

/** A network program before it is tied to a machine. */
export interface NetworkProgram {
  name: string;
  aliases?: readonly string[];
  run(context: ToolContext, client: NetworkClient): Promise<number>;
}

/** Ties a program to a machine. All of them print while they run. */
export function networkTool(program: NetworkProgram, options: NetworkToolOptions): Tool {
  let runs = 0;
  return {
    name: program.name,
    ...(program.aliases ? { aliases: program.aliases } : {}),
    streams: true,
    run: (context) => {
      const endpoint = options.endpoint();
      if (endpoint) return program.run(context, createClient(options, endpoint, ++runs, context.input));
      context.stderr(`${context.name}: Network is unreachable\n`);
      return Promise.resolve(1);
    },
  };
}

function createClient(
  { network, flavours, forwards }: NetworkToolOptions,
  endpoint: Endpoint,
  echoIdentifier: number,
  input: number | undefined,
): NetworkClient {
  const origin = { from: endpoint, ...(input === undefined ? {} : { input }) };
  return {
    endpoint,
    echoIdentifier,
    get resolver() {
      return network.resolver(endpoint);
    },
    get gateway() {
      return network.host(endpoint.node).ip;
    },
    flavour: (tool) => flavours[tool],
    lookup: (host) => network.lookup(origin, host),
    ask: (name, type, server) => network.ask(origin, name, type, server),
    open: (protocol, ip, port, sourcePort) => {
      const entry = protocol === 'tcp' && isLoopback(ip) ? forwards?.enter(port) : undefined;
      if (entry) return network.open({ ...origin, from: entry.from }, { protocol, ip: '127.0.0.1', port: entry.port });
      return network.open(origin, { protocol, ip, port, ...(sourcePort === undefined ? {} : { sourcePort }) });
    },
  };
}
