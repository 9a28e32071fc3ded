import type { KubernetesObject } from '../../cluster/index.ts';
import { SERVICE_ACCOUNT_PREFIX } from '../endpoints/effective-labels.ts';
import { type Selector, SelectorError } from '../selectors/labels.ts';
import { parseSelector } from '../selectors/parse-selector.ts';
import type { PolicySpec, RuleSpec } from './calico-spec.ts';
import type { ServiceMembership } from './compile-entity.ts';
import { type CompiledRule, compileRule } from './compile-rule.ts';
import type { Direction } from './flow.ts';
import { inNamespace, namespaceSelector } from './namespace-selector.ts';
import { policyTypes } from './policy-types.ts';
import { remembered } from './remembered.ts';
import { tieredName } from './tiered-name.ts';

export interface CompiledPolicy {
  readonly tier: string;
  /** Infinity: after all that have one. */
  readonly order: number;
  /** As in the flow log. */
  readonly name: string;
  readonly sortName: string;
  readonly staged: boolean;
  /** Judged before addresses are translated, on host endpoints only. */
  readonly preDNAT: boolean;
  /** Judged packet by packet before any connection is tracked, on host endpoints only. */
  readonly doNotTrack: boolean;
  /** Judges what a host endpoint's node passes on, not only what the node itself sends or gets. */
  readonly appliesOnForward: boolean;
  readonly selects: Selector;
  /** Absent: the policy says nothing about that direction. */
  readonly ingress?: readonly CompiledRule[];
  readonly egress?: readonly CompiledRule[];
}

/** Staged policies with these say nothing about traffic. */
const IDLE_ACTIONS = ['Delete', 'Ignore'];

/**
 * Compiles a policy of projectcalico.org/v3 (Kubernetes ones are translated first). Undefined for idle staged
 * ones and for policies whose selectors do not parse: Felix drops those too.
 */
export function compilePolicy(object: KubernetesObject, services: ServiceMembership): CompiledPolicy | undefined {
  const spec: PolicySpec = object.spec ?? {};
  if (IDLE_ACTIONS.includes(spec.stagedAction ?? '')) return undefined;
  const { namespace } = object.metadata;
  const staged = object.kind.startsWith('Staged');
  const { tier, name } = tieredName(object.metadata.name, spec.tier);
  const types = policyTypes(spec);
  const rules = (direction: Direction, specs: readonly RuleSpec[] = []) =>
    specs.map((rule) => compileRule(rule, { direction, namespace, services }));
  try {
    return {
      tier,
      order: spec.order ?? Number.POSITIVE_INFINITY,
      name: `${namespace === undefined ? '' : `${namespace}/`}${staged ? 'staged:' : ''}${name}`,
      sortName: namespace === undefined ? name : `${namespace}/${name}`,
      staged,
      preDNAT: spec.preDNAT === true,
      doNotTrack: spec.doNotTrack === true,
      appliesOnForward: spec.applyOnForward === true,
      selects: subjectSelector(spec, namespace),
      ...(types.includes('Ingress') ? { ingress: rules('ingress', spec.ingress) } : {}),
      ...(types.includes('Egress') ? { egress: rules('egress', spec.egress) } : {}),
    };
  } catch (error) {
    if (error instanceof SelectorError) return undefined;
    throw error;
  }
}

function subjectSelector(spec: PolicySpec, namespace: string | undefined): Selector {
  const terms: Selector[] = [parseSelector(spec.selector ?? '')];
  if (namespace !== undefined) terms.push(inNamespace(namespace));
  else if (spec.namespaceSelector) terms.push(namespaceSelector(spec.namespaceSelector));
  if (spec.serviceAccountSelector) {
    terms.push((labels) => labels.has('projectcalico.org/serviceaccount'));
    terms.push(parseSelector(spec.serviceAccountSelector, { prefix: SERVICE_ACCOUNT_PREFIX }));
  }
  return remembered((labels) => terms.every((term) => term(labels)));
}

/** Policies of one tier in the order they are asked: by order, then by name, a staged one before its namesake. */
export function comparePolicies(a: CompiledPolicy, b: CompiledPolicy): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1;
  if (a.sortName !== b.sortName) return a.sortName < b.sortName ? -1 : 1;
  return Number(b.staged) - Number(a.staged);
}
