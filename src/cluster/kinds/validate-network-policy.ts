import type { JsonObject } from '../json-object.ts';
import { labelSelectorProblems } from '../selector/label-selector-problems.ts';
import type { FieldProblem } from '../types.ts';
import { portNumberProblems, required, supported } from './validate-pod-spec.ts';

/** What is wrong with the spec of a NetworkPolicy, in the API server's order. */
export function networkPolicyProblems(spec: JsonObject): FieldProblem[] {
  const { podSelector, ingress = [], egress = [], policyTypes = [] } = spec;
  const problems = [
    ...labelSelectorProblems(podSelector, 'spec.podSelector'),
    ...ingress.flatMap((rule: JsonObject, index: number) => ruleProblems(rule, 'from', `spec.ingress[${index}]`)),
    ...egress.flatMap((rule: JsonObject, index: number) => ruleProblems(rule, 'to', `spec.egress[${index}]`)),
  ];
  if (policyTypes.length > 2) {
    const detail = 'may not specify more than two policyTypes';
    const valueText = `[]networking.PolicyType{${policyTypes.map((type: string) => `"${type}"`).join(', ')}}`;
    return [...problems, { field: 'spec.policyTypes', reason: 'Invalid', value: policyTypes, valueText, detail }];
  }
  const types: string[] = policyTypes;
  return [
    ...problems,
    ...types.flatMap((type, index) => supported(type, `spec.policyTypes[${index}]`, ['Ingress', 'Egress'])),
  ];
}

function ruleProblems(rule: JsonObject, peers: 'from' | 'to', path: string): FieldProblem[] {
  return [
    ...(rule['ports'] ?? []).flatMap((port: JsonObject, index: number) =>
      portProblems(port, `${path}.ports[${index}]`),
    ),
    ...(rule[peers] ?? []).flatMap((peer: JsonObject, index: number) =>
      peerProblems(peer, `${path}.${peers}[${index}]`),
    ),
  ];
}

function portProblems({ protocol, port, endPort }: JsonObject, path: string): FieldProblem[] {
  const problems = supported(protocol, `${path}.protocol`, ['TCP', 'UDP', 'SCTP']);
  const endPortProblem = (value: unknown, detail: string) =>
    problems.push({ field: `${path}.endPort`, reason: 'Invalid', value, detail });
  if (typeof port === 'number') {
    problems.push(...portNumberProblems(port, `${path}.port`));
    if (endPort === undefined) return problems;
    if (endPort < port) endPortProblem(port, 'must be greater than or equal to `port`');
    return [...problems, ...portNumberProblems(endPort, `${path}.endPort`)];
  }
  if (endPort !== undefined) {
    endPortProblem(
      endPort,
      `may not be specified when \`port\` is ${port === undefined ? 'not specified' : 'non-numeric'}`,
    );
  }
  return port === undefined ? problems : [...problems, ...portNameProblems(String(port), `${path}.port`)];
}

/** Every rule of a port's name and what the server says where it is broken. */
const PORT_NAME_RULES: readonly [RegExp, string][] = [
  [/^.{0,15}$/, 'must be no more than 15 characters'],
  [/^[-a-z0-9]*$/, 'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)'],
  [/[a-z]/, 'must contain at least one letter (a-z)'],
  [/^(?!.*--)/, 'must not contain consecutive hyphens'],
  [/^([^-](.*[^-])?)?$/, 'must not begin or end with a hyphen'],
];

function portNameProblems(name: string, field: string): FieldProblem[] {
  return PORT_NAME_RULES.filter(([rule]) => !rule.test(name)).map(([, detail]) => ({
    field,
    reason: 'Invalid',
    value: name,
    detail,
  }));
}

function peerProblems({ podSelector, namespaceSelector, ipBlock }: JsonObject, path: string): FieldProblem[] {
  if (!podSelector && !namespaceSelector && !ipBlock) return [required(path, 'must specify a peer')];
  const problems: FieldProblem[] = [];
  if (ipBlock && (podSelector || namespaceSelector)) {
    problems.push({ field: path, reason: 'Forbidden', detail: 'may not specify both ipBlock and another peer' });
  }
  return [
    ...problems,
    ...labelSelectorProblems(podSelector, `${path}.podSelector`),
    ...labelSelectorProblems(namespaceSelector, `${path}.namespaceSelector`),
    ...(ipBlock ? blockProblems(ipBlock, `${path}.ipBlock`) : []),
  ];
}

function blockProblems({ cidr, except = [] }: JsonObject, path: string): FieldProblem[] {
  if (!cidr) return [required(`${path}.cidr`)];
  const problems = cidrProblems(cidr, `${path}.cidr`);
  if (problems.length > 0) return problems;
  return except.flatMap((each: string, index: number) => {
    const field = `${path}.except[${index}]`;
    const wrong = cidrProblems(each, field);
    if (wrong.length > 0 || isStrictSubset(each, cidr)) return wrong;
    return [{ field, reason: 'Invalid', value: each, detail: 'must be a strict subset of `cidr`' }];
  });
}

/** IPv6 blocks are taken for subsets of one another: nothing here routes them. */
function isStrictSubset(inner: string, outer: string): boolean {
  const [innerAddress = '', innerBits = ''] = inner.split('/');
  const [outerAddress = '', outerBits = ''] = outer.split('/');
  if (innerAddress.includes(':') !== outerAddress.includes(':')) return false;
  if (innerAddress.includes(':')) return Number(innerBits) > Number(outerBits);
  const prefix = (address: string) =>
    address
      .split('.')
      .map((part) => Number(part).toString(2).padStart(8, '0'))
      .join('')
      .slice(0, Number(outerBits));
  return Number(innerBits) > Number(outerBits) && prefix(innerAddress) === prefix(outerAddress);
}

function cidrProblems(cidr: string, field: string): FieldProblem[] {
  return isCidr(cidr) ? [] : [{ field, reason: 'Invalid', value: cidr, detail: 'not a valid CIDR' }];
}

function isCidr(cidr: string): boolean {
  const [address = '', bits = ''] = cidr.split('/');
  if (!/^\d{1,3}$/.test(bits)) return false;
  if (address.includes(':')) return Number(bits) <= 128 && /^[0-9a-fA-F:.]+$/.test(address);
  const parts = address.split('.');
  return (
    Number(bits) <= 32 && parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)
  );
}
