import type { Protocol } from '../types.ts';
import type { EntitySpec, IcmpSpec, RuleSpec } from './calico-spec.ts';
import { compileEntity, type RuleScope } from './compile-entity.ts';
import type { Flow } from './flow.ts';
import { matchesHttp } from './http-match.ts';
import { isProtocol } from './protocols.ts';

export type RuleAction = 'allow' | 'deny' | 'pass' | 'log';

export interface CompiledRule {
  readonly action: RuleAction;
  matches(flow: Flow): boolean;
}

type Condition = (flow: Flow) => boolean;

/**
 * Compiles one rule. Conditions are asked from the cheapest on; all must hold. `http` is asked of
 * requests only: packets pass by the rest of the rule, as in Felix. Throws `SelectorError`.
 */
export function compileRule(rule: RuleSpec, scope: RuleScope): CompiledRule {
  const action = rule.action.toLowerCase() as RuleAction;
  const withDomains = action === 'allow' && scope.direction === 'egress';
  const conditions: Condition[] = [
    ...protocolConditions(rule),
    ...entityConditions(rule.source, 'source', scope, false),
    ...entityConditions(rule.destination, 'destination', scope, withDomains),
    ...httpConditions(rule),
  ];
  const matches = (flow: Flow): boolean => {
    for (const condition of conditions) if (!condition(flow)) return false;
    return true;
  };
  return { action, matches };
}

function* protocolConditions({ protocol, notProtocol, ipVersion, icmp, notICMP }: RuleSpec): Iterable<Condition> {
  if (protocol !== undefined) yield protocolCondition(protocol);
  if (notProtocol !== undefined) {
    const excluded = protocolCondition(notProtocol);
    yield (flow) => !excluded(flow);
  }
  if (ipVersion !== undefined) {
    const kind = ipVersion === 4 ? 'number' : 'bigint';
    yield (flow) => typeof flow.destination.address === kind;
  }
  if (icmp) yield (flow) => isIcmp(flow, icmp);
  if (notICMP) yield (flow) => flow.icmp !== undefined && !isIcmp(flow, notICMP);
}

function* httpConditions({ http }: RuleSpec): Iterable<Condition> {
  if (http) yield (flow) => flow.http === undefined || matchesHttp(http, flow.http);
}

function protocolCondition(wanted: string | number): Condition {
  const matching = new Set((['tcp', 'udp', 'icmp', 'sctp'] as Protocol[]).filter((each) => isProtocol(each, wanted)));
  return ({ protocol }) => matching.has(protocol);
}

function isIcmp({ icmp }: Flow, { type, code }: IcmpSpec): boolean {
  if (!icmp) return false;
  return (type === undefined || type === icmp.type) && (code === undefined || code === icmp.code);
}

function entityConditions(
  entity: EntitySpec | undefined,
  end: 'source' | 'destination',
  scope: RuleScope,
  withDomains: boolean,
): Condition[] {
  return entity ? compileEntity(entity, end, scope, withDomains) : [];
}
