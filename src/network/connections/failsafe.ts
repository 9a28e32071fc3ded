import type { Direction } from '../policy/flow.ts';
import type { Protocol } from '../types.ts';

/** Ports of a host that no policy closes (FelixConfiguration's defaults): one cannot lock oneself out. */
const FAILSAFE: Readonly<Record<Direction, Partial<Record<Protocol, readonly number[]>>>> = {
  ingress: { tcp: [22, 179, 2379, 2380, 5473, 6443, 6666, 6667], udp: [68] },
  egress: { tcp: [179, 2379, 2380, 5473, 6443, 6666, 6667], udp: [53, 67] },
};

export function isFailsafe(direction: Direction, protocol: Protocol, port: number): boolean {
  return FAILSAFE[direction][protocol]?.includes(port) ?? false;
}
