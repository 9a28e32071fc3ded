import { formatVersion4, parseAddress } from '../addresses/address.ts';
import type { Service, ServicePort, ServiceTable } from '../services/service-table.ts';
import type { DnsAnswer, DnsType } from '../types.ts';
import { CLUSTER_TTL, found, type ZoneAnswer } from './zone-answer.ts';

export const CLUSTER_DOMAIN = 'cluster.local';

const SOA: DnsAnswer = {
  name: CLUSTER_DOMAIN,
  type: 'SOA',
  ttl: CLUSTER_TTL,
  data: `ns.dns.${CLUSTER_DOMAIN} hostmaster.${CLUSTER_DOMAIN} 1700000000 7200 1800 86400 5`,
};

/** The names of one cluster as CoreDNS' kubernetes plugin serves them (`pods insecure`, as kubeadm and AKS set it). */
export interface ClusterZone {
  services: ServiceTable;
  namespaceExists(name: string): boolean;
  /** Mixes the addresses of a headless service, as the loadbalance plugin does. */
  shuffle<T>(items: readonly T[]): T[];
  /** Resolves where an ExternalName points to. */
  follow(name: string, type: DnsType): readonly DnsAnswer[];
}

/** Answers for `name`, which lies in the cluster's domain. */
export function answerClusterName(zone: ClusterZone, name: string, type: DnsType): ZoneAnswer {
  const path =
    name === CLUSTER_DOMAIN
      ? []
      : name
          .slice(0, -CLUSTER_DOMAIN.length - 1)
          .split('.')
          .reverse();
  const [kind, namespace, service, ...rest] = path;
  if (path.length === 0) return type === 'SOA' ? found([SOA]) : nothing('NoError');
  if (kind === 'pod') return podAnswer(path.slice(1), name, type, zone);
  if (kind !== 'svc') return nothing('NXDomain');
  if (namespace === undefined) return nothing('NoError');
  if (service === undefined) return nothing(zone.namespaceExists(namespace) ? 'NoError' : 'NXDomain');
  const target = zone.services.get(namespace, service);
  return target ? serviceAnswer(zone, target, rest, name, type) : nothing('NXDomain');
}

export function nothing(rcode: 'NoError' | 'NXDomain'): ZoneAnswer {
  return { rcode, answers: [], authority: [SOA], authoritative: true, delay: 0.2 };
}

/** `10-0-0-1.dev.pod.cluster.local`: any address in an existing namespace, whether a pod has it or not. */
function podAnswer([namespace, dashed, ...rest]: string[], name: string, type: DnsType, zone: ClusterZone): ZoneAnswer {
  if (namespace === undefined) return nothing('NoError');
  if (!zone.namespaceExists(namespace) || rest.length > 0) return nothing('NXDomain');
  if (dashed === undefined) return nothing('NoError');
  const address = parseAddress(dashed.replaceAll('-', '.'));
  if (typeof address !== 'number') return nothing('NXDomain');
  return addressAnswer(name, type, [formatVersion4(address)]);
}

function serviceAnswer(zone: ClusterZone, service: Service, rest: string[], name: string, type: DnsType): ZoneAnswer {
  if (rest.length === 0) return wholeService(zone, service, name, type);
  if (rest.length === 1 && service.clusterIP === undefined) return oneEndpoint(zone, service, rest[0]!, name, type);
  const [protocol, portName] = rest;
  if (!protocol?.startsWith('_') || !portName?.startsWith('_')) return nothing('NXDomain');
  const ports = service.ports.filter((port) => port.name === portName.slice(1) && port.protocol === protocol.slice(1));
  if (ports.length === 0) return nothing('NXDomain');
  return type === 'SRV' ? serverRecords(zone, service, ports, name) : nothing('NoError');
}

function wholeService(zone: ClusterZone, service: Service, name: string, type: DnsType): ZoneAnswer {
  if (service.externalName !== undefined) return alias(zone, service.externalName, name, type);
  if (type === 'SRV') return serverRecords(zone, service, service.ports, name);
  if (service.clusterIP !== undefined) return addressAnswer(name, type, [service.clusterIP]);
  const addresses = zone.services.addresses(service).map(({ ip }) => ip);
  if (addresses.length === 0) return nothing('NXDomain');
  return addressAnswer(name, type, zone.shuffle(addresses));
}

function alias(zone: ClusterZone, target: string, name: string, type: DnsType): ZoneAnswer {
  if (type !== 'A' && type !== 'AAAA' && type !== 'CNAME') return nothing('NoError');
  const cname: DnsAnswer = { name, type: 'CNAME', ttl: CLUSTER_TTL, data: target };
  return found(type === 'CNAME' ? [cname] : [cname, ...zone.follow(target, type)]);
}

function oneEndpoint(zone: ClusterZone, service: Service, host: string, name: string, type: DnsType): ZoneAnswer {
  const address = zone.services.addresses(service).find((each) => endpointName(each) === host);
  return address ? addressAnswer(name, type, [address.ip]) : nothing('NXDomain');
}

/** The first label of an endpoint's name: its hostname, else its address with dashes. */
export function endpointName({ ip, hostname }: { ip: string; hostname?: string }): string {
  return hostname ?? ip.replaceAll('.', '-');
}

export function serviceName({ name, namespace }: Service): string {
  return `${name}.${namespace}.svc.${CLUSTER_DOMAIN}`;
}

/** Behind a service's address the service's port counts; without one, each endpoint and the port it has itself. */
function serverRecords(zone: ClusterZone, service: Service, ports: readonly ServicePort[], name: string): ZoneAnswer {
  const { clusterIP } = service;
  const targets = ports.flatMap((servicePort) =>
    clusterIP === undefined
      ? zone.services.backends(service, servicePort.name).map((each) => ({
          host: `${endpointName(each)}.${serviceName(service)}`,
          ip: each.ip,
          port: each.port,
        }))
      : [{ host: serviceName(service), ip: clusterIP, port: servicePort.port }],
  );
  const weight = Math.max(1, Math.floor(100 / Math.max(1, targets.length)));
  const records = targets.map(
    ({ host, port }): DnsAnswer => ({ name, type: 'SRV', ttl: CLUSTER_TTL, data: `0 ${weight} ${port} ${host}` }),
  );
  const hosts = [...new Map(targets.map((target) => [target.host, target])).values()];
  const additional = hosts.map(({ host, ip }): DnsAnswer => ({ name: host, type: 'A', ttl: CLUSTER_TTL, data: ip }));
  return records.length > 0 ? found(records, additional) : nothing(clusterIP === undefined ? 'NXDomain' : 'NoError');
}

function addressAnswer(name: string, type: DnsType, addresses: readonly string[]): ZoneAnswer {
  if (type !== 'A') return nothing('NoError');
  return found(addresses.map((data) => ({ name, type: 'A', ttl: CLUSTER_TTL, data })));
}
