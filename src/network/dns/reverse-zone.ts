import { parseAddress } from '../addresses/address.ts';
import type { ServiceTable } from '../services/service-table.ts';
import { endpointName, serviceName } from './cluster-zone.ts';

/**
 * The cluster's name for the address of an `in-addr.arpa` question: a service's own address, and endpoints that are
 * behind a headless service or have a hostname. Undefined: not the cluster's.
 */
export function reverseName(services: ServiceTable, question: string): string | undefined {
  const ip = reversedAddress(question);
  if (ip === undefined) return undefined;
  const service = services.at(ip);
  if (service?.clusterIP === ip) return serviceName(service);
  const home = services.servicesOf(ip).find((each) => each.service.headless || each.hostname);
  return home && `${endpointName({ ip, ...home })}.${serviceName(home.service)}`;
}

/** `85.0.224.10.in-addr.arpa` to `10.224.0.85`. */
export function reversedAddress(question: string): string | undefined {
  const reversed = /^(\d+\.\d+\.\d+\.\d+)\.in-addr\.arpa$/.exec(question)?.[1];
  const ip = reversed?.split('.').reverse().join('.');
  return ip !== undefined && parseAddress(ip) !== undefined ? ip : undefined;
}
