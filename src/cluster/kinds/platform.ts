import type { JsonObject } from '../json-object.ts';
import { anything, flag, integer, intOrString, listOf, mapOf, quantity, struct, text, texts } from '../schema/build.ts';
import { LABEL_SELECTOR } from '../schema/object-meta.ts';
import { AUTOSCALER_STATUS, BUDGET_STATUS, INGRESS_STATUS } from '../schema/status.ts';
import { AGE_COLUMN, column, NAME_COLUMN } from '../table/age-column.ts';
import type { FieldProblem, Kind, KubernetesObject } from '../types.ts';
import { required } from './validate-pod-spec.ts';

const BACKEND = struct('IngressBackend', {
  service: struct('IngressServiceBackend', {
    name: text,
    port: struct('ServiceBackendPort', { name: text, number: integer }),
  }),
  resource: struct('TypedLocalObjectReference', { apiGroup: text, kind: text, name: text }),
});

const TARGET = struct('MetricTarget', {
  type: text,
  averageUtilization: integer,
  averageValue: quantity,
  value: quantity,
});
const IDENTIFIER = struct('MetricIdentifier', { name: text, selector: LABEL_SELECTOR });
const METRIC = struct('MetricSpec', {
  type: text,
  resource: struct('ResourceMetricSource', { name: text, target: TARGET }),
  containerResource: struct('ContainerResourceMetricSource', { name: text, container: text, target: TARGET }),
  pods: struct('PodsMetricSource', { metric: IDENTIFIER, target: TARGET }),
  object: struct('ObjectMetricSource', { describedObject: anything, metric: IDENTIFIER, target: TARGET }),
  external: struct('ExternalMetricSource', { metric: IDENTIFIER, target: TARGET }),
});

/** Kinds a platform has around its workloads: what lets traffic in, scales, protects and elects. */
export const platformKinds: readonly Kind[] = [
  {
    group: 'networking.k8s.io',
    version: 'v1',
    kind: 'Ingress',
    plural: 'ingresses',
    singular: 'ingress',
    shortNames: ['ing'],
    namespaced: true,
    hasStatus: true,
    schema: struct('Ingress', {
      spec: struct('IngressSpec', {
        ingressClassName: text,
        defaultBackend: BACKEND,
        tls: listOf(struct('IngressTLS', { hosts: texts, secretName: text })),
        rules: listOf(
          struct('IngressRule', {
            host: text,
            http: struct('HTTPIngressRuleValue', {
              paths: listOf(struct('HTTPIngressPath', { path: text, pathType: text, backend: BACKEND })),
            }),
          }),
        ),
      }),
      status: INGRESS_STATUS,
    }),
    columns: [
      NAME_COLUMN,
      column('Class', (ingress) => ingress['spec'].ingressClassName ?? '<none>'),
      column('Hosts', hostsOf),
      column('Address', addressesOf),
      column('Ports', (ingress) => (ingress['spec'].tls?.length ? '80, 443' : '80')),
      AGE_COLUMN,
    ],
    default(ingress) {
      ingress['spec'] ??= {};
      ingress['status'] ??= { loadBalancer: {} };
    },
    validate: ingressProblems,
  },
  {
    group: 'networking.k8s.io',
    version: 'v1',
    kind: 'IngressClass',
    plural: 'ingressclasses',
    singular: 'ingressclass',
    namespaced: false,
    schema: struct('IngressClass', {
      spec: struct('IngressClassSpec', { controller: text, parameters: mapOf(text) }),
    }),
    columns: [
      NAME_COLUMN,
      column('Controller', (one) => one['spec']?.controller ?? ''),
      column('Parameters', ({ spec }) => parametersOf(spec?.parameters)),
      AGE_COLUMN,
    ],
  },
  {
    group: 'autoscaling',
    version: 'v2',
    kind: 'HorizontalPodAutoscaler',
    plural: 'horizontalpodautoscalers',
    singular: 'horizontalpodautoscaler',
    shortNames: ['hpa'],
    categories: ['all'],
    namespaced: true,
    hasStatus: true,
    hasGeneration: false,
    schema: struct('HorizontalPodAutoscaler', {
      spec: struct('HorizontalPodAutoscalerSpec', {
        scaleTargetRef: struct('CrossVersionObjectReference', { apiVersion: text, kind: text, name: text }),
        minReplicas: integer,
        maxReplicas: integer,
        metrics: listOf(METRIC),
        behavior: anything,
      }),
      status: AUTOSCALER_STATUS,
    }),
    columns: [
      NAME_COLUMN,
      column('Reference', ({ spec }) => `${spec.scaleTargetRef?.kind}/${spec.scaleTargetRef?.name}`),
      column('Targets', targetsOf),
      column('MinPods', (one) => String(one['spec'].minReplicas ?? '<unset>')),
      column('MaxPods', (one) => one['spec'].maxReplicas),
      column('Replicas', (one) => one['status'].currentReplicas ?? 0),
      AGE_COLUMN,
    ],
    default(autoscaler) {
      const spec = (autoscaler['spec'] ??= {});
      spec.minReplicas ??= 1;
      spec.metrics ??= [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
      ];
      autoscaler['status'] ??= { currentMetrics: null, desiredReplicas: 0 };
    },
    validate: ({ spec }) => {
      if (!spec.scaleTargetRef?.name) return [required('spec.scaleTargetRef.name')];
      const problems = metricProblems(spec.metrics);
      if (problems.length > 0) return problems;
      if (spec.maxReplicas >= spec.minReplicas) return [];
      const detail = 'must be greater than or equal to `minReplicas`';
      return [{ field: 'spec.maxReplicas', reason: 'Invalid', value: spec.maxReplicas ?? 0, detail }];
    },
  },
  {
    group: 'policy',
    version: 'v1',
    kind: 'PodDisruptionBudget',
    plural: 'poddisruptionbudgets',
    singular: 'poddisruptionbudget',
    shortNames: ['pdb'],
    namespaced: true,
    hasStatus: true,
    schema: struct('PodDisruptionBudget', {
      spec: struct('PodDisruptionBudgetSpec', {
        minAvailable: intOrString,
        maxUnavailable: intOrString,
        selector: LABEL_SELECTOR,
        unhealthyPodEvictionPolicy: text,
      }),
      status: BUDGET_STATUS,
    }),
    columns: [
      NAME_COLUMN,
      column('Min Available', (budget) => String(budget['spec'].minAvailable ?? 'N/A')),
      column('Max Unavailable', (budget) => String(budget['spec'].maxUnavailable ?? 'N/A')),
      column('Allowed Disruptions', (budget) => budget['status'].disruptionsAllowed ?? 0),
      AGE_COLUMN,
    ],
    default(budget) {
      budget['spec'] ??= {};
      budget['status'] ??= { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 };
    },
    validate: ({ spec }) => {
      if (spec.minAvailable === undefined || spec.maxUnavailable === undefined) return [];
      const detail = 'minAvailable and maxUnavailable cannot be both set';
      const valueText = `policy.PodDisruptionBudgetSpec{MinAvailable:${spec.minAvailable}, MaxUnavailable:${spec.maxUnavailable}}`;
      return [{ field: 'spec', reason: 'Invalid', valueText, detail }];
    },
  },
  {
    group: 'scheduling.k8s.io',
    version: 'v1',
    kind: 'PriorityClass',
    plural: 'priorityclasses',
    singular: 'priorityclass',
    shortNames: ['pc'],
    namespaced: false,
    schema: struct('PriorityClass', { value: integer, globalDefault: flag, description: text, preemptionPolicy: text }),
    columns: [
      NAME_COLUMN,
      column('Value', (one) => one['value']),
      column('Global-Default', (one) => one['globalDefault'] ?? false),
      AGE_COLUMN,
    ],
    default(priorityClass) {
      priorityClass['value'] ??= 0;
      priorityClass['preemptionPolicy'] ??= 'PreemptLowerPriority';
    },
    validate({ metadata: { name } }) {
      if (!name?.startsWith('system-')) return [];
      const detail = `priority class names with 'system-' prefix are reserved for system use only. error: ${name} is not a known system priority class`;
      return [{ field: 'metadata.name', reason: 'Forbidden', detail }];
    },
  },
  {
    group: 'coordination.k8s.io',
    version: 'v1',
    kind: 'Lease',
    plural: 'leases',
    singular: 'lease',
    namespaced: true,
    columns: [NAME_COLUMN, column('Holder', (lease) => lease['spec']?.holderIdentity ?? ''), AGE_COLUMN],
  },
];

const SHOWN_HOSTS = 3;

function hostsOf(ingress: KubernetesObject): string {
  const hosts: string[] = (ingress['spec'].rules ?? []).flatMap((rule: JsonObject) => rule['host'] ?? []);
  if (hosts.length === 0) return '*';
  const more = hosts.length > SHOWN_HOSTS ? ` + ${hosts.length - SHOWN_HOSTS} more...` : '';
  return hosts.slice(0, SHOWN_HOSTS).join(',') + more;
}

function addressesOf(ingress: KubernetesObject): string {
  const ingresses: JsonObject[] = ingress['status']?.loadBalancer?.ingress ?? [];
  return ingresses.map((one) => one['ip'] ?? one['hostname']).join(',');
}

function ingressProblems({ spec }: KubernetesObject): FieldProblem[] {
  const { rules = [], defaultBackend } = spec;
  if (rules.length === 0 && !defaultBackend) {
    const detail = 'either `defaultBackend` or `rules` must be specified';
    return [{ field: 'spec', reason: 'Invalid', value: spec, detail }];
  }
  return rules.flatMap((rule: JsonObject, index: number) =>
    (rule['http']?.paths ?? []).flatMap((path: JsonObject, at: number) => {
      if (path['pathType']) return [];
      return [required(`spec.rules[${index}].http.paths[${at}].pathType`, 'pathType must be specified')];
    }),
  );
}

function parametersOf(parameters: JsonObject | undefined): string {
  if (!parameters) return '<none>';
  const group = parameters['apiGroup'] ? `.${parameters['apiGroup']}` : '';
  return `${parameters['kind']}${group}/${parameters['name']}`;
}

function metricProblems(metrics: JsonObject[]): FieldProblem[] {
  return metrics.flatMap(({ type, resource }, index) => {
    const field = `spec.metrics[${index}]`;
    if (!type) return [required(`${field}.type`, 'must specify a metric source type')];
    if (type !== 'Resource') return [];
    if (!resource) return [required(`${field}.resource`, 'must populate information for the given metric source')];
    if (!resource.name) return [required(`${field}.resource.name`, 'must specify a resource name')];
    const { averageUtilization, averageValue } = resource.target ?? {};
    if (averageUtilization !== undefined || averageValue !== undefined) return [];
    const detail = 'must set either a target raw value or a target utilization';
    return [required(`${field}.resource.target.averageUtilization`, detail)];
  });
}

function targetsOf(autoscaler: KubernetesObject): string {
  const metrics: JsonObject[] = autoscaler['spec'].metrics ?? [];
  const texts = metrics.map(({ type, resource }) =>
    type === 'Resource' && resource?.target?.averageUtilization !== undefined
      ? `${resource.name}: <unknown>/${resource.target.averageUtilization}%`
      : `<unknown>/${resource?.target?.averageValue ?? '<auto>'}`,
  );
  return texts.join(', ') || '<none>';
}
