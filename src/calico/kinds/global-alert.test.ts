import { beforeEach, describe, expect, test } from 'vitest';
import { type AlertApi, manifest, RULE, startAlertApi } from './alert-api.ts';

let api: AlertApi;

beforeEach(() => {
  api = startAlertApi();
});

const MERGE_PATCH = { 'content-type': 'application/merge-patch+json' };

describe('an alert as stored', () => {
  test('has its type, normal durations and a fresh status; nothing that is empty or zero', async () => {
    const stored = await api.create({
      ...RULE,
      summary: '',
      period: '1m',
      lookback: '90s',
      substitutions: [],
      query: '',
      aggregateBy: [],
    });
    expect(stored.spec).toEqual({
      type: 'RuleBased',
      description: 'a pod asked for google.com',
      severity: 100,
      period: '1m0s',
      lookback: '1m30s',
      dataSet: 'dns',
      metric: 'count',
      condition: 'gt',
    });
    expect(stored.status).toEqual({ active: false, healthy: false });
    expect(stored.metadata.generation).toBe(1);
  });

  // As all of projectcalico.org: its server knows the type, where a custom resource would be refused with 415.
  test('takes a strategic patch, which is what `kubectl patch` sends without --type; lists are one piece', async () => {
    await api.create(RULE);
    const patch = { spec: { severity: 20, aggregateBy: ['qname'] } };
    const headers = { 'content-type': 'application/strategic-merge-patch+json' };
    const stored = await api.call('PATCH', '/globalalerts/dns.google', patch, headers);
    expect(stored.spec).toMatchObject({ severity: 20, aggregateBy: ['qname'], query: RULE.query });
  });

  test('takes a field left empty for one left out', async () => {
    const empty = { period: null, aggregateBy: null, substitutions: null, threshold: null, type: null, summary: null };
    const stored = await api.create({ ...RULE, ...empty });
    expect(stored.spec).toMatchObject({ type: 'RuleBased', metric: 'count' });
    for (const field of ['period', 'aggregateBy', 'substitutions', 'threshold', 'summary']) {
      expect(stored.spec).not.toHaveProperty(field);
    }
  });

  test('forgets a status sent with it', async () => {
    const stored = await api.call('POST', '/globalalerts', {
      ...manifest(RULE),
      status: { active: true, healthy: true },
    });
    expect(stored.status).toEqual({ active: false, healthy: false });
  });

  test('keeps its status through an update that says otherwise', async () => {
    await api.create(RULE);
    api.cluster.store.update('globalalerts.projectcalico.org', undefined, 'dns.google', (copy) => {
      copy['status'] = { active: true, healthy: true, lastEvent: '2022-11-03T13:05:05Z' };
    });
    const patch = { spec: { severity: 5 }, status: { active: false } };
    const stored = await api.call('PATCH', '/globalalerts/dns.google', patch, MERGE_PATCH);
    expect(stored.spec.severity).toBe(5);
    expect(stored.status).toEqual({ active: true, healthy: true, lastEvent: '2022-11-03T13:05:05Z' });
  });

  test('takes a status by its own door', async () => {
    await api.create(RULE);
    const patch = { spec: { severity: 5 }, status: { active: true, healthy: false } };
    const stored = await api.call('PATCH', '/globalalerts/dns.google/status', patch, MERGE_PATCH);
    expect(stored.spec.severity).toBe(100);
    expect(stored.status.active).toBe(true);
  });

  test('is listed with the moment of its creation', async () => {
    await api.create(RULE);
    const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io';
    const table = await api.call('GET', '/globalalerts', undefined, { accept });
    expect(table.columnDefinitions.map(({ name }: { name: string }) => name)).toEqual(['Name', 'Created At']);
    expect(table.rows[0].cells).toEqual(['dns.google', '2022-11-03T13:05:05Z']);
  });

  test.each([
    ['1 fortnight', 'time: unknown unit " fortnight" in duration "1 fortnight"'],
    ['60', 'time: missing unit in duration "60"'],
    ['soon', 'time: invalid duration "soon"'],
  ])('cannot have a period of %j', async (period, reason) => {
    expect(await api.create({ ...RULE, period })).toMatchObject({
      code: 400,
      reason: 'BadRequest',
      message: `GlobalAlert in version "v3" cannot be handled as a GlobalAlert: ${reason}`,
    });
  });

  test('cannot have fields nobody knows, where the client asks for strictness', async () => {
    const path = '/globalalerts?fieldValidation=Strict';
    const answer = await api.call('POST', path, manifest({ ...RULE, aggregateby: ['qname'] }));
    expect(answer).toMatchObject({ code: 400, reason: 'BadRequest' });
    expect(answer.message).toContain('unknown field "spec.aggregateby"');
  });

  test('cannot have a severity between two', async () => {
    const { message } = await api.create({ ...RULE, severity: 1.5 });
    expect(message).toContain(
      'json: cannot unmarshal number 1.5 into Go struct field GlobalAlert.spec.severity of type int32',
    );
  });

  test('cannot have a single name for aggregateBy', async () => {
    expect(await api.create({ ...RULE, aggregateBy: 'qname' })).toMatchObject({ code: 400, reason: 'BadRequest' });
  });
});

/** The shapes of alerts that workshops use. */
const WORKSHOP_ALERTS: Record<string, Record<string, unknown>> = {
  'policy.globalnetworkset': {
    description: 'A change to a global network set',
    summary: '[audit] change of ${objectRef.resource} ${objectRef.name}',
    severity: 100,
    period: '1m',
    lookback: '1m',
    dataSet: 'audit',
    query: '(verb=create OR verb=update OR verb=delete OR verb=patch) AND "objectRef.resource"=globalnetworksets',
    aggregateBy: ['objectRef.resource', 'objectRef.name'],
    metric: 'count',
    condition: 'gt',
    threshold: 0,
  },
  'network.lateral.access': {
    description: 'A strict pod was reached from elsewhere (security=strict)',
    summary: '${source_namespace}/${source_name_aggr} reached ${dest_namespace}/${dest_name_aggr}',
    severity: 100,
    period: '1m',
    lookback: '1m',
    dataSet: 'flows',
    query:
      '("dest_labels.labels"="security=strict" AND "dest_namespace"="dev") AND "source_namespace"!="dev" AND "proto"="tcp" AND (("action"="allow" AND ("reporter"="dst" OR "reporter"="src")) OR ("action"="deny" AND "reporter"="src"))',
    aggregateBy: ['source_namespace', 'source_name_aggr', 'dest_namespace', 'dest_name_aggr'],
    field: 'num_flows',
    metric: 'sum',
    condition: 'gt',
    threshold: 0,
  },
};

describe('what is not a problem', () => {
  test.each(Object.entries(WORKSHOP_ALERTS))('%s', async (name, spec) => {
    expect(await api.create(spec, name)).toMatchObject({ spec: { period: '1m0s', query: spec['query'] } });
  });

  test.each<[string, Record<string, unknown>]>([
    ['a period of zero', { period: '0s', lookback: '0s' }],
    ['aggregateBy of anything', { aggregateBy: ['nosuchkey'] }],
    ['a field that holds no numbers', { metric: 'sum', field: 'qname' }],
    ['any key of l7, for now', { dataSet: 'l7', query: 'nosuchkey = x' }],
    ['a key nobody knows in a set', { query: 'nosuchkey IN {"x"}' }],
    ['the metric as a variable', { summary: '${count} of ${qname} by ${client_namespace}' }],
    ['no query', { query: undefined }],
    ['no metric and no aggregateBy', { metric: undefined, condition: undefined, aggregateBy: undefined }],
  ])('%s', async (_what, changes) => {
    expect(await api.create({ ...RULE, ...changes })).toMatchObject({ kind: 'GlobalAlert' });
  });
});
