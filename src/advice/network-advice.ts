import { whatIsWrongWith } from '../network/index.ts';
import type { Advice } from './advise.ts';
import type { World } from './world.ts';

export const networkAdvice: readonly Advice[] = [
  {
    sign: /= '([^\n]*)' \(Reason: failed to validate Field: \w+ because of Tag: selector/,
    say: ([, selector]) => {
      const wrong = whatIsWrongWith(selector!);
      return wrong && `In the selector: ${wrong}.`;
    },
  },
  {
    sign: /Protocol = '([a-z0-9]+)' \(protocol name invalid\)/i,
    say: ([, name]) => {
      const meant = PROTOCOLS.find((protocol) => protocol.toLowerCase() === name!.toLowerCase());
      return meant ? `Write ${meant}: capitals count.` : `A protocol is one of ${PROTOCOLS.join(', ')}, or its number.`;
    },
  },
  {
    sign: /Could not resolve host: (\S+)|bad address '([^']+)'|(?:ping|nc|telnet): (?:getaddrinfo for host ")?([\w.-]+)"?(?: port \d+)?: (?:Name or service not known|Name does not resolve)|can't find ([\w.-]+): NXDOMAIN|Failed to resolve "([^"]+)"/,
    say: (found, world) => nameNear(found.slice(1).find((part) => part !== undefined)!, world),
  },
  {
    sign: /exec: "([\w.-]+)": executable file not found in \$PATH/,
    say: ([, program], world) => {
      const pod = podWithTools(world);
      return pod && `This image has no ${program}. ${pod} carries the network tools.`;
    },
  },
];

const PROTOCOLS = ['TCP', 'UDP', 'ICMP', 'ICMPv6', 'SCTP', 'UDPLite'];

/** A service of that name somewhere else than where it was looked up. */
function nameNear(name: string, { cluster }: World): string | undefined {
  const [service, namespace] = name.split('.') as [string, string | undefined];
  const found = (cluster?.store.list('services') ?? []).filter(({ metadata }) => metadata.name === service);
  if (found.length === 0) return undefined;
  const home = found[0]!.metadata.namespace!;
  if (namespace === undefined) {
    return `${service} is a service of namespace ${home}: from a pod of another namespace its name is ${service}.${home}, and outside of pods it has none.`;
  }
  if (found.some(({ metadata }) => metadata.namespace === namespace)) {
    return 'The names of services are known inside pods only: kubectl exec POD -- ...';
  }
  return `Did you mean ${service}.${home}?`;
}

/** A running pod made of an image that carries every tool of a network course. */
function podWithTools({ cluster }: World): string | undefined {
  const pod = cluster?.store
    .list('pods')
    .find(
      (one) =>
        one['status']?.phase === 'Running' &&
        one['spec'].containers.some(({ image }: { image: string }) => /multitool|netshoot/.test(image)),
    );
  return pod && `Pod ${pod.metadata.name} in namespace ${pod.metadata.namespace}`;
}
