import type { Explanation, Question } from '../types.ts';
import { calicoObject, type Lab, pod, START, startLab } from './lab.ts';

export const client = pod('default', 'multitool', { run: 'multitool' });
export const frontend = pod('hipstershop', 'frontend-7c9d-abcde', { app: 'frontend' }, '10.0.0.8');
export const strictFrontend = { ...frontend, labels: { ...frontend.labels, security: 'strict' } };
/** Only what the session itself caused counts. */
export const MINE: Question = { causedByInput: true };

export const DNS = {
  dataSet: 'dns',
  query: 'qname = "google.com"',
  aggregateBy: ['client_namespace', 'client_name_aggr', 'qname'],
};
export const LATERAL = {
  dataSet: 'flows',
  query: '"dest_labels.labels" = "security=strict" AND dest_namespace = "hipstershop" AND proto = tcp',
  aggregateBy: ['source_name_aggr', 'dest_name_aggr'],
  metric: 'sum',
  field: 'num_flows',
};
export const NETWORK_SETS = {
  dataSet: 'audit',
  query: 'verb = create AND "objectRef.resource" = globalnetworksets',
  aggregateBy: ['objectRef.name'],
};

export interface RuleLab {
  lab: Lab;
  explain(question?: Question): Explanation;
  /** An event at START plus seconds. */
  fire(seconds: number, record: Record<string, unknown>, inputs: number[]): void;
}

/** A lab with the alert `a`, evaluated every minute from now on and looking back one. */
export function withAlert(spec: Record<string, unknown>, flush = '10s', lab = startLab()): RuleLab {
  lab.flushEvery(flush);
  const defaults = {
    description: 'A test',
    period: '1m0s',
    lookback: '1m0s',
    severity: 100,
    metric: 'count',
    condition: 'gt',
  };
  lab.store.create(calicoObject('GlobalAlert', 'a', { ...defaults, ...spec }));
  return {
    lab,
    explain: (question) => lab.calico.securityEvents.explain('a', question),
    fire(seconds, record, inputs) {
      const at = START + seconds * 1000;
      const event = { time: at / 1000, type: 'global_alert', description: '', severity: 100, origin: 'a', record };
      lab.calico.events.append({ event, at, alert: 'a', inputs });
    },
  };
}
