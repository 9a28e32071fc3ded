import type { NetworkState } from '../network-state.ts';
import type { Flow } from '../policy/flow.ts';
import type { Connection, Endpoint, Origin, Protocol } from '../types.ts';
import { type ConnectionBook, type ConnectionDetails, isDenied } from './connection-book.ts';
import { judgeLeg, type Verdicts } from './judge-leg.ts';
import type { Leg } from './legs.ts';

const ECHO_REQUEST = { type: 8, code: 0 };
/** The ports Linux gives to clients: from the first, so many. */
const CLIENT_PORTS = { first: 32_768, count: 28_232 };

/** What a client sends. */
interface Sent {
  readonly protocol: Protocol;
  readonly sourcePort?: number;
}

interface SentPacket {
  protocol: Protocol;
  /** As in the log: 0 for ICMP. */
  sourcePort: number;
  /** What the client chose: a port, or the identifier of its echoes. */
  clientPort: number | undefined;
}

export interface JudgedLeg {
  details: ConnectionDetails;
  flow: Flow;
  answersAreLost: boolean;
}

export function isLost({ details, answersAreLost }: JudgedLeg): boolean {
  return answersAreLost || isDenied(details);
}

/** Each leg's 5-tuple with the verdicts at its ends; none after one that is denied. */
export function judgeLegs(
  state: NetworkState,
  book: ConnectionBook,
  origin: Origin,
  target: Sent,
  legs: readonly Leg[],
): JudgedLeg[] {
  const isIcmp = target.protocol === 'icmp';
  const drawn = () => CLIENT_PORTS.first + state.random.integer(CLIENT_PORTS.count);
  const sourcePort = isIcmp ? 0 : (target.sourcePort ?? drawn());
  const packet = { protocol: target.protocol, sourcePort, clientPort: target.sourcePort };
  const judged: JudgedLeg[] = [];
  for (const leg of legs) {
    judged.push(judgedLeg(state, book, origin, packet, leg));
    if (isLost(judged.at(-1)!)) break;
  }
  return judged;
}

function judgedLeg(
  state: NetworkState,
  book: ConnectionBook,
  origin: Origin,
  { protocol, sourcePort, clientPort }: SentPacket,
  leg: Leg,
): JudgedLeg {
  const { source, destination, service } = leg;
  const isIcmp = protocol === 'icmp';
  const destinationPort = isIcmp ? 0 : leg.port;
  const { names, policyNames } = learnedNames(state, source.endpoint, destination.endpoint.ip);
  const flow: Flow = {
    protocol,
    source: source.party,
    destination: destination.party,
    sourcePort,
    destinationPort,
    ...(isIcmp ? { icmp: ECHO_REQUEST } : {}),
    domains: policyNames,
    domainSets: state.endpoints.networkSets.withDomains(),
  };
  const ends = { protocol, source: source.endpoint, destination: destination.endpoint, destinationPort };
  const isTracked = clientPort !== undefined && (isIcmp || protocol === 'udp');
  const known = isTracked ? book.tracked(clientPort, ends) : undefined;
  const said: Verdicts = known ? verdictsOf(known) : judgeLeg(state, leg, flow);
  const { answersAreLost = false, ...verdicts } = said;
  const details = {
    ...ends,
    sourcePort,
    ...(service ? { service } : {}),
    ...(names.length > 0 ? { domains: names } : {}),
    ...verdicts,
    ...(origin.input === undefined ? {} : { input: origin.input }),
  };
  return { details, flow, answersAreLost };
}

function verdictsOf({ egress, ingress }: Pick<Connection, 'egress' | 'ingress'>): Verdicts {
  return { ...(egress ? { egress } : {}), ...(ingress ? { ingress } : {}) };
}

/** Logs tell by what name the client knows the address; policy, by what name anybody on its node has asked for it. */
function learnedNames({ learned, clock }: NetworkState, { ip: client, node }: Endpoint, ip: string) {
  const now = clock.now();
  return { names: learned.names(client, ip, now), policyNames: learned.namesOnNode(node, ip, now) };
}
