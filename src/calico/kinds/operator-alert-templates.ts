import type { KubernetesObject } from '../../cluster/index.ts';
import { detectorAlertName, detectorsOf } from '../anomaly/detector-table.ts';
import type { GlobalAlertSpec } from './global-alert-spec.ts';

type TemplateSpec = Omit<GlobalAlertSpec, 'severity' | 'period' | 'lookback' | 'type'>;

const CHANGES = '(verb=create OR verb=update OR verb=delete OR verb=patch)';
const ANY_FLOW = { dataSet: 'flows', metric: 'sum', field: 'num_flows', condition: 'gt', threshold: 0 } as const;
const ANY_CHANGE = { dataSet: 'audit', metric: 'count', condition: 'gt', threshold: 0 } as const;
const ACCEPTED_OR_BLOCKED =
  '((action="allow" AND (reporter="dst" OR reporter="src")) OR (action="deny" AND reporter="src"))';

/** What the operator installs besides the detectors, by name; queries and texts are our own wording. */
const TEMPLATES: Readonly<Record<string, TemplateSpec>> = {
  'policy.pod': {
    ...ANY_CHANGE,
    description: 'Any change to a pod',
    summary: '[audit] ${verb} of pod ${objectRef.namespace}/${objectRef.name}',
    query: `${CHANGES} AND "objectRef.resource"=pods`,
    aggregateBy: ['verb', 'objectRef.namespace', 'objectRef.name'],
  },
  'policy.globalnetworkpolicy': {
    ...ANY_CHANGE,
    description: 'Any change to a global network policy',
    summary: '[audit] ${objectRef.resource} ${objectRef.name} was changed',
    query: `${CHANGES} AND "objectRef.resource"=globalnetworkpolicies`,
    aggregateBy: ['objectRef.resource', 'objectRef.name'],
  },
  'policy.globalnetworkset': {
    ...ANY_CHANGE,
    description: 'Any change to a global network set',
    summary: '[audit] ${objectRef.resource} ${objectRef.name} was changed',
    query: `${CHANGES} AND "objectRef.resource"=globalnetworksets`,
    aggregateBy: ['objectRef.resource', 'objectRef.name'],
  },
  'policy.serviceaccount': {
    ...ANY_CHANGE,
    description: 'Any change to a service account',
    summary: '[audit] service account ${objectRef.namespace}/${objectRef.name} was changed',
    query: `${CHANGES} AND "objectRef.resource"=serviceaccounts`,
    aggregateBy: ['objectRef.namespace', 'objectRef.name'],
  },
  'network.cloudapi': {
    ...ANY_FLOW,
    description: 'A pod talks to the metadata API of the cloud it runs in',
    summary: '[flows] ${source_namespace}/${source_name_aggr} reached the cloud metadata API',
    query: '(dest_name_aggr="metadata-api" OR dest_ip="169.254.169.254") AND action="allow"',
    aggregateBy: ['source_namespace', 'source_name_aggr'],
  },
  'network.ssh': {
    ...ANY_FLOW,
    description: 'A pod talks SSH',
    summary: '[flows] ${source_namespace}/${source_name_aggr} opened SSH to ${dest_namespace}/${dest_name_aggr}',
    query: 'proto="tcp" AND action="allow" AND dest_port=22',
    aggregateBy: ['source_namespace', 'source_name_aggr', 'dest_namespace', 'dest_name_aggr'],
  },
  'network.lateral.access': {
    ...ANY_FLOW,
    description: 'A workload of another namespace reaches a pod labelled security=strict',
    summary:
      '[flows] ${source_namespace}/${source_name_aggr} reached the strict pod ${dest_namespace}/${dest_name_aggr}',
    query: `"dest_labels.labels"="security=strict" AND dest_namespace!="kube-system" AND proto="tcp" AND ${ACCEPTED_OR_BLOCKED}`,
    aggregateBy: ['source_namespace', 'source_name_aggr', 'dest_namespace', 'dest_name_aggr'],
  },
  'network.lateral.originate': {
    ...ANY_FLOW,
    description: 'A pod labelled security=strict opens connections of its own',
    summary:
      '[flows] the strict pod ${source_namespace}/${source_name_aggr} reached ${dest_namespace}/${dest_name_aggr}',
    query: `"source_labels.labels"="security=strict" AND proto="tcp" AND ${ACCEPTED_OR_BLOCKED}`,
    aggregateBy: ['source_namespace', 'source_name_aggr', 'dest_namespace', 'dest_name_aggr'],
  },
  'dns.servfail': {
    dataSet: 'dns',
    description: 'DNS answers with a server failure',
    summary: '[dns] ${client_namespace}/${client_name_aggr} got ServFail for ${qname}',
    query: 'rcode="ServFail"',
    aggregateBy: ['client_namespace', 'client_name_aggr', 'qname'],
    metric: 'count',
    condition: 'gt',
    threshold: 0,
  },
  'dns.dos': {
    dataSet: 'dns',
    description: 'A client floods DNS with questions',
    summary: '[dns] ${client_namespace}/${client_name_aggr} asked ${count} times',
    aggregateBy: ['client_namespace', 'client_name_aggr'],
    metric: 'count',
    condition: 'gt',
    threshold: 50_000,
  },
};

/** The GlobalAlertTemplates that the operator of a release (`3.14`) installs, as manifests to apply. */
export function operatorAlertTemplates(calicoRelease: string): KubernetesObject[] {
  const rules = Object.entries(TEMPLATES).map(([name, spec]) =>
    manifest(name, { type: 'RuleBased', ...spec, severity: 100, period: '10m0s', lookback: '10m0s' }),
  );
  const detectors = detectorsOf(calicoRelease).map(({ id, title }) =>
    manifest(detectorAlertName(id), {
      type: 'AnomalyDetection',
      description: title,
      severity: 100,
      period: '15m0s',
      detector: { name: id },
    }),
  );
  return [...rules, ...detectors];
}

function manifest(name: string, spec: GlobalAlertSpec): KubernetesObject {
  return { apiVersion: 'projectcalico.org/v3', kind: 'GlobalAlertTemplate', metadata: { name }, spec };
}
