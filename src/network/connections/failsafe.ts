import type { KubernetesObject, ReadStore } from '../../cluster/index.ts';
import { type Address, parseAddress } from '../addresses/address.ts';
import { cidrContains, parseCidr } from '../addresses/cidr.ts';
import type { Direction, Flow } from '../policy/flow.ts';

interface FailsafePort {
  readonly protocol: string;
  readonly port: number;
  /** The other side's addresses it is kept open for; absent: anybody's. */
  readonly net?: string;
}

const tcp = (...ports: number[]): FailsafePort[] => ports.map((port) => ({ protocol: 'tcp', port }));
const udp = (...ports: number[]): FailsafePort[] => ports.map((port) => ({ protocol: 'udp', port }));

/** Ports of a host that no policy closes: one cannot lock oneself out. */
const DEFAULTS: Readonly<Record<Direction, readonly FailsafePort[]>> = {
  ingress: [...tcp(22, 179, 2379, 2380, 5473, 6443, 6666, 6667), ...udp(68)],
  egress: [...tcp(179, 2379, 2380, 5473, 6443, 6666, 6667), ...udp(53, 67)],
};

const FIELDS: Readonly<Record<Direction, string>> = {
  ingress: 'failsafeInboundHostPorts',
  egress: 'failsafeOutboundHostPorts',
};

/** True when the FelixConfiguration in force (an empty list: none) keeps the flow's port of a host open. */
export function isFailsafe(store: ReadStore, direction: Direction, flow: Flow): boolean {
  const felix: KubernetesObject | undefined = store.get('felixconfigurations.projectcalico.org', undefined, 'default');
  const ports: readonly FailsafePort[] = felix?.['spec']?.[FIELDS[direction]] ?? DEFAULTS[direction];
  const peer = direction === 'ingress' ? flow.source.address : flow.destination.address;
  return ports.some(
    ({ protocol, port, net }) =>
      port === flow.destinationPort &&
      protocol.toLowerCase() === flow.protocol &&
      (net === undefined || contains(net, peer)),
  );
}

function contains(net: string, address: Address): boolean {
  const cidr = parseCidr(net);
  return cidr === undefined ? parseAddress(net) === address : cidrContains(cidr, address);
}
