import { createRandom, VirtualClock } from '../../clock/index.ts';
import { type Cluster, createCluster } from '../../cluster/index.ts';
import { calicoKinds } from './index.ts';

/** A spec that the API takes. */
export const RULE = {
  description: 'a pod asked for google.com',
  severity: 100,
  dataSet: 'dns',
  query: 'qname = "google.com"',
  aggregateBy: ['client_namespace', 'qname'],
  metric: 'count',
  condition: 'gt',
  threshold: 0,
};

/** For tests: the projectcalico.org API of an empty cluster at 2022-11-03T13:05:05Z. */
export interface AlertApi {
  readonly cluster: Cluster;
  /** Calls below the group's own path; the answer as it came. */
  // biome-ignore lint/suspicious/noExplicitAny: answers of all shapes
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<any>;
  /** Posts a GlobalAlert, `dns.google` unless named. */
  // biome-ignore lint/suspicious/noExplicitAny: answers of all shapes
  create(spec: Record<string, unknown>, name?: string): Promise<any>;
}

export function startAlertApi(): AlertApi {
  const clock = new VirtualClock(Date.UTC(2022, 10, 3, 13, 5, 5));
  const cluster = createCluster({ clock, random: createRandom(1), kinds: calicoKinds });
  const call: AlertApi['call'] = async (method, path, body, headers = {}) => {
    const request = new Request(`http://cluster/apis/projectcalico.org/v3${path}`, {
      method,
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      body: body === undefined ? null : JSON.stringify(body),
    });
    return (await cluster.handle(request)).json();
  };
  return { cluster, call, create: (spec, name) => call('POST', '/globalalerts', manifest(spec, name)) };
}

export function manifest(spec: Record<string, unknown>, name = 'dns.google', kind = 'GlobalAlert') {
  return { apiVersion: 'projectcalico.org/v3', kind, metadata: { name }, spec };
}
