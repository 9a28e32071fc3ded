import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Lab } from '../testing/lab.ts';
import { decide } from '../testing/policy-model.ts';
import { clusters, IPS } from '../testing/policy-model-clusters.ts';
import { build } from '../testing/policy-model-lab.ts';
import type { Cluster, Hit, Packet, Pod, Protocol } from '../testing/policy-model-types.ts';
import type { Verdict } from '../types.ts';

const OUTSIDE = { 'google.com': '142.250.74.46', 'www.example.com': '93.184.216.34' };
/** What looking a name up teaches: itself and the aliases on the way. */
const TAUGHT: Record<string, string[]> = {
  '142.250.74.46': ['google.com'],
  '93.184.216.34': ['www.example.com', 'example.com'],
};

test('the engine and the slow model agree on every packet of generated clusters, and on the rules that decide', () => {
  fc.assert(
    fc.property(clusters, (cluster) => {
      const lab = build(cluster, (made) => {
        for (const pod of cluster.pods) learn(made, pod);
      });
      for (const from of cluster.pods) {
        for (const destination of [...IPS, ...Object.values(OUTSIDE), '203.0.113.9']) {
          if (destination === from.ip) continue;
          const names = TAUGHT[destination] ?? [];
          for (const protocol of ['TCP', 'UDP', 'ICMP'] as const) {
            agree(cluster, lab, from, { destination, protocol, names });
          }
        }
      }
    }),
    { numRuns: 400 },
  );
});

/** Lets the pod look up the outside names, which its policies might keep it from later. */
function learn(lab: Lab, from: Pod): void {
  for (const name of Object.keys(OUTSIDE)) lab.network.lookup(lab.from(from.name, from.namespace), name);
}

function agree(
  cluster: Cluster,
  lab: Lab,
  from: Pod,
  { destination, protocol, names }: { destination: string; protocol: Protocol; names: string[] },
): void {
  const [sourcePort, port] = protocol === 'ICMP' ? [0, 0] : [40_000, 80];
  const packet: Packet = { source: from.ip, destination, protocol, sourcePort, port, names };
  const egress = decide(cluster, from, 'Egress', packet);
  const target = cluster.pods.find((pod) => pod.ip === destination);
  const ingress = egress.at(-1)!.action === 'allow' && target ? decide(cluster, target, 'Ingress', packet) : undefined;
  const { connection } = lab.network.open(lab.from(from.name, from.namespace), {
    protocol: protocol.toLowerCase() as 'tcp' | 'udp' | 'icmp',
    ip: destination,
    port,
    ...(protocol === 'ICMP' ? {} : { sourcePort }),
  });
  expect([shown(connection!.egress), shown(connection!.ingress)]).toEqual([egress, ingress]);
}

/** In the words of the model, which does not know how a Kubernetes policy's rules are numbered. */
function shown(verdict: Verdict | undefined): Hit[] | undefined {
  return verdict?.hits.map(({ tier, name, action, rule }) => ({
    tier,
    name,
    action,
    rule: rule >= 0 && name.includes('knp.') ? 'some' : rule,
  }));
}
