import type { JsonObject } from '../json-object.ts';
import { bytesOf, milliOf } from '../quantity.ts';
import type { KindTable, KubernetesObject, ReadStore } from '../types.ts';
import {
  type Measurement,
  MetricsError,
  type Proposal,
  replicasForAverage,
  replicasForUtilization,
} from './replica-calculator.ts';

export type MetricReading = Proposal;

/** What a metric is read for: the pods of a workload and its present size. */
export interface MetricsQuestion {
  current: number;
  pods: readonly KubernetesObject[];
  kinds: KindTable;
  store: ReadStore;
  namespace: string;
  now: number;
}

/** What one metric of an autoscaler says the size should be. Throws `MetricsError` in the controller's words. */
export function readMetric(metric: JsonObject, question: MetricsQuestion): MetricReading {
  const { type } = metric;
  if (type === 'Resource') return readResource(metric['resource'], question);
  if (type === 'ContainerResource') return readResource(metric['containerResource'], question);
  const api = type === 'External' ? 'external' : 'custom';
  const name = (metric['pods'] ?? metric['object'] ?? metric['external'])?.metric?.name;
  throw new MetricsError(
    `unable to get ${type === 'External' ? 'external ' : ''}metric ${name}: unable to fetch metrics from ${api} metrics API: no ${api} metrics API (${api}.metrics.k8s.io) registered`,
  );
}

/** What the autoscaler's status says of a metric; empty for one that cannot be read. */
export function currentMetric(metric: JsonObject, reading: MetricReading | undefined): JsonObject {
  if (!reading) return { type: '' };
  const part = metric['type'] === 'ContainerResource' ? 'containerResource' : 'resource';
  const { name, container } = metric[part];
  const current = {
    ...(reading.utilization === undefined ? {} : { averageUtilization: reading.utilization }),
    averageValue: name === 'cpu' ? `${Math.round(reading.average)}m` : String(Math.round(reading.average)),
  };
  return { type: metric['type'], [part]: { ...(container ? { container } : {}), current, name } };
}

/** As a metric is called in conditions and events. */
export function metricText(metric: JsonObject): string {
  const { resource, containerResource } = metric;
  const { name, target } = resource ?? containerResource;
  const share = target.averageValue === undefined ? ' utilization (percentage of request)' : '';
  return containerResource ? `${name} container resource${share}` : `${name} resource${share}`;
}

function readResource({ name, container, target }: JsonObject, question: MetricsQuestion): MetricReading {
  const what = target.averageValue === undefined ? 'utilization' : 'usage';
  try {
    const { current, pods, now } = question;
    const asked = { current, pods, now, resource: name, container, measured: measure(name, container, question) };
    if (target.averageValue === undefined) return replicasForUtilization(asked, target.averageUtilization);
    return replicasForAverage(asked, (name === 'cpu' ? milliOf : bytesOf)(target.averageValue) ?? 1);
  } catch (error) {
    if (!(error instanceof MetricsError)) throw error;
    throw new MetricsError(`failed to get ${name} ${what}: ${error.message}`);
  }
}

/** What the metrics API (what `kubectl top` shows too) says of each pod. */
function measure(resource: string, container: string | undefined, question: MetricsQuestion): Map<string, Measurement> {
  const { kinds, store, namespace, pods, now } = question;
  const api = kinds.byResource('pods.metrics.k8s.io');
  const unable = `unable to get metrics for resource ${resource}`;
  const from = 'unable to fetch metrics from resource metrics API';
  if (!api?.reflections) {
    throw new MetricsError(
      `${unable}: ${from}: the server could not find the requested resource (get pods.metrics.k8s.io)`,
    );
  }
  if (api.unavailable?.()) {
    throw new MetricsError(
      `${unable}: ${from}: the server is currently unable to handle the request (get pods.metrics.k8s.io)`,
    );
  }
  const wanted = new Set(pods.map((pod) => pod.metadata.name));
  const measured = new Map<string, Measurement>();
  for (const { metadata, timestamp, window, containers } of api.reflections(store, namespace, now)) {
    if (!wanted.has(metadata.name)) continue;
    const counted = (containers as JsonObject[]).filter((one) => !container || one['name'] === container);
    const value = counted.reduce((sum, { usage }) => sum + amountOf(resource, usage[resource]), 0);
    measured.set(metadata.name, { value, at: Date.parse(timestamp), window: Number.parseInt(window, 10) * 1_000 });
  }
  if (measured.size > 0) return measured;
  throw new MetricsError(`${unable}: no metrics returned from resource metrics API`);
}

function amountOf(resource: string, quantity: unknown): number {
  // Thousandths are rounded up, as the API's own amounts are.
  return (resource === 'cpu' ? Math.ceil(milliOf(quantity) ?? 0) : bytesOf(quantity)) ?? 0;
}
