import { ApiError, failure, type KubernetesObject, type WriteContext } from '../../cluster/index.ts';
import { calicoKind, specSchema } from './calico-kind.ts';
import { refuse, tagError } from './field-error.ts';

/** Tiers nobody may delete. */
const BUILT_IN = ['default', 'allow-tigera'];

const POLICIES = [
  'networkpolicies.projectcalico.org',
  'globalnetworkpolicies.projectcalico.org',
  'stagednetworkpolicies.projectcalico.org',
  'stagedglobalnetworkpolicies.projectcalico.org',
];

export const tierKind = calicoKind({
  kind: 'Tier',
  plural: 'tiers',
  namespaced: false,
  audit: 'ee',
  schema: specSchema(
    {
      order: { type: 'number', description: 'Place among the tiers: lower first, none last.' },
      defaultAction: {
        type: 'string',
        enum: ['Deny', 'Pass'],
        description: 'What becomes of traffic its policies govern and no rule decides.',
      },
    },
    'TierSpec',
  ),
  default(tier) {
    tier['spec'] ??= {};
  },
  admit(tier, context) {
    if (context.operation === 'delete') return refuseDeletion(tier, context);
    const { defaultAction } = tier['spec'];
    const isKnown = defaultAction === undefined || defaultAction === 'Deny' || defaultAction === 'Pass';
    refuse(isKnown ? [] : [tagError('DefaultAction', defaultAction, 'oneof')]);
  },
});

function refuseDeletion({ metadata: { name } }: KubernetesObject, { store }: WriteContext): void {
  const forbid = (why: string) => {
    throw new ApiError(failure(403, 'Forbidden', `tiers.projectcalico.org "${name}" is forbidden: ${why}`));
  };
  if (BUILT_IN.includes(name)) forbid('built-in tiers cannot be deleted');
  const used = POLICIES.some((resource) => store.list(resource).some(({ spec }) => spec?.tier === name));
  if (used) forbid('the tier still has policies; delete those first');
}
