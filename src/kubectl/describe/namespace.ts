import type { Json } from '../client/api-client.ts';
import { annotationLines, type DescribeContext, type Describer, dateText, pairLines } from './describer.ts';

/** A namespace, with its quotas and limits. */
export const describeNamespace: Describer = async ({ metadata, status = {} }, context) => [
  `Name:\t${metadata.name}`,
  ...pairLines('Labels', metadata.labels),
  ...annotationLines(metadata.annotations),
  `Status:\t${status.phase ?? 'Active'}`,
  ...conditionLines(status.conditions ?? []),
  ...(await quotaLines(metadata.name, context)),
  ...(await limitLines(metadata.name, context)),
];

/** What keeps a namespace that is being deleted. */
function conditionLines(conditions: readonly Json[]): string[] {
  if (conditions.length === 0) return [];
  return [
    'Conditions:',
    '  Type\tStatus\tLastTransitionTime\tReason\tMessage',
    '  ----\t------\t------------------\t------\t-------',
    ...conditions.map(
      ({ type, status, lastTransitionTime, reason, message }) =>
        `  ${type}\t${status}\t${dateText(lastTransitionTime)}\t${reason}\t${message}`,
    ),
  ];
}

async function listOf(namespace: string, plural: string, { call }: DescribeContext): Promise<Json[]> {
  try {
    return (await call.client.get(`/api/v1/namespaces/${encodeURIComponent(namespace)}/${plural}`)).items ?? [];
  } catch {
    return [];
  }
}

async function quotaLines(namespace: string, context: DescribeContext): Promise<string[]> {
  const quotas = await listOf(namespace, 'resourcequotas', context);
  if (quotas.length === 0) return ['', 'No resource quota.'];
  return [
    '',
    'Resource Quotas',
    ...quotas.flatMap(({ metadata, status = {} }) => [
      `  Name:\t${metadata.name}`,
      '  Resource\tUsed\tHard',
      '  --------\t---\t---',
      ...Object.keys(status.hard ?? {})
        .sort()
        .map((key) => `  ${key}\t${status.used?.[key] ?? '0'}\t${status.hard[key]}`),
    ]),
  ];
}

async function limitLines(namespace: string, context: DescribeContext): Promise<string[]> {
  const ranges = await listOf(namespace, 'limitranges', context);
  if (ranges.length === 0) return ['', 'No LimitRange resource.'];
  const rows = ranges.flatMap(({ spec }) =>
    ((spec?.limits ?? []) as Json[]).flatMap((limit) => {
      const names = new Set(
        ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'].flatMap((key) =>
          Object.keys(limit[key] ?? {}),
        ),
      );
      return [...names].map((name) => {
        const cell = (key: string): string => limit[key]?.[name] ?? '-';
        return ` ${limit.type}\t${name}\t${cell('min')}\t${cell('max')}\t${cell('defaultRequest')}\t${cell('default')}\t${cell('maxLimitRequestRatio')}`;
      });
    }),
  );
  return [
    '',
    'Resource Limits',
    ' Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio',
    ' ----\t--------\t---\t---\t---------------\t-------------\t-----------------------',
    ...rows,
  ];
}
