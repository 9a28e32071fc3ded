import { parseCidr } from '../addresses/cidr.ts';
import type { EntitySpec, RuleSpec } from '../policy/calico-spec.ts';
import { type FieldError, tagError } from './field-error.ts';
import { globalErrors, selectorErrors } from './selector-errors.ts';

const ACTIONS = ['Allow', 'Deny', 'Log', 'Pass'];
const NAMES = ['TCP', 'UDP', 'ICMP', 'ICMPv6', 'SCTP', 'UDPLite'];
const WITH_PORTS = ['TCP', 'UDP', 'SCTP', '6', '17', '132'];
const DOMAIN = /^(\*|[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)(\.(\*|[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?))*$/i;

/** What Calico's validator finds wrong with one rule. */
export function ruleErrors(rule: RuleSpec, direction: 'ingress' | 'egress'): FieldError[] {
  return [
    ...actionErrors(rule),
    ...protocolErrors(rule.protocol),
    ...icmpErrors(rule),
    ...protocolErrors(rule.notProtocol),
    ...entityErrors(rule.source ?? {}),
    ...entityErrors(rule.destination ?? {}),
    ...portErrors('Source', rule.source ?? {}, rule),
    ...portErrors('Destination', rule.destination ?? {}, rule),
    ...icmpProtocolErrors(rule),
    ...versionErrors(rule),
    ...domainErrors(rule, direction),
    ...httpErrors(rule, direction),
  ];
}

function actionErrors({ action }: RuleSpec): FieldError[] {
  return ACTIONS.includes(action) ? [] : [tagError('Action', action ?? '', 'action')];
}

/** A number of up to eight bits, or a name in just this spelling. */
function protocolErrors(protocol: string | number | undefined): FieldError[] {
  if (protocol === undefined) return [];
  const isNumber = /^\d+$/.test(String(protocol)) && Number(protocol) <= 255;
  if (isNumber ? Number(protocol) > 0 : NAMES.includes(String(protocol))) return [];
  return [{ field: 'Protocol', value: protocol, reason: `protocol ${isNumber ? 'number' : 'name'} invalid` }];
}

function icmpErrors({ icmp, notICMP }: RuleSpec): FieldError[] {
  const errors: FieldError[] = [];
  for (const { type, code } of [icmp ?? {}, notICMP ?? {}]) {
    errors.push(...limitErrors('Type', type, 254), ...limitErrors('Code', code, 255));
    if (code !== undefined && type === undefined) {
      errors.push({ field: 'Code', value: code, reason: 'ICMP code specified without an ICMP type' });
    }
  }
  return errors;
}

function limitErrors(field: string, value: number | undefined, most: number): FieldError[] {
  if (value === undefined || (value >= 0 && value <= most)) return [];
  return [tagError(field, value, value < 0 ? 'gte' : 'lte')];
}

function icmpProtocolErrors({ protocol, icmp, notICMP }: RuleSpec): FieldError[] {
  if ((!icmp && !notICMP) || ['ICMP', 'ICMPv6', '1', '58'].includes(String(protocol))) return [];
  const reason = 'rules that specify ICMP fields must set protocol to ICMP';
  return [{ field: 'ICMP', value: icmp ?? notICMP, reason }];
}

/** The version of IP must be one there is, fit the protocol, and be that of every block. */
function versionErrors({ protocol, ipVersion, source = {}, destination = {} }: RuleSpec): FieldError[] {
  const errors: FieldError[] = [];
  const isKnown = ipVersion === undefined || ipVersion === 4 || ipVersion === 6;
  if (!isKnown) errors.push(tagError('IPVersion', ipVersion, 'ipVersion'));
  const wanted = { icmp: 4, icmpv6: 6 }[String(protocol).toLowerCase()];
  if (isKnown && wanted !== undefined && ipVersion !== undefined && ipVersion !== wanted) {
    const reason = `must set ipversion to '${wanted}' with protocol ${String(protocol).toLowerCase()}`;
    errors.push({ field: 'Protocol', value: protocol, reason });
  }
  const nets = [source, destination].flatMap((end) => [...(end.nets ?? []), ...(end.notNets ?? [])]);
  const versions = new Set(nets.filter((net) => parseCidr(net)).map((net) => (net.includes(':') ? 6 : 4)));
  if (versions.size > 1) {
    errors.push({ field: 'Nets', value: nets, reason: 'rule contains both IPv4 and IPv6 CIDRs' });
  } else if (isKnown && ipVersion !== undefined && versions.size === 1 && !versions.has(ipVersion)) {
    const reason = 'rule contains an IP version that does not match CIDR version';
    errors.push({ field: 'IPVersion', value: ipVersion, reason });
  }
  return errors;
}

function entityErrors(entity: EntitySpec): FieldError[] {
  return [
    ...netErrors('Nets', entity.nets),
    ...selectorErrors('Selector', entity.selector),
    ...selectorErrors('NamespaceSelector', entity.namespaceSelector),
    ...netErrors('NotNets', entity.notNets),
    ...selectorErrors('NotSelector', entity.notSelector),
    ...selectorErrors('Selector', entity.serviceAccounts?.selector),
    ...globalErrors('Selector field', entity.selector),
    ...globalErrors('NotSelector field', entity.notSelector),
    ...serviceErrors(entity),
  ];
}

function netErrors(field: string, nets: readonly string[] | undefined): FieldError[] {
  return (nets ?? []).flatMap((net, index) => (parseCidr(net) ? [] : [tagError(`${field}[${index}]`, net, 'net')]));
}

function portErrors(end: string, { ports = [], notPorts = [] }: EntitySpec, { protocol }: RuleSpec): FieldError[] {
  if (WITH_PORTS.includes(String(protocol))) return [];
  const reason = 'rules that specify ports must set protocol to TCP or UDP or SCTP';
  return Object.entries({ Ports: ports, NotPorts: notPorts })
    .filter(([, listed]) => listed.length > 0)
    .map(([field, listed]) => ({ field: `${end}.${field}`, value: listed, reason }));
}

function serviceErrors(entity: EntitySpec): FieldError[] {
  const { services } = entity;
  if (!services) return [];
  const field = 'Services field';
  if (!services.name) return [{ field, value: '', reason: 'must specify a service name' }];
  const excluded = (['ports', 'selector', 'notSelector', 'namespaceSelector', 'nets', 'notNets'] as const).find(
    (name) => entity[name]?.length,
  );
  if (!excluded) return [];
  const reason = `cannot specify ${excluded[0]!.toUpperCase()}${excluded.slice(1)} and Services on the same rule`;
  return [{ field, value: services.name, reason }];
}

function domainErrors({ action, destination }: RuleSpec, direction: 'ingress' | 'egress'): FieldError[] {
  const domains = destination?.domains ?? [];
  if (domains.length === 0) return [];
  const field = 'Destination.Domains';
  const errors = domains.flatMap((domain, index) =>
    DOMAIN.test(domain) ? [] : [tagError(`${field}[${index}]`, domain, 'wildname')],
  );
  if (direction === 'ingress' || action !== 'Allow') {
    errors.push({ field, value: domains, reason: 'only egress rules with action Allow may specify domains' });
  }
  if (destination?.nets?.length || destination?.selector) {
    errors.push({ field, value: domains, reason: 'domains cannot be combined with nets or a selector in one rule' });
  }
  return errors;
}

/** True for a name that may stand in `allowedEgressDomains`. */
export function isDomainPattern(domain: string): boolean {
  return DOMAIN.test(domain);
}

function httpErrors({ action, http, protocol }: RuleSpec, direction: 'ingress' | 'egress'): FieldError[] {
  if (!http) return [];
  const errors: FieldError[] = [];
  if (action !== 'Allow') errors.push({ field: 'HTTP', value: http, reason: 'only valid for Allow rules' });
  if (direction === 'egress') errors.push({ field: 'HTTP', value: http, reason: 'not allowed in egress rule' });
  if (protocol !== undefined && !['tcp', '6'].includes(String(protocol).toLowerCase())) {
    errors.push({
      field: 'Protocol',
      value: protocol,
      reason: 'rules that specify HTTP fields must set protocol to TCP or empty',
    });
  }
  const { methods = [], paths = [] } = http;
  if (new Set(methods).size < methods.length) {
    errors.push({ field: 'HTTP.Methods', value: methods, reason: 'Invalid method (duplicate)' });
  }
  for (const [index, { exact, prefix }] of paths.entries()) {
    const reason = pathProblem(exact, prefix);
    if (reason) errors.push({ field: `HTTP.Paths[${index}]`, value: exact ?? prefix ?? '', reason });
  }
  return errors;
}

function pathProblem(exact: string | undefined, prefix: string | undefined): string | undefined {
  if (exact !== undefined && prefix !== undefined) return "Invalid path match. Both 'exact' and 'prefix' are set";
  const path = exact ?? prefix;
  if (path === undefined) return "Invalid path match. Either 'exact' or 'prefix' must be set";
  return /[?#]/.test(path) ? `Invalid path ${path}. (cannot contain [?#])` : undefined;
}
