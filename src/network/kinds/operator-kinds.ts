import {
  AGE_COLUMN,
  ageOf,
  column,
  type FieldProblem,
  type Kind,
  type KubernetesObject,
  NAME_COLUMN,
  type Schema,
} from '../../cluster/index.ts';

/** Kinds by which the operator is told what to install. What has no columns here shows its name and age. */
const PLAIN = [
  'AmazonCloudIntegration',
  'APIServer',
  'Authentication',
  'Compliance',
  'ImageSet',
  'Installation',
  'IntrusionDetection',
  'LogCollector',
  'LogStorage',
  'ManagementCluster',
  'ManagementClusterConnection',
  'Manager',
  'Monitor',
] as const;

const SWITCH = ['Enabled', 'Disabled'];
const SWITCH_SCHEMA: Schema = { type: 'string', enum: SWITCH };

const applicationLayerKind = operatorKind('ApplicationLayer', {
  schema: {
    type: 'object',
    fields: {
      spec: {
        type: 'object',
        fields: {
          logCollection: {
            type: 'object',
            description: 'Which requests are logged.',
            fields: {
              collectLogs: { ...SWITCH_SCHEMA, description: 'Whether requests to annotated services are logged.' },
              logIntervalSeconds: { type: 'integer' },
              logRequestsPerInterval: { type: 'integer' },
            },
          },
          applicationLayerPolicy: { ...SWITCH_SCHEMA, description: 'Whether http parts of policies are enforced.' },
          webApplicationFirewall: { ...SWITCH_SCHEMA, description: 'Whether requests are searched for attacks.' },
          envoy: {
            type: 'object',
            fields: { xffNumTrustedHops: { type: 'integer' }, useRemoteAddress: { type: 'boolean' } },
          },
        },
      },
    },
  },
  validate: ({ spec }) => [
    ...switchProblems('spec.logCollection.collectLogs', spec?.logCollection?.collectLogs),
    ...switchProblems('spec.applicationLayerPolicy', spec?.applicationLayerPolicy),
    ...switchProblems('spec.webApplicationFirewall', spec?.webApplicationFirewall),
  ],
});

const tigeraStatusKind = operatorKind('TigeraStatus', {
  plural: 'tigerastatuses',
  columns: [
    NAME_COLUMN,
    column('Available', (status) => conditionOf(status, 'Available')?.status ?? ''),
    column('Progressing', (status) => conditionOf(status, 'Progressing')?.status ?? ''),
    column('Degraded', (status) => conditionOf(status, 'Degraded')?.status ?? ''),
    column('Since', (status, now) => ageOf(conditionOf(status, 'Available')?.lastTransitionTime, now), {
      type: 'date',
      description: 'Time since the component became, or stopped being, available.',
    }),
  ],
});

/** Kinds of operator.tigera.io: what is to be installed, and how that goes. */
export const operatorKinds: readonly Kind[] = [
  applicationLayerKind,
  tigeraStatusKind,
  ...PLAIN.map((kind) => operatorKind(kind)),
];

function operatorKind(kind: string, row: Partial<Kind> = {}): Kind {
  const singular = kind.toLowerCase();
  return {
    group: 'operator.tigera.io',
    version: 'v1',
    kind,
    plural: `${singular}s`,
    singular,
    namespaced: false,
    custom: true,
    hasStatus: true,
    columns: [NAME_COLUMN, AGE_COLUMN],
    ...row,
  };
}

function conditionOf({ status }: KubernetesObject, type: string) {
  const conditions: { type: string; status: string; lastTransitionTime?: string }[] = status?.conditions ?? [];
  return conditions.find((condition) => condition.type === type);
}

function switchProblems(field: string, value: unknown): FieldProblem[] {
  const isKnown = value === undefined || SWITCH.includes(value as string);
  return isKnown ? [] : [{ field, reason: 'NotSupported', value, supported: SWITCH }];
}
