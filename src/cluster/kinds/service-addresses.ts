import { hash } from '../../clock/index.ts';
import type { ReadStore } from '../types.ts';

export const DEFAULT_SERVICE_CIDR = '10.49.0.0/16';

/** Node ports are 30000-32767. */
const FIRST_PORT = 30_000;
const PORTS = 2_768;
const RESERVED = 255;

/** An address no service has; the same name asks for the same one first, so that runs repeat. */
export function freeClusterIP(store: ReadStore, seed: string): string {
  const { first, size } = parseRange(serviceRange(store));
  const used = new Set<string>(store.list('services').flatMap((service) => service['spec'].clusterIPs ?? []));
  // The low addresses are left to those who ask for one (the API's own, the DNS service).
  const choices = size - 2 - RESERVED;
  const start = hash(seed) % choices;
  for (let step = 0; step < choices; step++) {
    const address = addressOf(first + 1 + RESERVED + ((start + step) % choices));
    if (!used.has(address)) return address;
  }
  throw new Error('all service addresses are taken');
}

export function serviceRange(store: ReadStore): string {
  return store.serviceCIDR ?? DEFAULT_SERVICE_CIDR;
}

/** The address of the `kubernetes` service. */
export function firstServiceAddress(store: ReadStore): string {
  return addressOf(parseRange(serviceRange(store)).first + 1);
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

export function isServiceAddress(store: ReadStore, address: string): boolean {
  const { first, size } = parseRange(serviceRange(store));
  if (!/^(\d{1,3}\.){3}\d{1,3}$/.test(address)) return false;
  const value = numberOf(address);
  return value > first && value < first + size - 1;
}

export function isNodePort(port: number): boolean {
  return port >= FIRST_PORT && port < FIRST_PORT + PORTS;
}

/** One of a block's addresses, neither its first nor its last; any whole number names one. */
export function addressIn(cidr: string, number: number): string {
  const { first, size } = parseRange(cidr);
  return addressOf(first + 1 + (number % (size - 2)));
}

function parseRange(cidr: string): { first: number; size: number } {
  const [base, bits] = cidr.split('/');
  return { first: numberOf(base!), size: 2 ** (32 - Number(bits)) };
}

function numberOf(address: string): number {
  return address.split('.').reduce((value, part) => value * 256 + Number(part), 0);
}

function addressOf(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
}
