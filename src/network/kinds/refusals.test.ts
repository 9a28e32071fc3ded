import { beforeEach, describe, expect, test } from 'vitest';
import { createRandom, VirtualClock } from '../../clock/index.ts';
import { type Cluster, createCluster, kubernetesKinds } from '../../cluster/index.ts';
import { networkKinds } from './network-kinds.ts';

let cluster: Cluster;

beforeEach(() => {
  const clock = new VirtualClock(Date.UTC(2022, 10, 3, 13, 5, 5));
  cluster = createCluster({ clock, random: createRandom(1), kinds: [...kubernetesKinds, ...networkKinds] });
});

interface Refusal {
  code: number;
  message: string;
}

async function create(apiVersion: string, kind: string, plural: string, spec: unknown, name = 'p'): Promise<Refusal> {
  const { namespaced } = cluster.kinds.byGroupVersionKind(apiVersion, kind)!;
  const path = `${namespaced ? 'namespaces/default/' : ''}${plural}`;
  const response = await cluster.handle(
    new Request(`http://cluster/apis/${apiVersion}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ apiVersion, kind, metadata: { name }, spec }),
    }),
  );
  const { message } = await response.json();
  return { code: response.status, message };
}

const stored = (resource: string) => cluster.store.list(resource);

describe('a Kubernetes policy is refused with 422 and not stored', () => {
  const from = (peer: object) => ({ podSelector: {}, ingress: [{ from: [peer] }] });
  const port = (value: object) => ({ podSelector: {}, ingress: [{ ports: [value] }] });
  const expression = (value: object) => ({ podSelector: { matchExpressions: [value] } });
  const PORT_RANGE = 'must be between 1 and 65535, inclusive';

  test.each<[object, string]>([
    [from({}), 'spec.ingress[0].from[0]: Required value: must specify a peer'],
    [
      from({ ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} }),
      'spec.ingress[0].from[0]: Forbidden: may not specify both ipBlock and another peer',
    ],
    [from({ ipBlock: {} }), 'spec.ingress[0].from[0].ipBlock.cidr: Required value'],
    [
      from({ ipBlock: { cidr: '10.0.0.0' } }),
      'spec.ingress[0].from[0].ipBlock.cidr: Invalid value: "10.0.0.0": not a valid CIDR',
    ],
    [
      from({ ipBlock: { cidr: '10.0.0.0/33' } }),
      'spec.ingress[0].from[0].ipBlock.cidr: Invalid value: "10.0.0.0/33": not a valid CIDR',
    ],
    [
      from({ ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.256/32'] } }),
      'spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: "10.0.0.256/32": not a valid CIDR',
    ],
    [
      from({ ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/16'] } }),
      'spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: "11.0.0.0/16": must be a strict subset of `cidr`',
    ],
    [
      from({ ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.0/8'] } }),
      'spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: "10.0.0.0/8": must be a strict subset of `cidr`',
    ],
    [port({ port: 0 }), `spec.ingress[0].ports[0].port: Invalid value: 0: ${PORT_RANGE}`],
    [port({ port: 65_536 }), `spec.ingress[0].ports[0].port: Invalid value: 65536: ${PORT_RANGE}`],
    [
      port({ protocol: 'ICMP' }),
      'spec.ingress[0].ports[0].protocol: Unsupported value: "ICMP": supported values: "TCP", "UDP", "SCTP"',
    ],
    [
      port({ port: 90, endPort: 80 }),
      'spec.ingress[0].ports[0].endPort: Invalid value: 90: must be greater than or equal to `port`',
    ],
    [port({ port: 90, endPort: 70_000 }), `spec.ingress[0].ports[0].endPort: Invalid value: 70000: ${PORT_RANGE}`],
    [
      port({ port: 'http', endPort: 90 }),
      'spec.ingress[0].ports[0].endPort: Invalid value: 90: may not be specified when `port` is non-numeric',
    ],
    [
      port({ endPort: 90 }),
      'spec.ingress[0].ports[0].endPort: Invalid value: 90: may not be specified when `port` is not specified',
    ],
    [
      port({ port: 'a_b' }),
      'spec.ingress[0].ports[0].port: Invalid value: "a_b": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
    ],
    [
      port({ port: 'far-too-long-a-name' }),
      'spec.ingress[0].ports[0].port: Invalid value: "far-too-long-a-name": must be no more than 15 characters',
    ],
    [
      port({ port: '80' }),
      'spec.ingress[0].ports[0].port: Invalid value: "80": must contain at least one letter (a-z)',
    ],
    [
      expression({ key: 'a', operator: 'In' }),
      "spec.podSelector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
    ],
    [
      expression({ key: 'a', operator: 'Exists', values: ['b'] }),
      "spec.podSelector.matchExpressions[0].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
    ],
    [
      expression({ key: 'a', operator: 'Equals', values: ['b'] }),
      'spec.podSelector.matchExpressions[0].operator: Invalid value: "Equals": not a valid selector operator',
    ],
    [
      { podSelector: { matchLabels: { 'a b': 'c' } } },
      'spec.podSelector.matchLabels: Invalid value: "a b": name part must consist of alphanumeric characters',
    ],
    [
      { podSelector: {}, policyTypes: ['Inward'] },
      'spec.policyTypes[0]: Unsupported value: "Inward": supported values: "Ingress", "Egress"',
    ],
    [
      { podSelector: {}, policyTypes: ['Ingress', 'Egress', 'Ingress'] },
      'spec.policyTypes: Invalid value: []networking.PolicyType{"Ingress", "Egress", "Ingress"}: may not specify more than two policyTypes',
    ],
  ])('%j', async (spec, message) => {
    const answer = await create('networking.k8s.io/v1', 'NetworkPolicy', 'networkpolicies', spec);
    expect(answer.code).toBe(422);
    expect(answer.message).toContain(`NetworkPolicy.networking.k8s.io "p" is invalid: ${message}`);
    expect(stored('networkpolicies.networking.k8s.io')).toEqual([]);
  });
});

describe('a Calico policy is refused and not stored', () => {
  const ingress = (rule: object) => ({ selector: 'all()', ingress: [rule] });
  const egress = (rule: object) => ({ selector: 'all()', egress: [rule] });
  const allow = { action: 'Allow' };

  test.each<[object, string]>([
    [ingress({}), "Action = ''"],
    [
      ingress({ action: 'allow it' }),
      "Action = 'allow it' (Reason: failed to validate Field: Action because of Tag: action )",
    ],
    [ingress({ ...allow, protocol: 'HTTP' }), "Protocol = 'HTTP' (protocol name invalid)"],
    [ingress({ ...allow, protocol: 256 }), 'json: cannot unmarshal number 256 into Go value of type uint8'],
    [ingress({ ...allow, protocol: '256' }), "Protocol = '256' (protocol name invalid)"],
    [ingress({ ...allow, protocol: '0' }), "Protocol = '0' (protocol number invalid)"],
    [ingress({ ...allow, protocol: 'tcp' }), "Protocol = 'tcp' (protocol name invalid)"],
    [ingress({ ...allow, notProtocol: 'xyz' }), "error with field Protocol = 'xyz' (protocol name invalid)"],
    [
      ingress({ ...allow, source: { nets: ['10.0.0.0/33'] } }),
      "error with field Nets[0] = '10.0.0.0/33' (Reason: failed to validate Field: Nets[0] because of Tag: net )",
    ],
    [ingress({ ...allow, source: { notNets: ['ten'] } }), "error with field NotNets[0] = 'ten'"],
    [
      ingress({ ...allow, source: { selector: 'app = x' } }),
      "error with field Selector = 'app = x' (Reason: failed to validate Field: Selector because of Tag: selector )",
    ],
    [ingress({ ...allow, source: { selector: "app = 'x'" } }), "error with field Selector = 'app = 'x'' (Reason"],
    [ingress({ ...allow, source: { selector: "app == 'x' &&" } }), 'error with field Selector = '],
    [ingress({ ...allow, source: { selector: "app == 'x" } }), 'error with field Selector = '],
    [ingress({ ...allow, source: { selector: 'has(' } }), 'error with field Selector = '],
    [ingress({ ...allow, source: { selector: "(app == 'x'" } }), 'error with field Selector = '],
    [ingress({ ...allow, source: { selector: "app in ['x']" } }), 'error with field Selector = '],
    [ingress({ ...allow, source: { notSelector: '!!' } }), 'error with field NotSelector = '],
    [ingress({ ...allow, source: { namespaceSelector: 'x y' } }), 'error with field NamespaceSelector = '],
    [ingress({ ...allow, source: { serviceAccounts: { selector: '==' } } }), "error with field Selector = '=='"],
    [
      ingress({ ...allow, protocol: 'TCP', destination: { ports: [65_536] } }),
      'cannot be handled as a GlobalNetworkPolicy: json: cannot unmarshal number 65536 into Go value of type uint16',
    ],
    [
      ingress({ ...allow, protocol: 'TCP', destination: { ports: ['1:2:3'] } }),
      'cannot be handled as a GlobalNetworkPolicy: invalid name for named port (1:2:3)',
    ],
    [
      ingress({ ...allow, protocol: 'TCP', destination: { ports: [-1] } }),
      'json: cannot unmarshal number -1 into Go value of type uint16',
    ],
    [
      ingress({ ...allow, protocol: 'TCP', destination: { notPorts: ['90:80'] } }),
      'minimum port number (90) is greater than maximum port number (80) in port range',
    ],
    [
      ingress({ ...allow, protocol: 'ICMP', destination: { ports: [80] } }),
      "Destination.Ports = '[80]' (rules that specify ports must set protocol to TCP or UDP or SCTP)",
    ],
    [
      ingress({ ...allow, protocol: 'ICMP', icmp: { type: 255 } }),
      "error with field Type = '255' (Reason: failed to validate Field: Type because of Tag: lte )",
    ],
    [ingress({ ...allow, protocol: 'ICMP', icmp: { code: 1 } }), 'ICMP code specified without an ICMP type'],
    [
      ingress({ ...allow, protocol: 'ICMP', icmp: { type: -1 } }),
      "error with field Type = '-1' (Reason: failed to validate Field: Type because of Tag: gte )",
    ],
    [ingress({ ...allow, protocol: 'ICMP', icmp: { type: 8, code: 256 } }), "error with field Code = '256'"],
    [ingress({ ...allow, protocol: 'ICMP', notICMP: { type: 8, code: -1 } }), "error with field Code = '-1'"],
    [ingress({ ...allow, protocol: 'ICMP', ipVersion: 6 }), "must set ipversion to '4' with protocol icmp"],
    [ingress({ ...allow, protocol: 'ICMPv6', ipVersion: 4 }), "must set ipversion to '6' with protocol icmpv6"],
    [ingress({ ...allow, ipVersion: 5 }), "IPVersion = '5'"],
    [ingress({ ...allow, ipVersion: 6, source: { nets: ['10.0.0.0/8'] } }), 'does not match CIDR version'],
    [
      ingress({ ...allow, source: { nets: ['10.0.0.0/8'] }, destination: { nets: ['fd00::/8'] } }),
      'rule contains both IPv4 and IPv6 CIDRs',
    ],
    [ingress({ ...allow, protocol: 0 }), "Protocol = '0' (protocol number invalid)"],
    [ingress({ ...allow, protocol: '' }), "Protocol = '' (protocol name invalid)"],
    [ingress({ ...allow, source: { nets: ['10.0.0.0/-1'] } }), "Nets[0] = '10.0.0.0/-1'"],
    [ingress({ ...allow, source: { nets: ['10.0.0.0/8', '10.0.0.0.0'] } }), "Nets[1] = '10.0.0.0.0'"],
    [ingress({ ...allow, source: { nets: ['fd00::/129'] } }), "Nets[0] = 'fd00::/129'"],
    [ingress({ ...allow, source: { nets: [''] } }), "Nets[0] = ''"],
    [ingress({ ...allow, source: { selector: 'global()' } }), 'global() can only be used in'],
    [{ selector: 'global()' }, 'global() can only be used in an EntityRule namespaceSelector'],
    [
      ingress({ ...allow, protocol: 'TCP', destination: { ports: ['http port'] } }),
      'invalid name for named port (http port)',
    ],
    [ingress({ ...allow, protocol: 'TCP', destination: { ports: [80.5] } }), 'json: cannot unmarshal number'],
    [
      ingress({ ...allow, protocol: 'TCP', source: { ports: ['0:65536'] } }),
      'invalid maximum port number in range (0:65536)',
    ],
    [
      ingress({ ...allow, protocol: 'TCP', source: { ports: ['70000:80000'] } }),
      'invalid minimum port number in range (70000:80000)',
    ],
    [ingress({ ...allow, protocol: 'TCP', source: { ports: ['65536'] } }), 'invalid port number (65536)'],
    [egress({ ...allow, destination: { domains: ['.com'] } }), "Domains[0] = '.com'"],
    [egress({ ...allow, destination: { domains: ['a.com', 'x*y.com'] } }), "Domains[1] = 'x*y.com'"],
    [egress({ ...allow, destination: { domains: ['http://a.com'] } }), "Domains[0] = 'http://a.com'"],
    [
      ingress({ ...allow, destination: { domains: ['a.com'] } }),
      'only egress rules with action Allow may specify domains',
    ],
    [ingress({ ...allow, http: { paths: [{ prefix: '/a#b' }] } }), 'cannot contain [?#]'],
    [
      ingress({ ...allow, icmp: { type: 8 } }),
      'ICMP = \'{"type":8}\' (rules that specify ICMP fields must set protocol to ICMP)',
    ],
    [
      egress({ action: 'Deny', destination: { domains: ['a.com'] } }),
      'only egress rules with action Allow may specify',
    ],
    [egress({ ...allow, destination: { domains: ['a com'] } }), "Domains[0] = 'a com'"],
    [
      egress({ ...allow, destination: { domains: ['a.com'], nets: ['10.0.0.0/8'] } }),
      'domains cannot be combined with nets or a selector',
    ],
    [egress({ ...allow, destination: { services: { namespace: 'x' } } }), 'must specify a service name'],
    [ingress({ ...allow, protocol: 'UDP', http: { methods: ['GET'] } }), 'must set protocol to TCP or empty'],
    [egress({ ...allow, http: { methods: ['GET'] } }), 'not allowed in egress rule'],
    [ingress({ action: 'Deny', http: { methods: ['GET'] } }), 'only valid for Allow rules'],
    [ingress({ ...allow, http: { methods: ['GET', 'GET'] } }), 'Invalid method (duplicate)'],
    [ingress({ ...allow, http: { paths: [{}] } }), "Either 'exact' or 'prefix' must be set"],
    [ingress({ ...allow, http: { paths: [{ exact: '/', prefix: '/' }] } }), "Both 'exact' and 'prefix' are set"],
    [ingress({ ...allow, http: { paths: [{ exact: '/?a' }] } }), 'cannot contain [?#]'],
    [{ selector: 'all(' }, "error with field Selector = 'all('"],
    [{ selector: 'all()', namespaceSelector: 'a in b' }, "NamespaceSelector = 'a in b'"],
    [{ selector: 'all()', serviceAccountSelector: '&&' }, "ServiceAccountSelector = '&&'"],
    [
      { types: ['Ingress', 'Ingress'] },
      "PolicySpec.Types = '[Ingress Ingress]' ('Ingress' type specified more than once)",
    ],
    [{ tier: 'nosuch' }, 'tier nosuch does not exist'],
    [{ doNotTrack: true, preDNAT: true, applyOnForward: true }, 'PreDNAT and DoNotTrack cannot both be true'],
    [{ preDNAT: true, applyOnForward: true, types: ['Egress'] }, "PreDNAT PolicySpec cannot have 'egress' Type"],
    [{ preDNAT: true }, 'ApplyOnForward must be true if either PreDNAT or DoNotTrack is true'],
  ])('%j', async (spec, message) => {
    const answer = await create('projectcalico.org/v3', 'GlobalNetworkPolicy', 'globalnetworkpolicies', spec);
    expect(answer.code).toBeGreaterThanOrEqual(400);
    expect(answer.message).toContain(message);
    expect(stored('globalnetworkpolicies.projectcalico.org')).toEqual([]);
  });

  test.each([
    ['GlobalNetworkPolicy', 'globalnetworkpolicies'],
    ['NetworkPolicy', 'networkpolicies'],
    ['StagedGlobalNetworkPolicy', 'stagedglobalnetworkpolicies'],
    ['StagedNetworkPolicy', 'stagednetworkpolicies'],
  ])('a %s is asked the same questions', async (kind, plural) => {
    const bad = [
      ingress({ ...allow, protocol: 'HTTP' }),
      ingress({ ...allow, source: { nets: ['ten'] } }),
      { selector: 'nonsense(' },
      { tier: 'nosuch' },
    ];
    for (const spec of bad) {
      expect((await create('projectcalico.org/v3', kind, plural, spec)).code).toBeGreaterThanOrEqual(400);
    }
    const { code, message } = await create('projectcalico.org/v3', kind, plural, {}, 'security.p');
    expect([code, message]).toEqual([500, expect.stringContaining('policy name must start with the name of its tier')]);
    expect(stored(`${plural}.projectcalico.org`)).toEqual([]);
  });

  test.each<[string, string, object, string]>([
    ['GlobalNetworkSet', 'globalnetworksets', { nets: ['10.0.0.0/33'] }, "Nets[0] = '10.0.0.0/33'"],
    ['GlobalNetworkSet', 'globalnetworksets', { allowedEgressDomains: ['a b'] }, "AllowedEgressDomains[0] = 'a b'"],
    ['NetworkSet', 'networksets', { nets: ['10.0.0.1', 'x'] }, "Nets[1] = 'x'"],
    ['Tier', 'tiers', { order: 'first' }, 'json: cannot unmarshal string into Go'],
    ['Tier', 'tiers', { defaultAction: 'Allow' }, "DefaultAction = 'Allow'"],
    ['HostEndpoint', 'hostendpoints', { interfaceName: 'eth0' }, 'no node has been specified'],
    ['HostEndpoint', 'hostendpoints', { node: 'a', expectedIPs: ['10.0.0.256'] }, "ExpectedIPs[0] = '10.0.0.256'"],
    ['HostEndpoint', 'hostendpoints', { node: 'a', expectedIPs: '10.0.0.1' }, 'of type []string'],
    ['HostEndpoint', 'hostendpoints', { node: 'a', interfaceName: 'an interface' }, "InterfaceName = 'an interface'"],
    [
      'HostEndpoint',
      'hostendpoints',
      { node: 'a', interfaceName: '*', ports: [{ name: 'web', port: 80 }] },
      "EndpointPort.Protocol = '' (rules that specify ports must set protocol to TCP or UDP or SCTP)",
    ],
    [
      'HostEndpoint',
      'hostendpoints',
      { node: 'a', interfaceName: '*', ports: [{ name: 'web', port: 65536, protocol: 'TCP' }] },
      'json: cannot unmarshal number 65536 into Go value of type uint16',
    ],
    ['HostEndpoint', 'hostendpoints', { node: 'a', interfaceName: '*', ports: [{ port: 0 }] }, "Port = '0'"],
    ['IPPool', 'ippools', { cidr: '10.0.0.0/16', ipipMode: 'Sometimes' }, "IPIPMode = 'Sometimes' (Reason"],
    ['IPPool', 'ippools', { cidr: '10.0.0.0/16', blockSize: '26' }, 'field IPPoolSpec.spec.blockSize of type int'],
    ['StagedNetworkPolicy', 'stagednetworkpolicies', { stagedAction: 'Maybe' }, "StagedAction = 'Maybe'"],
    ['FelixConfiguration', 'felixconfigurations', { flowLogsFlushInterval: '10' }, 'missing unit in duration "10"'],
    ['FelixConfiguration', 'felixconfigurations', { dnsExtraTTL: 'soon' }, 'invalid duration "soon"'],
  ])('a %s (%s) of %j', async (kind, plural, spec, message) => {
    const answer = await create('projectcalico.org/v3', kind, plural, spec);
    expect(answer.code).toBeGreaterThanOrEqual(400);
    expect(answer.message).toContain(message);
    expect(stored(`${plural}.projectcalico.org`)).toEqual([]);
  });

  test.each<[object, string]>([
    [{ order: 'first' }, 'cannot unmarshal string into Go struct field NetworkPolicySpec.spec.order of type float64'],
    [{ selector: 5 }, 'json: cannot unmarshal number into Go'],
    [{ ingress: {} }, 'cannot unmarshal object into Go struct field NetworkPolicySpec.spec.ingress of type []v3.Rule'],
    [
      { ingress: [{ action: 'Allow', destination: { ports: '80' } }] },
      'cannot unmarshal string into Go struct field EntityRule.spec.ingress.destination.ports of type []numorstring.Port',
    ],
    [
      { ingress: [{ action: 'Allow', protocol: [] }] },
      'cannot unmarshal array into Go struct field Rule.spec.ingress.protocol of type numorstring.Protocol',
    ],
  ])('%j, of the wrong type', async (spec, message) => {
    const answer = await create('projectcalico.org/v3', 'NetworkPolicy', 'networkpolicies', spec);
    expect(answer.code).toBe(400);
    expect(answer.message).toContain(message);
    expect(stored('networkpolicies.projectcalico.org')).toEqual([]);
  });
});

describe('what an update breaks stays as it was', () => {
  test('a policy keeps its old rules', async () => {
    await create('projectcalico.org/v3', 'GlobalNetworkPolicy', 'globalnetworkpolicies', { order: 7 });
    const response = await cluster.handle(
      new Request('http://cluster/apis/projectcalico.org/v3/globalnetworkpolicies/p', {
        method: 'PATCH',
        headers: { 'content-type': 'application/merge-patch+json' },
        body: JSON.stringify({ spec: { order: 8, selector: 'nonsense(' } }),
      }),
    );
    expect(response.ok).toBe(false);
    const [policy] = stored('globalnetworkpolicies.projectcalico.org');
    expect(policy!['spec']).toMatchObject({ order: 7 });
    expect(policy!['spec'].selector).toBeUndefined();
  });

  test('an application layer keeps its switches', async () => {
    const answer = await create(
      'operator.tigera.io/v1',
      'ApplicationLayer',
      'applicationlayers',
      { webApplicationFirewall: 'On' },
      'tigera-secure',
    );
    expect(answer).toEqual({
      code: 422,
      message:
        'ApplicationLayer.operator.tigera.io "tigera-secure" is invalid: spec.webApplicationFirewall: Unsupported value: "On": supported values: "Enabled", "Disabled"',
    });
    expect(stored('applicationlayers.operator.tigera.io')).toEqual([]);
  });
});
