import type { Json } from '../client/api-client.ts';
import { formatLabels } from '../printers/table.ts';
import { type Describer, eventLines } from './describer.ts';

/** A resource quota: what is used of what is allowed. */
export const describeQuota: Describer = async ({ metadata, spec = {}, status = {} }) => {
  const names = Object.keys(status.hard ?? {}).sort();
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace}`,
    ...(spec.scopes?.length ? [`Scopes:\t${[...spec.scopes].sort().join(', ')}`] : []),
    'Resource\tUsed\tHard',
    '--------\t----\t----',
    ...names.map((name) => `${name}\t${status.used?.[name] ?? '0'}\t${status.hard[name]}`),
  ];
};

const BOUNDS = ['min', 'max', 'defaultRequest', 'default', 'maxLimitRequestRatio'];

/** The limits of a namespace, a line for each kind of thing and resource. */
export const describeLimitRange: Describer = async ({ metadata, spec = {} }) => [
  `Name:\t${metadata.name}`,
  `Namespace:\t${metadata.namespace}`,
  'Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio',
  '----\t--------\t---\t---\t---------------\t-------------\t-----------------------',
  ...((spec.limits ?? []) as Json[]).flatMap((limit) =>
    [...new Set(BOUNDS.flatMap((bound) => Object.keys(limit[bound] ?? {})))]
      .sort()
      .map((name) => [limit.type, name, ...BOUNDS.map((bound) => limit[bound]?.[name] ?? '-')].join('\t')),
  ),
];

/** A priority class. */
export const describePriorityClass: Describer = async (priorityClass, context) => {
  const { metadata, value, globalDefault = false, preemptionPolicy, description = '' } = priorityClass;
  return [
    `Name:\t${metadata.name}`,
    `Value:\t${value}`,
    `GlobalDefault:\t${globalDefault}`,
    `PreemptionPolicy:\t${preemptionPolicy ?? ''}`,
    `Description:\t${description}`,
    `Annotations:\t${formatLabels(metadata.annotations)}`,
    ...(await eventLines(priorityClass, context)),
  ];
};
