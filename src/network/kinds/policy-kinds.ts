import { ApiError, failure, type Kind, type KubernetesObject, type WriteContext } from '../../cluster/index.ts';
import type { PolicySpec, RuleSpec } from '../policy/calico-spec.ts';
import { policyTypes } from '../policy/policy-types.ts';
import { translateKubernetesPolicy } from '../policy/translate-kubernetes-policy.ts';
import { calicoKind, specSchema } from './calico-kind.ts';
import { type FieldError, refuse, tagError } from './field-error.ts';
import { ruleErrors } from './rule-errors.ts';
import { GLOBAL_POLICY_FIELDS, NAMESPACED_POLICY_FIELDS } from './rule-schema.ts';
import { globalErrors, selectorErrors } from './selector-errors.ts';

const STAGED_ACTIONS = ['Set', 'Delete', 'Learn', 'Ignore'];
const STAGED_ACTION = { stagedAction: { type: 'string', enum: STAGED_ACTIONS } } as const;

/** NetworkPolicy and GlobalNetworkPolicy of projectcalico.org/v3, enforced and staged. */
export const policyKinds: readonly Kind[] = [
  policyKind({
    kind: 'NetworkPolicy',
    plural: 'networkpolicies',
    namespaced: true,
    shortNames: ['cnp', 'caliconetworkpolicy', 'caliconetworkpolicies'],
    reflections: (store, namespace) => store.list('networkpolicies.networking.k8s.io', namespace).map(asCalicoPolicy),
    schema: specSchema(NAMESPACED_POLICY_FIELDS, 'NetworkPolicySpec'),
  }),
  policyKind({
    kind: 'GlobalNetworkPolicy',
    plural: 'globalnetworkpolicies',
    namespaced: false,
    shortNames: ['gnp', 'cgnp', 'calicoglobalnetworkpolicies'],
    schema: specSchema(GLOBAL_POLICY_FIELDS, 'GlobalNetworkPolicySpec'),
  }),
  policyKind({
    kind: 'StagedNetworkPolicy',
    plural: 'stagednetworkpolicies',
    namespaced: true,
    shortNames: ['snp'],
    schema: specSchema({ ...NAMESPACED_POLICY_FIELDS, ...STAGED_ACTION }, 'StagedNetworkPolicySpec'),
  }),
  policyKind({
    kind: 'StagedGlobalNetworkPolicy',
    plural: 'stagedglobalnetworkpolicies',
    namespaced: false,
    shortNames: ['sgnp'],
    schema: specSchema({ ...GLOBAL_POLICY_FIELDS, ...STAGED_ACTION }, 'StagedGlobalNetworkPolicySpec'),
  }),
];

function policyKind(row: Parameters<typeof calicoKind>[0]): Kind {
  return calicoKind({ ...row, audit: 'ee', storedName, default: fillIn, admit, prepare });
}

/** A Kubernetes policy as Calico's API shows it, read-only. */
function asCalicoPolicy(policy: KubernetesObject): KubernetesObject {
  const { metadata, spec } = translateKubernetesPolicy(policy);
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata;
  return {
    kind: 'NetworkPolicy',
    apiVersion: 'projectcalico.org/v3',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec,
  };
}

/** Policies are kept under their tier's name; without a prefix that is the default tier's. */
function storedName(name: string): string {
  return name === '' || name.includes('.') ? name : `default.${name}`;
}

const TIER_LABEL = 'projectcalico.org/tier';

function fillIn(object: KubernetesObject): void {
  const spec: PolicySpec = (object['spec'] ??= {});
  spec.tier ||= 'default';
  spec.types = policyTypes(spec);
  if (object.kind.startsWith('Staged')) spec.stagedAction ||= 'Set';
  object.metadata.labels = { ...object.metadata.labels, [TIER_LABEL]: spec.tier };
}

function admit(object: KubernetesObject, context: WriteContext): void {
  const { name } = object.metadata;
  if (name.startsWith('knp.')) {
    const why = 'kubernetes network policies must be managed through the kubernetes API';
    throw new ApiError(failure(400, 'BadRequest', why));
  }
  if (context.operation === 'delete') return;
  const { stagedAction } = object['spec'];
  const isKnown = stagedAction === undefined || STAGED_ACTIONS.includes(stagedAction);
  refuse([
    ...(isKnown ? [] : [tagError('StagedAction', stagedAction, 'stagedAction')]),
    ...policyErrors(object['spec'], name, context),
  ]);
}

function policyErrors(spec: PolicySpec, name: string, context: WriteContext): FieldError[] {
  return [
    ...tierErrors(spec.tier!, name, context),
    ...(spec.ingress ?? []).flatMap((rule) => ruleErrors(rule, 'ingress')),
    ...(spec.egress ?? []).flatMap((rule) => ruleErrors(rule, 'egress')),
    ...selectorErrors('Selector', spec.selector),
    ...typeErrors(spec.types),
    ...selectorErrors('NamespaceSelector', spec.namespaceSelector),
    ...selectorErrors('ServiceAccountSelector', spec.serviceAccountSelector),
    ...globalErrors('Selector', spec.selector),
    ...globalErrors('ServiceAccountSelector', spec.serviceAccountSelector),
    ...untrackedErrors(spec),
    ...repeatedTypeErrors(spec.types),
  ];
}

function tierErrors(tier: string, name: string, { store }: WriteContext): FieldError[] {
  if (tier !== 'default' && !store.get('tiers.projectcalico.org', undefined, tier)) {
    return [{ field: 'Tier', value: tier, reason: `tier ${tier} does not exist` }];
  }
  const prefix = name.includes('.') ? name.slice(0, name.indexOf('.')) : 'default';
  if (prefix === tier) return [];
  const bare = name.startsWith('default.') ? name.slice('default.'.length) : name;
  const reason = `policy name must start with the name of its tier, as in ${tier}.${bare}`;
  return [{ field: 'Name', value: bare, reason }];
}

function typeErrors(types: readonly string[] = []): FieldError[] {
  return types.flatMap((type, index) =>
    type === 'Ingress' || type === 'Egress' ? [] : [tagError(`Types[${index}]`, type, 'policyType')],
  );
}

function repeatedTypeErrors(types: readonly string[] = []): FieldError[] {
  const repeated = types.filter((type, index) => types.indexOf(type) < index);
  return repeated.map((type) => ({
    field: 'PolicySpec.Types',
    value: types,
    reason: `'${type}' type specified more than once`,
  }));
}

function untrackedErrors({ doNotTrack, preDNAT, applyOnForward, egress, types }: PolicySpec): FieldError[] {
  const errors: FieldError[] = [];
  const add = (field: string, value: unknown, reason: string) =>
    errors.push({ field: `PolicySpec.${field}`, value, reason });
  if (doNotTrack && preDNAT) {
    add('PreDNAT', true, 'PreDNAT and DoNotTrack cannot both be true, for a given PolicySpec');
  }
  if (preDNAT && egress?.length) add('Egress', egress, 'PreDNAT PolicySpec cannot have any Egress rules');
  if (preDNAT && types?.includes('Egress')) add('Types', types, "PreDNAT PolicySpec cannot have 'egress' Type");
  if ((doNotTrack || preDNAT) && !applyOnForward) {
    const why = 'ApplyOnForward must be true if either PreDNAT or DoNotTrack is true, for a given PolicySpec';
    add('ApplyOnForward', false, why);
  }
  return errors;
}

/** Writes rules the way the server gives them back: protocols of digits as numbers, both ends present. */
function prepare(object: KubernetesObject): void {
  const spec: PolicySpec & Record<string, unknown> = object['spec'];
  for (const direction of ['ingress', 'egress'] as const) {
    if (spec[direction]) spec[direction] = spec[direction].map(storedRule);
  }
  for (const flag of ['doNotTrack', 'preDNAT', 'applyOnForward']) if (spec[flag] === false) delete spec[flag];
}

function storedRule(rule: RuleSpec): RuleSpec {
  return {
    ...rule,
    ...(rule.protocol === undefined ? {} : { protocol: numberOrName(rule.protocol) }),
    ...(rule.notProtocol === undefined ? {} : { notProtocol: numberOrName(rule.notProtocol) }),
    source: rule.source ?? {},
    destination: rule.destination ?? {},
  };
}

function numberOrName(protocol: string | number): string | number {
  return /^\d+$/.test(String(protocol)) ? Number(protocol) : protocol;
}
