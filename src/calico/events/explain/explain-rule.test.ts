import { describe, expect, it } from 'vitest';
import { calicoObject, DENY, type Lab, OUTSIDE, pod, START, startLab } from '../../lab/lab.ts';
import type { Explanation, Question, SecurityEvents } from '../../types.ts';

const client = pod('default', 'multitool', { run: 'multitool' });
const frontend = pod('hipstershop', 'frontend-7c9d-abcde', { app: 'frontend' }, '10.0.0.8');
const strictFrontend = { ...frontend, labels: { ...frontend.labels, security: 'strict' } };
const MINE: Question = { causedByInput: true };

const DNS = {
  dataSet: 'dns',
  query: 'qname = "google.com"',
  aggregateBy: ['client_namespace', 'client_name_aggr', 'qname'],
};
const LATERAL = {
  dataSet: 'flows',
  query: '"dest_labels.labels" = "security=strict" AND dest_namespace = "hipstershop" AND proto = tcp',
  aggregateBy: ['source_name_aggr', 'dest_name_aggr'],
  metric: 'sum',
  field: 'num_flows',
};
const NETWORK_SETS = {
  dataSet: 'audit',
  query: 'verb = create AND "objectRef.resource" = globalnetworksets',
  aggregateBy: ['objectRef.name'],
};

describe('why an alert fired', () => {
  it('names the event that answers the question', () => {
    const { explain, fire } = withAlert(DNS);
    fire(70, { qname: 'google.com' }, [3]);
    expect(explain(MINE)).toMatchObject({
      verdict: 'fired',
      cause: 'fired',
      reason: 'a fired at 13:01:10 because of what you did: google.com.',
      event: { inputs: [3] },
    });
  });

  it('counts only events with the values and from the time that were asked for', () => {
    const { explain, fire } = withAlert(DNS);
    fire(70, { qname: 'google.com', client_name_aggr: 'multitool' }, [3]);
    expect(explain({ where: { client_name_aggr: 'multitool' }, since: START + 70_000 }).verdict).toBe('fired');
    expect(explain({ where: { client_name_aggr: 'other' } }).verdict).toBe('cannot');
    expect(explain({ since: START + 70_001 }).verdict).toBe('cannot');
  });
});

describe('why an alert has not fired yet', () => {
  it('says that rows which match are still being collected, and when the evaluation will count them', () => {
    const { lab, explain } = withAlert(DNS);
    lab.runTo(21);
    lab.ask(client, 'google.com', { input: 1 });
    const explanation = explain(MINE);
    expect(explanation).toMatchObject({ verdict: 'not-yet', cause: 'not-flushed', nextAt: START + 60_000 });
    expect(explanation.reason).toBe(
      '1 DNS row matches and is still being collected (every 10s) and visible by 13:00:45; the evaluation at 13:01:00 (in 39s) will count it.',
    );
  });

  it('says that they are on their way to the log store', () => {
    const { lab, explain } = withAlert(DNS);
    lab.runTo(21);
    lab.ask(client, 'google.com', { input: 1 });
    lab.runTo(31);
    expect(explain(MINE)).toMatchObject({ verdict: 'not-yet', cause: 'shipping', nextAt: START + 60_000 });
  });

  it('says that they are visible and only the evaluation is missing', () => {
    const { lab, explain } = withAlert(DNS);
    lab.runTo(21);
    lab.ask(client, 'google.com', { input: 1 });
    lab.runTo(50);
    expect(explain(MINE)).toMatchObject({ verdict: 'not-yet', cause: 'next-evaluation', nextAt: START + 60_000 });
  });

  it('counts rows together with those already there against the threshold', () => {
    const { lab, explain } = withAlert({ ...LATERAL, threshold: 3 });
    lab.runTo(21);
    lab.connect(client, strictFrontend, { input: 1 });
    expect(explain(MINE).verdict).not.toBe('not-yet');
    lab.connect(client, strictFrontend, { input: 2 });
    expect(explain(MINE)).toMatchObject({ verdict: 'not-yet', nextAt: START + 60_000 });
  });
});

describe('why an alert cannot fire as things stand', () => {
  it('has no alert of that name', () => {
    const { security } = withAlert(DNS);
    expect(security.explain('b')).toMatchObject({
      verdict: 'cannot',
      cause: 'no-alert',
      reason: 'There is no GlobalAlert b. There are: a.',
    });
  });

  it('cannot parse the query', () => {
    const { explain } = withAlert({ ...DNS, query: 'qname = www.google.com' });
    const explanation = explain();
    expect(explanation).toMatchObject({ cause: 'not-evaluable' });
    expect(explanation.reason).toContain('1:12: unexpected token "."');
  });

  it('is unhealthy', () => {
    const { lab, explain } = withAlert(DNS);
    lab.store.update('globalalerts.projectcalico.org', undefined, 'a', (copy) => {
      copy['status'] = { healthy: false, errorConditions: [{ message: 'index not found' }] };
    });
    expect(explain()).toMatchObject({ cause: 'unhealthy' });
    expect(explain().reason).toContain('index not found');
  });

  it('reads a log that nothing collects', () => {
    expect(withAlert({ dataSet: 'l7', query: '' }).explain()).toMatchObject({ cause: 'nothing-collected' });
  });

  it('looks back for less than a flush takes, and says both figures', () => {
    const { lab, explain } = withAlert(DNS, '300s');
    lab.ask(client, 'google.com', { input: 1 });
    const explanation = explain(MINE);
    expect(explanation).toMatchObject({ verdict: 'cannot', cause: 'lookback-below-flush' });
    expect(explanation.reason).toContain('looks back 1m, but Felix flushes only every 5m');
    expect(explanation.advice).toContain('dnsLogsFlushInterval');
  });

  it('says so before anything was asked, and no more once the flush interval is lowered', () => {
    const { lab, explain } = withAlert(DNS, '300s');
    expect(explain()).toMatchObject({ cause: 'lookback-below-flush' });
    lab.flushEvery('10s');
    expect(explain()).not.toMatchObject({ cause: 'lookback-below-flush' });
  });

  it('matched only what happened before the alert was made', () => {
    const lab = startLab();
    lab.flushEvery('10s');
    lab.ask(client, 'google.com', { input: 1 });
    lab.runTo(90);
    const { explain } = withAlert(DNS, '10s', lab);
    expect(explain(MINE)).toMatchObject({ verdict: 'cannot', cause: 'before-alert' });
  });

  it('had the row in its window only between two evaluations', () => {
    const { lab, explain } = withAlert(DNS);
    lab.runTo(59);
    lab.ask(client, 'google.com', { input: 1 });
    lab.runTo(125);
    expect(explain(MINE)).toMatchObject({ verdict: 'cannot', cause: 'window-missed' });
    expect(explain(MINE).advice).toContain('A lookback of 1m25s or more would miss nothing');
  });

  it('stays under its threshold', () => {
    const { lab, explain } = withAlert({ ...LATERAL, threshold: 5 });
    lab.runTo(21);
    lab.connect(client, strictFrontend, { input: 1 });
    lab.runTo(70);
    const explanation = explain(MINE);
    expect(explanation).toMatchObject({ verdict: 'cannot', cause: 'below-threshold' });
    expect(explanation.reason).toContain('sum of num_flows was 2, and a asks for > 5');
  });

  it('fired, but only because of the cluster itself', () => {
    const { explain, fire } = withAlert(DNS);
    fire(70, { qname: 'google.com', client_name_aggr: 'loadgenerator' }, []);
    expect(explain(MINE)).toMatchObject({ verdict: 'cannot', cause: 'only-background' });
    expect(explain(MINE).reason).toContain('but not because of you');
    expect(explain()).toMatchObject({ verdict: 'fired' });
  });

  it('fired before what counts here', () => {
    const { explain, fire } = withAlert(DNS);
    fire(70, { qname: 'google.com' }, [1]);
    expect(explain({ causedByInput: true, since: START + 100_000 })).toMatchObject({ cause: 'fired-before' });
  });

  it('fired about something else, and says about what', () => {
    const { explain, fire } = withAlert(DNS);
    fire(70, { qname: 'google.com', client_name_aggr: 'web' }, [1]);
    const explanation = explain({ where: { client_name_aggr: 'multitool' } });
    expect(explanation).toMatchObject({ cause: 'other-record' });
    expect(explanation.reason).toContain('client_name_aggr is "web", not "multitool"');
  });

  it('matched rows, but none that came from an input', () => {
    const { lab, explain } = withAlert(DNS);
    lab.runTo(21);
    lab.ask(client, 'google.com');
    expect(explain(MINE)).toMatchObject({ cause: 'only-background-rows' });
  });

  it('saw nothing at all since it was made', () => {
    const { explain } = withAlert(DNS);
    expect(explain(MINE)).toMatchObject({ verdict: 'cannot', cause: 'no-row' });
    expect(explain(MINE).reason).toBe('No DNS row was made because of you since a was made at 13:00:00.');
  });

  it('saw no write, because the object is there already', () => {
    const lab = startLab();
    lab.store.create(calicoObject('GlobalNetworkSet', 'empty-networkset', {}));
    lab.runTo(90);
    const { explain } = withAlert(NETWORK_SETS, '10s', lab);
    expect(explain(MINE)).toMatchObject({ cause: 'unchanged-object' });
    expect(explain(MINE).reason).toContain('empty-networkset is there already');
  });
});

describe('the nearest row', () => {
  it('had no label yet: it came after the flow', () => {
    const { lab, explain } = withAlert(LATERAL);
    lab.store.create(podObject('hipstershop', frontend.name, frontend.labels));
    lab.runTo(21);
    lab.connect(client, frontend, { input: 1 });
    lab.runTo(40);
    lab.store.update('pods', 'hipstershop', frontend.name, (copy) => {
      copy.metadata.labels = { ...copy.metadata.labels, security: 'strict' };
    });
    const explanation = explain(MINE);
    expect(explanation).toMatchObject({
      verdict: 'cannot',
      cause: 'label-after-flow',
      nearest: {
        term: '"dest_labels.labels" = "security=strict"',
        because:
          'hipstershop/frontend-7c9d-* had no label security=strict when the flow was made (13:00:21); it got it at 13:00:40',
      },
    });
    expect(explanation.advice).toBe('Send the same traffic again, now that the label is there.');
  });

  it('sums up flows from before and after the label', () => {
    const { lab, explain } = withAlert(LATERAL);
    lab.store.create(podObject('hipstershop', frontend.name, frontend.labels));
    lab.runTo(21);
    lab.connect(client, frontend, { input: 1 });
    lab.runTo(23);
    lab.store.update('pods', 'hipstershop', frontend.name, (copy) => {
      copy.metadata.labels = { ...copy.metadata.labels, security: 'strict' };
    });
    lab.runTo(25);
    lab.connect(client, strictFrontend, { input: 2 });
    expect(explain(MINE)).toMatchObject({ verdict: 'cannot', cause: 'label-amid-flows' });
    expect(explain(MINE).advice).toContain('next flush');
  });

  it('has no such label at all', () => {
    const { lab, explain } = withAlert(LATERAL);
    lab.connect(client, frontend, { input: 1 });
    expect(explain(MINE)).toMatchObject({ cause: 'label-missing' });
  });

  it('ends outside the cluster, where nothing has labels', () => {
    const { lab, explain } = withAlert({ ...LATERAL, query: '"dest_labels.labels" = "security=strict"' });
    lab.connect(client, OUTSIDE, { input: 1, port: 443 });
    expect(explain(MINE)).toMatchObject({ cause: 'outside-has-no-labels' });
  });

  it('is about a namespaced network set', () => {
    const { lab, explain } = withAlert(NETWORK_SETS);
    lab.audit('create', 'networksets', 'empty-networkset', 1);
    expect(explain(MINE)).toMatchObject({ cause: 'namespaced-network-set' });
    expect(explain(MINE).advice).toContain('GlobalNetworkSet');
  });

  it('lacks a key that only another data set has', () => {
    const { lab, explain } = withAlert({ ...DNS, query: 'source_namespace IN {"default"}' });
    lab.ask(client, 'google.com', { input: 1 });
    expect(explain(MINE)).toMatchObject({ cause: 'key-of-another-data-set' });
    expect(explain(MINE).advice).toContain('dataSet: flows');
  });

  it('would match the wildcard, but = takes it literally', () => {
    const { lab, explain } = withAlert({ ...DNS, query: 'qname = "*.google.com"' });
    lab.ask(client, 'mail.google.com', { input: 1 });
    expect(explain(MINE)).toMatchObject({ cause: 'wildcard-in-equals' });
    expect(explain(MINE).advice).toBe('Write it as a set: qname IN {"*.google.com"}.');
  });

  it('has lost the field to aggregation', () => {
    const { lab, explain } = withAlert({ ...LATERAL, query: 'source_name = "multitool"' });
    lab.connect(client, frontend, { input: 1 });
    expect(explain(MINE)).toMatchObject({ cause: 'aggregated-away' });
    expect(explain(MINE).advice).toContain('flowLogsFileAggregationKindForAllowed');
  });

  it('differs in capitals only', () => {
    const { lab, explain } = withAlert({ ...NETWORK_SETS, query: '"objectRef.resource" = GlobalNetworkSets' });
    lab.audit('create', 'globalnetworksets', 'mine', 1);
    expect(explain(MINE)).toMatchObject({ cause: 'letter-case' });
    expect(explain(MINE).advice).toContain('"globalnetworksets"');
  });

  it('otherwise is told with the term that failed and what the row has there', () => {
    const { lab, explain } = withAlert(DNS);
    lab.ask(client, 'github.com', { input: 1 });
    const explanation = explain(MINE);
    expect(explanation).toMatchObject({ cause: 'nearest-row', nearest: { term: 'qname = "google.com"' } });
    expect(explanation.reason).toBe(
      'No DNS row matches. The nearest, at 13:00:00: default/multitool asked A github.com (NoError). It failed on qname = "google.com": the row has "github.com".',
    );
  });

  it('is one of those the session caused, when there are any', () => {
    const { lab, explain } = withAlert({ ...LATERAL, query: 'action = deny AND dest_port = 22' });
    lab.connect(client, frontend, { input: 1, port: 80 });
    lab.connect(client, frontend, { egress: DENY, port: 443 });
    expect(explain().nearest?.row.inputs).toEqual([1]);
  });
});

describe('the rest of an explanation', () => {
  it('tells the story in order: alert, rows, arrival, evaluations, next evaluation', () => {
    const { lab, explain } = withAlert(DNS);
    lab.runTo(21);
    lab.ask(client, 'google.com', { input: 1 });
    lab.runTo(60);
    const { timeline } = explain();
    expect(timeline.map(({ text }) => text)).toEqual([
      'a created',
      'DNS row   default/multitool asked A google.com (NoError)   matches',
      '1 DNS row visible',
      'evaluated   count 1 > 0   → event (multitool, default, 1, google.com)',
      'next evaluation',
    ]);
    expect(timeline.map(({ at }) => at)).toEqual([...timeline.map(({ at }) => at)].sort((left, right) => left - right));
  });

  it('counts evaluations from when everything of the newest input had arrived', () => {
    const { lab, explain } = withAlert(DNS);
    lab.runTo(121);
    expect(explain().settledEvaluations).toBe(2);
    lab.ask(client, 'github.com', { input: 1 });
    expect(explain().settledEvaluations).toBe(0);
    lab.runTo(185);
    expect(explain().settledEvaluations).toBe(1);
    lab.runTo(305);
    expect(explain().settledEvaluations).toBe(3);
  });
});

interface RuleLab {
  lab: Lab;
  security: SecurityEvents;
  explain(question?: Question): Explanation;
  /** An event at START plus seconds. */
  fire(seconds: number, record: Record<string, unknown>, inputs: number[]): void;
}

/** A lab with the alert `a`, evaluated every minute from now on and looking back one. */
function withAlert(spec: Record<string, unknown>, flush = '10s', lab = startLab()): RuleLab {
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
  const security = lab.calico.securityEvents;
  return {
    lab,
    security,
    explain: (question) => security.explain('a', question),
    fire(seconds, record, inputs) {
      const at = START + seconds * 1000;
      const event = { time: at / 1000, type: 'global_alert', description: '', severity: 100, origin: 'a', record };
      lab.calico.events.append({ event, at, alert: 'a', inputs });
    },
  };
}

function podObject(namespace: string, name: string, labels: Readonly<Record<string, string>>) {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { namespace, name, labels: { ...labels } } };
}
