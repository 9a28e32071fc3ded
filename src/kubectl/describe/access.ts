import type { Json } from '../client/api-client.ts';
import { ruleRow, shownRules } from '../verbs/role-coverage.ts';
import { annotationLines, type Describer, eventLines, pairLines } from './describer.ts';

/** A role or cluster role. */
export const describeRole: Describer = async ({ metadata, rules }) => [
  `Name:\t${metadata.name}`,
  ...pairLines('Labels', metadata.labels),
  ...annotationLines(metadata.annotations),
  'PolicyRule:',
  '  Resources\tNon-Resource URLs\tResource Names\tVerbs',
  '  ---------\t-----------------\t--------------\t-----',
  ...shownRules(rules ?? []).map((rule) => `  ${ruleRow(rule)}`),
];

/** A role binding or cluster role binding. */
export const describeRoleBinding: Describer = async ({ metadata, roleRef, subjects }) => [
  `Name:\t${metadata.name}`,
  ...pairLines('Labels', metadata.labels),
  ...annotationLines(metadata.annotations),
  'Role:',
  `  Kind:\t${roleRef.kind}`,
  `  Name:\t${roleRef.name}`,
  'Subjects:',
  '  Kind\tName\tNamespace',
  '  ----\t----\t---------',
  ...((subjects ?? []) as Json[]).map((each) => `  ${each.kind}\t${each.name}\t${each.namespace ?? ''}`),
];

/** A service account. */
export const describeServiceAccount: Describer = async (object, context) => {
  const names = (list: Json[] | undefined): string => (list ?? []).map((each) => each.name).join(', ') || '<none>';
  const { metadata } = object;
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace}`,
    ...pairLines('Labels', metadata.labels),
    ...annotationLines(metadata.annotations),
    `Image pull secrets:\t${names(object.imagePullSecrets)}`,
    `Mountable secrets:\t${names(object.secrets)}`,
    'Tokens:\t<none>',
    ...(await eventLines(object, context)),
  ];
};
