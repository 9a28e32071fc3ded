import type { JsonObject } from '../json-object.ts';
import { anything, integer, listOf, quantity, struct, text } from '../schema/build.ts';
import { LABEL_SELECTOR } from '../schema/object-meta.ts';
import { AUTOSCALER_STATUS } from '../schema/status.ts';
import { AGE_COLUMN, column, NAME_COLUMN } from '../table/age-column.ts';
import type { FieldProblem, Kind, KubernetesObject } from '../types.ts';
import { required } from './validate-pod-spec.ts';

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

/** What keeps the size of a workload in step with its load. */
export const horizontalPodAutoscalerKind: Kind = {
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
};

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

const SHOWN_METRICS = 2;

function targetsOf({ spec, status }: KubernetesObject): string {
  const metrics: JsonObject[] = spec.metrics ?? [];
  const texts = metrics.map((metric, index) => targetText(metric, status?.currentMetrics?.[index] ?? {}));
  const more = texts.length > SHOWN_METRICS ? ` + ${texts.length - SHOWN_METRICS} more...` : '';
  return texts.slice(0, SHOWN_METRICS).join(', ') + more || '<none>';
}

function targetText(metric: JsonObject, state: JsonObject): string {
  const unknown = '<unknown>';
  if (metric['type'] === 'External') {
    const { averageValue, value } = metric['external']?.target ?? {};
    return averageValue ? `${unknown}/${averageValue} (avg)` : `${unknown}/${value}`;
  }
  const part = metric['type'] === 'ContainerResource' ? 'containerResource' : 'resource';
  const { name, target } = metric[part] ?? {};
  if (!target)
    return `${unknown}/${metric['pods']?.target?.averageValue ?? metric['object']?.target?.value ?? '<auto>'}`;
  const current = state[part]?.current;
  if (target.averageValue !== undefined) return `${name}: ${current?.averageValue ?? unknown}/${target.averageValue}`;
  const percentage = current?.averageUtilization;
  const wanted = target.averageUtilization === undefined ? '<auto>' : `${target.averageUtilization}%`;
  return `${name}: ${percentage === undefined ? unknown : `${percentage}%`}/${wanted}`;
}
