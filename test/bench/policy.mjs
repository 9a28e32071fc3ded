// How many verdicts a second the policy engine gives, beside the slow evaluator of the tests on the same packets: 200
// policies in three tiers, 1,000 pods in ten namespaces.
import { parseAddress } from '../../src/network/addresses/address.ts';
import { podEnd } from '../../src/network/connections/parties.ts';
import { EndpointTable } from '../../src/network/endpoints/endpoint-table.ts';
import { createPolicyEngine } from '../../src/network/policy/policy-engine.ts';
import { ServiceTable } from '../../src/network/services/service-table.ts';
import { decide } from '../../src/network/testing/policy-model.ts';
import { build } from '../../src/network/testing/policy-model-lab.ts';
import { bareNodeProcessor, processorTime, report } from './measure.mjs';

const PODS = 1_000;
const POLICIES = 200;
const cluster = generate();
const { store } = build(cluster);
const services = new ServiceTable(store);
const state = { endpoints: new EndpointTable(store) };
const engine = createPolicyEngine(store, {
  endpointPorts: (namespace, name) => services.endpointPorts(namespace, name),
  address: parseAddress,
});

const packets = Array.from({ length: 5_000 }, (_, index) => {
  const from = cluster.pods[(index * 7919) % PODS];
  const to = cluster.pods[(index * 104_729 + 13) % PODS];
  return { from, to, port: index % 3 === 0 ? 80 : 8_000 + (index % 200) };
});

const fast = rate(packets, 20, ({ from, to, port }) => {
  const flow = {
    protocol: 'tcp',
    source: podEnd(state, state.endpoints.workload(from.namespace, from.name)).party,
    destination: podEnd(state, state.endpoints.workload(to.namespace, to.name)).party,
    sourcePort: 40_000,
    destinationPort: port,
    domains: [],
    domainSets: [],
  };
  return [engine.judge(flow, 'egress').action, engine.judge(flow, 'ingress').action];
});
const slow = rate(packets.slice(0, 60), 1, ({ from, to, port }) => {
  const packet = { source: from.ip, destination: to.ip, protocol: 'TCP', sourcePort: 40_000, port, names: [] };
  return [decide(cluster, from, 'Egress', packet).at(-1).action, decide(cluster, to, 'Ingress', packet).at(-1).action];
});
const agree = slow.verdicts.every((verdict, index) => verdict.join() === fast.verdicts[index].join());
if (!agree) throw new Error('engine and model disagree');
report({
  what: '100,000 verdicts: 200 policies, 1,000 pods',
  value: 1e8 / fast.perSecond,
  yardstick: bareNodeProcessor(),
  gate: 1_000,
  goal: 1_000,
  note: `${Math.round(fast.perSecond / slow.perSecond)} x the tests' slow model`,
});

/** Two verdicts a packet; the best of five rounds, for other work on the machine only ever slows it down. */
function rate(list, times, judge) {
  let best = 0;
  let verdicts = list.map(judge);
  for (let round = 0; round < 5; round++) {
    const began = processorTime();
    for (let turn = 0; turn < times; turn++) verdicts = list.map(judge);
    best = Math.max(best, (2 * list.length * times * 1000) / (processorTime() - began));
  }
  return { perSecond: best, verdicts };
}

function generate() {
  const namespaces = Object.fromEntries(
    Array.from({ length: 10 }, (_, index) => [`ns${index}`, { team: `t${index % 3}` }]),
  );
  const pods = Array.from({ length: PODS }, (_, index) => ({
    name: `p${index}`,
    namespace: `ns${index % 10}`,
    ip: `10.224.${index >> 8}.${index & 255}`,
    labels: { app: `a${index % 50}`, zone: `z${index % 4}` },
    account: 'default',
    http: { port: 80, protocol: 'TCP' },
  }));
  const equals = (key, value) => ({ key, operator: '==', values: [value] });
  const tiers = ['security', 'platform', 'default'];
  const policies = Array.from({ length: POLICIES }, (_, index) => {
    const tier = tiers[index % 3];
    const rules = [
      {
        action: 'Deny',
        protocol: 'TCP',
        source: { selector: [equals('app', `a${(index + 9) % 50}`)] },
        destination: { ports: [8_000 + index] },
      },
      {
        action: 'Allow',
        protocol: 'TCP',
        source: { namespaceSelector: [equals('team', `t${index % 3}`)] },
        destination: { ports: [[80, 90]] },
      },
      { action: tier === 'default' ? 'Allow' : 'Pass', source: {}, destination: {} },
    ];
    return {
      kind: index % 2 ? 'GlobalNetworkPolicy' : 'NetworkPolicy',
      name: `${tier}.p${index}`,
      tier,
      namespace: `ns${index % 10}`,
      order: index,
      selector:
        index % 4
          ? [equals('app', `a${index % 50}`)]
          : [{ key: 'zone', operator: 'in', values: [`z${index % 4}`, 'z3'] }],
      types: ['Ingress', 'Egress'],
      ingress: rules,
      egress: rules.slice(1),
    };
  });
  return {
    namespaces,
    pods,
    accounts: { default: {} },
    service: { port: 80, ips: [] },
    sets: [],
    tiers: [
      { name: 'security', order: 1 },
      { name: 'platform', order: 2 },
    ],
    policies,
  };
}
