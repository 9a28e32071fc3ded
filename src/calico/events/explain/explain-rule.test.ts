import { describe, expect, it } from 'vitest';
import { calicoObject, START, startLab } from '../../lab/lab.ts';
import { client, DNS, LATERAL, MINE, NETWORK_SETS, strictFrontend, withAlert } from '../../lab/rule-lab.ts';

describe('why an alert fired', () => {
  it('names the event that answers the question', () => {
    const { explain, fire } = withAlert(DNS);
    fire(70, { qname: 'google.com' }, [3]);
    expect(explain(MINE)).toMatchObject({
      verdict: 'fired',
      cause: 'fired',
      reason: 'a fired at 13:01:10 because of what you did: qname google.com.',
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
    expect(explain(MINE)).toMatchObject({ verdict: 'cannot', cause: 'below-threshold' });
    expect(explain(MINE).reason).toContain('sum of num_flows comes to 2, and a asks for > 3');
    lab.connect(client, strictFrontend, { input: 2 });
    expect(explain(MINE)).toMatchObject({ verdict: 'not-yet', nextAt: START + 60_000 });
  });
});

describe('why an alert cannot fire as things stand', () => {
  it('has no alert of that name', () => {
    const { lab } = withAlert(DNS);
    expect(lab.calico.securityEvents.explain('b')).toMatchObject({
      verdict: 'cannot',
      cause: 'no-alert',
      reason: 'There is no GlobalAlert b. There are: a.',
    });
  });

  it('has a name that somebody misspelt', () => {
    const { lab } = withAlert(DNS);
    lab.store.create(calicoObject('GlobalAlert', 'policy.globalnetworksets', { ...DNS, severity: 100 }));
    expect(lab.calico.securityEvents.explain('policy.globalnetworkset')).toMatchObject({
      cause: 'no-alert',
      advice: 'Did you mean policy.globalnetworksets? The name is the one in metadata.name.',
    });
  });

  it('was deleted, after which nothing looks any more', () => {
    const { lab, explain } = withAlert(DNS);
    lab.runTo(30);
    lab.store.delete('globalalerts.projectcalico.org', undefined, 'a');
    expect(explain()).toMatchObject({
      verdict: 'cannot',
      cause: 'alert-deleted',
      reason: 'GlobalAlert a was deleted at 13:00:30, so nothing looks at the logs for it any more.',
    });
    lab.store.create(calicoObject('GlobalAlert', 'a', { ...DNS, severity: 100, period: '1m0s' }));
    expect(explain()).toMatchObject({ cause: 'no-row' });
  });

  it('is there as a template only', () => {
    const { lab } = withAlert(DNS);
    lab.store.create(calicoObject('GlobalAlertTemplate', 'b', DNS));
    expect(lab.calico.securityEvents.explain('b')).toMatchObject({
      verdict: 'cannot',
      cause: 'only-a-template',
      advice: 'Apply a manifest of kind GlobalAlert.',
    });
  });

  it('cannot parse the query', () => {
    const { explain } = withAlert({ ...DNS, query: 'qname = www.google.com' });
    const explanation = explain();
    expect(explanation).toMatchObject({ cause: 'not-evaluable' });
    expect(explanation.reason).toContain('1:12: unexpected token "."');
  });

  it.each([
    ['names no data set', { dataSet: undefined, query: '' }, 'names no dataSet'],
    ['sums words', { ...LATERAL, field: 'proto' }, 'not supported for aggregation'],
    ['asks for a key that does not exist', { ...DNS, query: 'name = x' }, 'invalid key: name'],
  ])('%s', (_, spec, message) => {
    const explanation = withAlert(spec).explain();
    expect(explanation).toMatchObject({ verdict: 'cannot', cause: 'not-evaluable' });
    expect(explanation.reason).toContain(message);
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

  it('had rows in sight, until somebody raised the flush interval', () => {
    const { lab, explain } = withAlert({ ...DNS, threshold: 3 });
    lab.runTo(21);
    lab.ask(client, 'google.com', { input: 1 });
    lab.runTo(65);
    expect(explain(MINE)).toMatchObject({ cause: 'below-threshold' });
    lab.flushEvery('5m');
    lab.runTo(75);
    lab.ask(client, 'google.com', { input: 2 });
    expect(explain(MINE)).toMatchObject({ cause: 'lookback-below-flush' });
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
    expect(explain(MINE).advice).toBe(
      'Run the command that triggers it again, best between 13:03:11 and 13:03:34. A lookback of 1m25s or more would miss nothing.',
    );
  });

  it('stays under its threshold', () => {
    const { lab, explain } = withAlert({ ...LATERAL, threshold: 5 });
    lab.runTo(21);
    lab.connect(client, strictFrontend, { input: 1 });
    lab.runTo(70);
    const explanation = explain(MINE);
    expect(explanation).toMatchObject({ verdict: 'cannot', cause: 'below-threshold' });
    expect(explanation.reason).toContain('sum of num_flows comes to 2, and a asks for > 5');
  });

  it('sorts by labels, which make no buckets', () => {
    const { lab, explain } = withAlert({ ...LATERAL, aggregateBy: ['dest_labels.labels'] });
    lab.runTo(21);
    lab.connect(client, strictFrontend, { input: 1 });
    expect(explain(MINE)).toMatchObject({ verdict: 'cannot', cause: 'no-bucket' });
    expect(explain(MINE).reason).toContain('dest_labels is a list of its own');
  });

  it.each([
    ['source_namespacee', 'flows have no source_namespacee', 'Write source_namespace in aggregateBy'],
    ['qname', 'have no qname, which is a key of dns', 'Aggregate by keys that flows has.'],
    ['process_args', 'none of them has a value in process_args', 'Take process_args out of aggregateBy'],
  ])('sorts by %s, and says what is wrong with that', (key, reason, advice) => {
    const { lab, explain } = withAlert({ ...LATERAL, aggregateBy: ['source_namespace', key] });
    lab.runTo(21);
    lab.connect(client, strictFrontend, { input: 1 });
    expect(explain(MINE)).toMatchObject({ verdict: 'cannot', cause: 'no-bucket' });
    expect(explain(MINE).reason).toContain(reason);
    expect(explain(MINE).advice).toContain(advice);
  });

  it('measures a field that no row has, which more of the same does not mend', () => {
    const { lab, explain } = withAlert({ ...LATERAL, field: 'bytes_inn' });
    lab.runTo(21);
    lab.connect(client, strictFrontend, { input: 1 });
    expect(explain(MINE)).toMatchObject({ verdict: 'cannot', cause: 'no-number', advice: 'Write field: bytes_in.' });
    expect(explain(MINE).reason).toContain('no flow has a bytes_inn, so its sum counts as 0, and a asks for > 0');
  });

  it('measures words, and is told of fields with numbers', () => {
    expect(withAlert({ ...LATERAL, field: 'action' }).explain().advice).toContain('action holds no numbers');
  });

  it('shows beside a background event how near the own attempt came', () => {
    const { lab, explain, fire } = withAlert(DNS);
    lab.ask(client, 'github.com', { input: 1 });
    fire(70, { qname: 'google.com' }, []);
    expect(explain(MINE)).toMatchObject({ cause: 'only-background', nearest: { term: 'qname = "google.com"' } });
    expect(explain(MINE).reason).toContain('but not because of you');
    expect(explain(MINE).reason).toContain('It failed on qname = "google.com": the row has "github.com".');
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

  it('fired before what counts here, and the attempt since then failed on something', () => {
    const { lab, explain, fire } = withAlert(DNS);
    fire(70, { qname: 'google.com' }, [1]);
    lab.runTo(100);
    lab.ask(client, 'github.com', { input: 2 });
    const explanation = explain({ causedByInput: true, since: START + 90_000 });
    expect(explanation).toMatchObject({ cause: 'fired-before' });
    expect(explanation.reason).toContain('default/multitool asked A github.com');
  });

  it('fired about something else, and says about what', () => {
    const { explain, fire } = withAlert(DNS);
    fire(70, { qname: 'google.com', client_name_aggr: 'web' }, [1]);
    const explanation = explain({ where: { client_name_aggr: 'multitool' } });
    expect(explanation).toMatchObject({ cause: 'other-record' });
    expect(explanation.reason).toContain('client_name_aggr is "web", not "multitool"');
  });

  it('will fire about something else, and says so before it does', () => {
    const { lab, explain } = withAlert(DNS);
    lab.runTo(21);
    lab.ask(client, 'google.com', { input: 1 });
    lab.ask(client, 'github.com', { input: 1 });
    const explanation = explain({ ...MINE, where: { client_namespace: 'hipstershop' } });
    expect(explanation).toMatchObject({ verdict: 'cannot', cause: 'other-row' });
    expect(explanation.reason).toContain('something else than client_namespace=hipstershop: default/multitool asked');
  });

  it('matched rows, but none that came from an input', () => {
    const { lab, explain } = withAlert(DNS);
    lab.runTo(21);
    lab.ask(client, 'google.com');
    expect(explain(MINE)).toMatchObject({ cause: 'only-background-rows' });
    expect(explain(MINE).reason).toContain('1 DNS row matched a, but none came from you');
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

describe('an alert about the audit log', () => {
  it('asks for a resource by its kind or its singular', () => {
    for (const resource of ['globalnetworkset', 'GlobalNetworkSet', 'GlobalNetworkSets']) {
      const { explain } = withAlert({ ...NETWORK_SETS, query: `"objectRef.resource" = ${resource}` });
      expect(explain(MINE)).toMatchObject({
        verdict: 'cannot',
        cause: 'resource-spelling',
        advice: 'Write "objectRef.resource" = globalnetworksets.',
      });
    }
  });

  it('watches a resource whose writes no audit log records', () => {
    const { explain } = withAlert({ ...NETWORK_SETS, query: '"objectRef.resource" = globalalerts AND verb = create' });
    expect(explain(MINE)).toMatchObject({ verdict: 'cannot', cause: 'resource-not-audited' });
    expect(explain(MINE).advice).toContain('globalnetworkpolicies');
  });

  it('may name unaudited resources beside an audited one, in a pattern, or to leave them out', () => {
    for (const query of [
      '"objectRef.resource" IN {"globalalerts", "networksets"}',
      '"objectRef.resource" IN {"*sets"}',
      '"objectRef.resource" != globalalerts',
    ]) {
      expect(withAlert({ ...NETWORK_SETS, query }).explain(MINE)).toMatchObject({ cause: 'no-row' });
    }
  });

  it('saw the object made before it was, and applying that again will not help', () => {
    const lab = startLab();
    lab.audit('create', 'globalnetworksets', 'mine', 1);
    lab.runTo(90);
    const { explain } = withAlert(NETWORK_SETS, '10s', lab);
    lab.runTo(200);
    expect(explain(MINE)).toMatchObject({ cause: 'before-alert' });
    expect(explain(MINE).advice).toContain('Applying mine again unchanged writes nothing');
  });
});

describe('the rest of an explanation', () => {
  it('tells how to wait less where the period is long', () => {
    const { lab, explain } = withAlert({ ...DNS, period: '10m0s', lookback: '10m0s' });
    lab.ask(client, 'google.com', { input: 1 });
    expect(explain(MINE)).toMatchObject({ verdict: 'not-yet', cause: 'not-flushed' });
    expect(explain(MINE).advice).toContain('evaluated every 10m');
  });

  it('tells a long silence in one line, and keeps the run that fired', () => {
    const { lab, explain } = withAlert(DNS);
    lab.runTo(21);
    lab.ask(client, 'google.com', { input: 1 });
    lab.runTo(900);
    const runs = explain().timeline.filter(({ text }) => text.startsWith('evaluated'));
    expect(runs.map(({ text }) => text)).toEqual([
      'evaluated   bucket default, multitool, google.com: count 1 > 0   → event',
      'evaluated   no matching row in the window, as in the 13 before',
    ]);
  });

  it('tells the story in order: alert, rows, arrival, evaluations, next evaluation', () => {
    const { lab, explain } = withAlert(DNS);
    lab.runTo(21);
    lab.ask(client, 'google.com', { input: 1 });
    lab.runTo(60);
    const { timeline } = explain();
    expect(timeline.map(({ text }) => text)).toEqual([
      'a created',
      'DNS row   default/multitool asked A google.com (NoError)   matches',
      '1 DNS row flushed, visible 13:00:36',
      'evaluated   bucket default, multitool, google.com: count 1 > 0   → event',
      'the row leaves the window',
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
