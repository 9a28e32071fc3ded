import type { KubernetesObject, ReadStore } from '../../cluster/index.ts';
import type { Profile } from '../policy/flow.ts';
import type { Labels } from '../selectors/labels.ts';
import type { Endpoint, Protocol } from '../types.ts';
import type { NamedPort } from './workload.ts';

/** A HostEndpoint, ready to be judged. */
export interface HostEndpoint {
  readonly name: string;
  readonly labels: Labels;
  readonly ownLabels: Readonly<Record<string, string>>;
  readonly namedPorts: readonly NamedPort[];
  readonly profile: Profile;
  /** False: it stands for one interface, which what local pods send to the node does not come by. */
  readonly allInterfaces: boolean;
}

const RESOURCE = 'hostendpoints.projectcalico.org';
/** The profile automatic host endpoints carry; without it what no policy allows is denied. */
export const ALLOW_PROFILE = 'projectcalico-default-allow';

/** Which nodes Calico protects. */
export class HostEndpointTable {
  readonly #byNode = new Map<string, { expectedIPs: readonly string[]; endpoint: HostEndpoint }[]>();

  constructor(store: ReadStore) {
    const rebuild = () => {
      this.#byNode.clear();
      for (const object of store.list(RESOURCE)) this.#put(object);
    };
    rebuild();
    store.subscribe(RESOURCE, rebuild);
  }

  get isEmpty(): boolean {
    return this.#byNode.size === 0;
  }

  of(host: Endpoint): HostEndpoint | undefined {
    const candidates = this.#byNode.get(host.node ?? host.name) ?? [];
    return candidates.find(({ expectedIPs }) => expectedIPs.length === 0 || expectedIPs.includes(host.ip))?.endpoint;
  }

  #put(object: KubernetesObject): void {
    const node: string = object.spec?.node ?? '';
    const entries = this.#byNode.get(node) ?? [];
    entries.push({ expectedIPs: object.spec?.expectedIPs ?? [], endpoint: hostEndpointOf(object) });
    this.#byNode.set(node, entries);
  }
}

function hostEndpointOf({ metadata, spec = {} }: KubernetesObject): HostEndpoint {
  const ownLabels = metadata.labels ?? {};
  const ports: { name: string; protocol: string; port: number }[] = spec.ports ?? [];
  const profiles: string[] = spec.profiles ?? [];
  return {
    name: metadata.name,
    labels: new Map(Object.entries(ownLabels)),
    ownLabels,
    allInterfaces: spec.interfaceName === '*',
    namedPorts: ports.map((port) => ({ ...port, protocol: port.protocol.toLowerCase() as Protocol })),
    profile: {
      name: `__PROFILE__.${profiles[0] ?? 'none'}`,
      action: profiles.includes(ALLOW_PROFILE) ? 'allow' : 'deny',
    },
  };
}
