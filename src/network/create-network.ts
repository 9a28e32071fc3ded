import { parseAddress } from './addresses/address.ts';
import { ConnectionBook } from './connections/connection-book.ts';
import { EventStream } from './connections/event-stream.ts';
import { createOpener } from './connections/open.ts';
import { LearnedNames } from './dns/learned-names.ts';
import { createNameServers } from './dns/name-server.ts';
import { createResolver } from './dns/resolver.ts';
import { resolverOf } from './dns/resolver-configuration.ts';
import { EndpointTable } from './endpoints/endpoint-table.ts';
import { createImageTable } from './images/image-table.ts';
import { startBackgroundLoad } from './load/background-load.ts';
import { createCaller } from './load/call.ts';
import { reacher } from './load/reach.ts';
import type { NetworkState } from './network-state.ts';
import { OutsideTable } from './outside/outside-table.ts';
import { createPolicyEngine } from './policy/policy-engine.ts';
import { API_SERVER, apiServerPart } from './servers/api-server-part.ts';
import { programNamed } from './servers/programs.ts';
import { Affinity } from './services/affinity.ts';
import { publishedBackends } from './services/published-backends.ts';
import { ServiceTable } from './services/service-table.ts';
import type { Endpoint, Network, NetworkOptions } from './types.ts';

/**
 * The network of one cluster: addresses, DNS, services, policy and connections, all read from the store.
 * Nothing in it waits; background load is the only thing it does by itself.
 */
export function createNetwork(options: NetworkOptions): Network {
  const { clock, random, store } = options;
  const services = new ServiceTable(store);
  const outside = new OutsideTable(options.outside);
  const endpoints = new EndpointTable(store);
  const state: NetworkState = {
    clock,
    random,
    store,
    endpoints,
    services,
    affinity: new Affinity(clock, random),
    outside,
    policy: createPolicyEngine(store, {
      endpointPorts(namespace, name) {
        const listed = services.endpointPorts(namespace, name);
        if (listed.length > 0) return listed;
        return publishedBackends(endpoints.hosts, { namespace, name }).map((each) => ({ ...each, protocol: 'tcp' }));
      },
      address: parseAddress,
    }),
    learned: new LearnedNames(),
    events: new EventStream(),
    image: createImageTable(options.images),
    runs: options.runs ?? (() => false),
  };
  const book = new ConnectionBook(clock, state.events);
  const open = createOpener(state, book, ({ program, tls }, at, input) => ({
    program,
    tls,
    ...programNamed(program, {
      tls,
      at,
      // Several sites may share an address.
      pages: (site) => (outside.at(at.ip) ? outside.named(site)?.pages : undefined),
      reach: (variable) => reacher(state, call, at, input)(variable),
    }),
    ...(program === API_SERVER ? apiServerPart(state, options.apiServer, input) : {}),
  }));
  const nameServers = createNameServers({
    services,
    outside,
    random,
    namespaceExists: (name) => store.get('namespaces', undefined, name) !== undefined,
  });
  const resolver = createResolver(state, nameServers, open);
  state.endpoints.onWorkload(({ workload, old }) => {
    if (old && old.endpoint.ip !== workload?.endpoint.ip) state.learned.forget(old.endpoint.ip);
  });
  const call = createCaller({ lookup: resolver.lookup, open });
  startBackgroundLoad(state, call);

  return {
    pod: (namespace, name) => podEndpoint(state, namespace, name),
    host: (node) => hostEndpoint(state, node),
    machine: (ip) => state.endpoints.identify(ip),
    ask: resolver.ask,
    lookup: resolver.lookup,
    open,
    resolver: (from) => resolverOf(state, from),
    onEvent: (listener) => state.events.subscribe(listener),
    image: state.image,
  };
}

/** A pod on its node's network is the node. */
function podEndpoint(state: NetworkState, namespace: string, name: string): Endpoint | undefined {
  const workload = state.endpoints.workload(namespace, name);
  if (workload) return workload.endpoint;
  const pod = state.store.get('pods', namespace, name);
  return pod?.spec?.hostNetwork ? state.endpoints.hosts.get(pod.spec.nodeName) : undefined;
}

/** Before the first node exists, the host is a machine that only knows itself. */
function hostEndpoint(state: NetworkState, node: string | undefined): Endpoint {
  const found = node === undefined ? state.endpoints.hosts.all()[0] : state.endpoints.hosts.get(node);
  const name = node ?? 'localhost';
  return found ?? { type: 'hep', namespace: '-', name, nameAggr: name, ip: '127.0.0.1', labels: {} };
}
