import { hash } from '../../clock/index.ts';
import type { ReadStore } from '../types.ts';

/** Services get their addresses out of 10.49.0.0/16 and their node ports out of 30000-32767. */
const ADDRESSES = 65_534;
const FIRST_PORT = 30_000;
const PORTS = 2_768;

/** An address no service has; the same name asks for the same one first, so that runs repeat. */
export function freeClusterIP(store: ReadStore, seed: string): string {
  const used = new Set<string>(store.list('services').flatMap((service) => service['spec'].clusterIPs ?? []));
  const start = hash(seed) % ADDRESSES;
  for (let step = 0; step < ADDRESSES; step++) {
    const address = addressAt(1 + ((start + step) % ADDRESSES));
    // The low addresses are left to those who ask for one (10.49.0.1, the DNS service).
    if (!used.has(address) && !address.startsWith('10.49.0.')) return address;
  }
  throw new Error('all service addresses are taken');
}

/** A node port no service has. */
export function freeNodePort(store: ReadStore, seed: string, taken: ReadonlySet<number>): number {
  const used = usedNodePorts(store);
  const start = hash(seed) % PORTS;
  for (let step = 0; step < PORTS; step++) {
    const port = FIRST_PORT + ((start + step) % PORTS);
    if (!used.has(port) && !taken.has(port)) return port;
  }
  throw new Error('all node ports are taken');
}

export function usedNodePorts(store: ReadStore): Set<number> {
  return new Set(
    store
      .list('services')
      .flatMap((service) =>
        (service['spec'].ports ?? []).flatMap((port: { nodePort?: number }) => port.nodePort ?? []),
      ),
  );
}

export function isServiceAddress(address: string): boolean {
  const parts = address.split('.').map(Number);
  return parts.length === 4 && parts[0] === 10 && parts[1] === 49 && parts.every((part) => part >= 0 && part <= 255);
}

export function isNodePort(port: number): boolean {
  return port >= FIRST_PORT && port < FIRST_PORT + PORTS;
}

function addressAt(index: number): string {
  return `10.49.${index >> 8}.${index & 255}`;
}
