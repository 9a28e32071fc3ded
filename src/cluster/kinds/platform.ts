import type { JsonObject } from '../json-object.ts';
import { flag, integer, intOrString, listOf, mapOf, struct, text, texts } from '../schema/build.ts';
import { LABEL_SELECTOR } from '../schema/object-meta.ts';
import { BUDGET_STATUS, INGRESS_STATUS } from '../schema/status.ts';
import { AGE_COLUMN, column, NAME_COLUMN } from '../table/age-column.ts';
import type { FieldProblem, Kind, KubernetesObject } from '../types.ts';
import { horizontalPodAutoscalerKind } from './horizontal-pod-autoscaler.ts';
import { leaseKind } from './lease.ts';
import { required } from './validate-pod-spec.ts';

const BACKEND = struct('IngressBackend', {
  service: struct('IngressServiceBackend', {
    name: text,
    port: struct('ServiceBackendPort', { name: text, number: integer }),
  }),
  resource: struct('TypedLocalObjectReference', { apiGroup: text, kind: text, name: text }),
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
  horizontalPodAutoscalerKind,
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
  leaseKind,
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
