import type { Random } from '../../clock/index.ts';
import type { OutsideTable } from '../outside/outside-table.ts';
import type { ServiceTable } from '../services/service-table.ts';
import type { DnsType } from '../types.ts';
import { answerClusterName, CLUSTER_DOMAIN, nothing } from './cluster-zone.ts';
import { answerOutsideName } from './outside-zone.ts';
import { reversedAddress, reverseName } from './reverse-zone.ts';
import { CLUSTER_TTL, found, type ZoneAnswer } from './zone-answer.ts';

/** Answers one question (lower case, no final dot); undefined: never. */
export type NameServer = (name: string, type: DnsType) => ZoneAnswer | undefined;

export interface NameServers {
  /** The cluster's own, CoreDNS: names of the cluster, the rest forwarded. */
  cluster: NameServer;
  /** Any other: knows the outside names only. */
  outside: NameServer;
}

/** ExternalName services may point at each other in a circle. */
const LONGEST_CHAIN = 8;

export function createNameServers(options: {
  services: ServiceTable;
  outside: OutsideTable;
  random: Random;
  namespaceExists(name: string): boolean;
}): NameServers {
  const { services, random } = options;
  const outside: NameServer = (name, type) => answerOutsideName(options.outside, name, type);
  let followed = 0;
  const zone = {
    services,
    namespaceExists: options.namespaceExists,
    shuffle: <T>(items: readonly T[]) => shuffled(items, random),
    follow: (name: string, type: DnsType) => {
      if (followed >= LONGEST_CHAIN) return [];
      followed++;
      const answers = cluster(name.toLowerCase(), type)?.answers ?? [];
      followed--;
      return answers;
    },
  };
  const cluster: NameServer = (name, type) => {
    if (name === CLUSTER_DOMAIN || name.endsWith(`.${CLUSTER_DOMAIN}`)) return answerClusterName(zone, name, type);
    if (reversedAddress(name) === undefined) return outside(name, type);
    const data = reverseName(services, name);
    if (data === undefined) return outside(name, type);
    return type === 'PTR' ? found([{ name, type, ttl: CLUSTER_TTL, data }]) : nothing('NoError');
  };
  return { cluster, outside };
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const mixed = [...items];
  for (let index = mixed.length - 1; index > 0; index--) {
    const other = random.integer(index + 1);
    [mixed[index], mixed[other]] = [mixed[other]!, mixed[index]!];
  }
  return mixed;
}
