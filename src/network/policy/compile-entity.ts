import type { Address } from '../addresses/address.ts';
import { cidrContains, parseCidr } from '../addresses/cidr.ts';
import { SERVICE_ACCOUNT_PREFIX } from '../endpoints/effective-labels.ts';
import type { Labels, Selector } from '../selectors/labels.ts';
import { NAMESPACE_LABEL, parseSelector } from '../selectors/parse-selector.ts';
import type { Protocol } from '../types.ts';
import type { EntitySpec } from './calico-spec.ts';
import { compileDomains, type DomainMatcher } from './domains.ts';
import type { Direction, Flow, Party } from './flow.ts';
import { inNamespace, namespaceSelector } from './namespace-selector.ts';
import { parsePort } from './ports.ts';
import { remembered } from './remembered.ts';

/** Where a rule stands. */
export interface RuleScope {
  readonly direction: Direction;
  /** The policy's namespace; a namespaced policy's selectors see that one only, unless they say otherwise. */
  readonly namespace: string | undefined;
  readonly services: ServiceMembership;
}

/** Which addresses and ports are behind a service. */
export interface ServiceMembership {
  endpointPorts(namespace: string, name: string): readonly { ip: string; port: number; protocol: Protocol }[];
  address(ip: string): Address | undefined;
}

type Condition = (flow: Flow) => boolean;
type End = 'source' | 'destination';

/** The conditions of a rule's `source` or `destination`, cheapest first. Throws `SelectorError`. */
export function compileEntity(entity: EntitySpec, end: End, scope: RuleScope, withDomains: boolean): Condition[] {
  return [
    ...portConditions(entity, end),
    ...netConditions(entity, end),
    ...serviceConditions(entity, end, scope),
    ...selectorConditions(entity, end, scope, withDomains),
    ...domainConditions(entity, withDomains),
  ];
}

function* portConditions({ ports = [], notPorts = [] }: EntitySpec, end: End): Iterable<Condition> {
  if (ports.length > 0) yield portCondition(ports, end);
  if (notPorts.length > 0) {
    const excluded = portCondition(notPorts, end);
    yield (flow) => !excluded(flow);
  }
}

function portCondition(ports: readonly (string | number)[], end: End): Condition {
  const tests = ports.map((port) => portTest(port, end));
  return (flow) => flow.protocol !== 'icmp' && tests.some((test) => test(flow));
}

function portTest(text: string | number, end: End): Condition {
  const port = parsePort(text);
  const numberOf = (flow: Flow) => (end === 'source' ? flow.sourcePort : flow.destinationPort);
  if (!port) return () => false;
  if ('name' in port) return (flow) => hasNamedPort(flow, flow[end], port.name, numberOf(flow));
  return (flow) => numberOf(flow) >= port.from && numberOf(flow) <= port.to;
}

function hasNamedPort({ protocol }: Flow, { endpoint }: Party, name: string, port: number): boolean {
  const named = endpoint?.namedPorts ?? [];
  return named.some((each) => each.name === name && each.protocol === protocol && each.port === port);
}

function* netConditions({ nets = [], notNets = [] }: EntitySpec, end: End): Iterable<Condition> {
  if (nets.length > 0) {
    const inside = netTest(nets);
    yield (flow) => inside(flow[end].address);
  }
  if (notNets.length > 0) {
    const inside = netTest(notNets);
    yield (flow) => !inside(flow[end].address);
  }
}

function netTest(nets: readonly string[]): (address: Address) => boolean {
  const cidrs = nets.map(parseCidr).filter((cidr) => cidr !== undefined);
  return (address) => cidrs.some((cidr) => cidrContains(cidr, address));
}

/** A source is matched by address alone; a destination by address, protocol and port. */
function* serviceConditions({ services }: EntitySpec, end: End, scope: RuleScope): Iterable<Condition> {
  if (!services) return;
  const namespace = services.namespace ?? scope.namespace;
  if (namespace === undefined) return yield () => false;
  yield (flow) =>
    scope.services
      .endpointPorts(namespace, services.name)
      .some(
        ({ ip, port, protocol }) =>
          scope.services.address(ip) === flow[end].address &&
          (end === 'source' || (port === flow.destinationPort && protocol === flow.protocol)),
      );
}

function* selectorConditions(
  entity: EntitySpec,
  end: End,
  scope: RuleScope,
  withDomains: boolean,
): Iterable<Condition> {
  const terms = selectorTerms(entity, scope);
  if (terms.length > 0) {
    const selects = remembered((labels) => terms.every((term) => term(labels)));
    const owns: Condition = (flow) => flow[end].labelSets.some(selects);
    yield withDomains ? (flow) => owns(flow) || ownsDomain(flow, selects) : owns;
  }
  if (entity.notSelector) {
    const excluded = remembered(parseSelector(entity.notSelector));
    yield (flow) => !flow[end].labelSets.some(excluded);
  }
}

/** A network set's domains count in egress Allow rules only, once the source has learned the address by name. */
function ownsDomain({ domains, domainSets }: Flow, selects: Selector): boolean {
  if (domains.length === 0) return false;
  return domainSets.some((set) => set.domains?.(domains) && selects(set.labels));
}

function selectorTerms(entity: EntitySpec, { namespace }: RuleScope): Selector[] {
  const terms: Selector[] = [];
  const { selector, notSelector, serviceAccounts } = entity;
  if (entity.namespaceSelector) terms.push(namespaceSelector(entity.namespaceSelector));
  else if (namespace !== undefined && (selector || notSelector || serviceAccounts)) terms.push(inNamespace(namespace));
  if (selector) terms.push(parseSelector(selector));
  if (serviceAccounts) terms.push(...serviceAccountTerms(serviceAccounts));
  return terms;
}

const ACCOUNT_LABEL = 'projectcalico.org/serviceaccount';

function serviceAccountTerms({ names = [], selector }: NonNullable<EntitySpec['serviceAccounts']>): Selector[] {
  const terms: Selector[] = [(labels: Labels) => labels.has(ACCOUNT_LABEL) && labels.has(NAMESPACE_LABEL)];
  if (names.length > 0) terms.push((labels) => names.includes(labels.get(ACCOUNT_LABEL) ?? ''));
  if (selector) terms.push(parseSelector(selector, { prefix: SERVICE_ACCOUNT_PREFIX }));
  return terms;
}

function* domainConditions({ domains = [] }: EntitySpec, withDomains: boolean): Iterable<Condition> {
  if (domains.length === 0) return;
  const allowed: DomainMatcher = withDomains ? compileDomains(domains) : () => false;
  yield (flow) => allowed(flow.domains);
}
