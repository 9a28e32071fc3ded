import type { Kind, KubernetesObject, WriteContext } from '../../cluster/index.ts';
import { parseCidr } from '../addresses/cidr.ts';
import { calicoKind, specSchema } from './calico-kind.ts';
import { type FieldError, refuse, tagError } from './field-error.ts';
import { isDomainPattern } from './rule-errors.ts';

const TEXTS = { type: 'array', items: { type: 'string' } } as const;

const FIELDS = {
  nets: { ...TEXTS, description: 'Address blocks of the set.' },
  allowedEgressDomains: { ...TEXTS, description: 'Names of the set; they count in egress Allow rules.' },
};

/** GlobalNetworkSet and NetworkSet. */
export const networkSetKinds: readonly Kind[] = [
  calicoKind({
    kind: 'GlobalNetworkSet',
    plural: 'globalnetworksets',
    namespaced: false,
    schema: specSchema(FIELDS, 'GlobalNetworkSetSpec'),
    audit: 'ee',
    default: fillIn,
    admit,
  }),
  calicoKind({
    kind: 'NetworkSet',
    plural: 'networksets',
    namespaced: true,
    shortNames: ['netsets'],
    schema: specSchema(FIELDS, 'NetworkSetSpec'),
    audit: 'ee',
    default: fillIn,
    admit,
  }),
];

function fillIn(set: KubernetesObject): void {
  set['spec'] ??= {};
}

function admit(set: KubernetesObject, context: WriteContext): void {
  if (context.operation === 'delete') return;
  const { nets, allowedEgressDomains } = set['spec'];
  refuse([
    ...invalidEntries('Nets', nets, 'net', (net) => parseCidr(net) !== undefined),
    ...invalidEntries('AllowedEgressDomains', allowedEgressDomains, 'wildname', isDomainPattern),
  ]);
}

function invalidEntries(
  field: string,
  entries: readonly string[] | null | undefined,
  tag: string,
  isValid: (entry: string) => boolean,
): FieldError[] {
  return (entries ?? []).flatMap((entry, index) =>
    isValid(entry) ? [] : [tagError(`${field}[${index}]`, entry, tag)],
  );
}
