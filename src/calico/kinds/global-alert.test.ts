import { beforeEach, describe, expect, test } from 'vitest';
import { createRandom, VirtualClock } from '../../clock/index.ts';
import { type Cluster, createCluster, type KubernetesObject } from '../../cluster/index.ts';
import { calicoKinds } from './index.ts';

const START = Date.UTC(2022, 10, 3, 13, 5, 5);
const API = 'http://cluster/apis/projectcalico.org/v3';

let cluster: Cluster;
let clock: VirtualClock;

beforeEach(() => {
  clock = new VirtualClock(START);
  cluster = createCluster({ clock, random: createRandom(1), kinds: calicoKinds });
});

// biome-ignore lint/suspicious/noExplicitAny: answers of all shapes
async function call(method: string, path: string, body?: unknown, type = 'application/json'): Promise<any> {
  const headers = { 'content-type': type, accept: 'application/json' };
  const text = body === undefined ? null : JSON.stringify(body);
  const response = await cluster.handle(new Request(`${API}${path}`, { method, headers, body: text }));
  return response.json();
}

const RULE = {
  description: 'a pod asked for google.com',
  severity: 100,
  dataSet: 'dns',
  query: 'qname = "google.com"',
  aggregateBy: ['client_namespace', 'qname'],
  metric: 'count',
  condition: 'gt',
  threshold: 0,
};

const alert = (spec: Record<string, unknown>, name = 'dns.google', kind = 'GlobalAlert') => ({
  apiVersion: 'projectcalico.org/v3',
  kind,
  metadata: { name },
  spec,
});
const create = (spec: Record<string, unknown>, name?: string) => call('POST', '/globalalerts', alert(spec, name));

/** What the server answers to RULE with these changes; undefined takes a field away. */
async function refusal(changes: Record<string, unknown>, name?: string): Promise<string> {
  const answer = await create({ ...RULE, ...changes }, name);
  expect(answer).toMatchObject({ kind: 'Status', status: 'Failure', code: 500 });
  expect(answer.reason).toBeUndefined();
  return answer.message;
}

describe('an alert as stored', () => {
  test('has its type, normal durations and a fresh status; nothing that is empty or zero', async () => {
    const stored = await create({
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

  test('forgets a status sent with it', async () => {
    const stored = await call('POST', '/globalalerts', { ...alert(RULE), status: { active: true, healthy: true } });
    expect(stored.status).toEqual({ active: false, healthy: false });
  });

  test('keeps its status through an update that says otherwise', async () => {
    await create(RULE);
    cluster.store.update('globalalerts.projectcalico.org', undefined, 'dns.google', (copy) => {
      copy['status'] = { active: true, healthy: true, lastEvent: '2022-11-03T13:05:05Z' };
    });
    const patch = { spec: { severity: 5 }, status: { active: false } };
    const stored = await call('PATCH', '/globalalerts/dns.google', patch, 'application/merge-patch+json');
    expect(stored.spec.severity).toBe(5);
    expect(stored.status).toEqual({ active: true, healthy: true, lastEvent: '2022-11-03T13:05:05Z' });
  });

  test('takes a status by its own door', async () => {
    await create(RULE);
    const patch = { spec: { severity: 5 }, status: { active: true, healthy: false } };
    const stored = await call('PATCH', '/globalalerts/dns.google/status', patch, 'application/merge-patch+json');
    expect(stored.spec.severity).toBe(100);
    expect(stored.status.active).toBe(true);
  });

  test('is listed with the moment of its creation', async () => {
    await create(RULE);
    const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io';
    const response = await cluster.handle(new Request(`${API}/globalalerts`, { headers: { accept } }));
    const table = (await response.json()) as KubernetesObject;
    expect(table['columnDefinitions'].map(({ name }: { name: string }) => name)).toEqual(['Name', 'Created At']);
    expect(table['rows'][0].cells).toEqual(['dns.google', '2022-11-03T13:05:05Z']);
  });

  test.each([
    ['1 fortnight', 'time: unknown unit " fortnight" in duration "1 fortnight"'],
    ['60', 'time: missing unit in duration "60"'],
    ['soon', 'time: invalid duration "soon"'],
  ])('cannot have a period of %j', async (period, reason) => {
    expect(await create({ ...RULE, period })).toMatchObject({
      code: 400,
      reason: 'BadRequest',
      message: `GlobalAlert in version "v3" cannot be handled as a GlobalAlert: ${reason}`,
    });
  });

  test('cannot have a single name for aggregateBy', async () => {
    expect(await create({ ...RULE, aggregateBy: 'qname' })).toMatchObject({ code: 400, reason: 'BadRequest' });
  });
});

describe('one problem', () => {
  test.each<[string, Record<string, unknown>, string]>([
    [
      'no data set',
      { dataSet: undefined, query: undefined },
      "DataSet = '' (empty DataSet for GlobalAlert of Type RuleBased)",
    ],
    ['a short period', { period: '30s' }, "Period = '30s' (period 30s < 1m0s)"],
    [
      'a short lookback prints the period',
      { period: '2m', lookback: '30s' },
      "Lookback = '30s' (lookback 2m0s < 1m0s)",
    ],
    ['and nil when there is none', { lookback: '30s' }, "Lookback = '30s' (lookback <nil> < 1m0s)"],
    [
      'a query that does not parse',
      { query: 'qname = www.google.com' },
      'Query = \'qname = www.google.com\' (invalid query: 1:12: unexpected token ".")',
    ],
    [
      'a key of another data set',
      { query: 'action = deny' },
      "Query = 'action = deny' (invalid query: invalid key: action)",
    ],
    ['a wrong value', { query: 'qtype = a' }, "Query = 'qtype = a' (invalid query: invalid value for qtype: a)"],
    [
      'an unknown substitution',
      { query: 'qname IN ${x}' },
      "Query = 'qname IN ${x}' (invalid query: substition not found for variable x)",
    ],
    [
      'a substitution that is there twice',
      { query: 'qname IN ${x}', substitutions: [{ name: 'x' }, { name: 'X' }] },
      "Query = 'qname IN ${x}' (invalid query: found more than one substitution for variable x)",
    ],
    ['an open variable', { query: 'qname IN ${x' }, "Query = 'qname IN ${x' (invalid query: unterminated })"],
    ['an empty variable', { description: 'a ${}' }, "Description = 'a ${}' (empty variable name)"],
    ['an open one', { summary: 'a ${qname' }, "Summary = 'a ${qname' (invalid summary: unterminated })"],
    ['a variable that is no key', { summary: '${host}' }, "Summary = '${host}' (invalid summary: ${host})"],
    [
      'the threshold',
      { description: '${threshold}' },
      "Description = '${threshold}' (invalid description: ${threshold})",
    ],
    ['sum without a field', { metric: 'sum' }, "Field = '' (metric sum requires a field)"],
    ['count of a field', { field: 'count' }, "Field = 'count' (metric count cannot be applied to a field)"],
    ['a field alone', { metric: undefined, field: 'count' }, "Field = 'count' (field without metric is invalid)"],
    ['no condition', { condition: undefined }, "Metric = 'count' (metric count without condition)"],
    [
      'buckets of vulnerabilities',
      { dataSet: 'vulnerability', query: undefined, aggregateBy: ['a', 'b'] },
      "AggregateBy = '[a b]' (vulnerability dataset doesn't support aggregateBy field)",
    ],
    [
      'no description',
      { description: undefined },
      "Description = '' (Reason: failed to validate Field: Description because of Tag: required )",
    ],
    [
      'no severity',
      { severity: undefined },
      "Severity = '0' (Reason: failed to validate Field: Severity because of Tag: required )",
    ],
    [
      'severity below 1',
      { severity: -1 },
      "Severity = '-1' (Reason: failed to validate Field: Severity because of Tag: min )",
    ],
    [
      'severity over 100',
      { severity: 101 },
      "Severity = '101' (Reason: failed to validate Field: Severity because of Tag: max )",
    ],
    [
      'an unknown condition',
      { condition: 'above' },
      "Condition = 'above' (Reason: failed to validate Field: Condition because of Tag: oneof )",
    ],
  ])('%s', async (_what, changes, problem) => {
    expect(await refusal(changes)).toBe(`error with field ${problem}`);
  });
});

describe('several problems', () => {
  test('are told together, those of single fields first', async () => {
    expect(await refusal({ severity: 0, metric: 'median', query: 'a ==', lookback: '1s' })).toBe(
      [
        'error with the following fields:',
        "-  Severity = '0' (Reason: failed to validate Field: Severity because of Tag: required )",
        "-  Metric = 'median' (Reason: failed to validate Field: Metric because of Tag: oneof )",
        "-  Lookback = '1s' (lookback <nil> < 1m0s)",
        '-  Query = \'a ==\' (invalid query: 1:4: unexpected token "=" (expected <ident> | <string> | <int> | <float>))',
        "-  Metric = 'median' (invalid metric: median)",
        '',
      ].join('\n'),
    );
  });

  test('an unknown type fails its tag', async () => {
    const message = await refusal({ type: 'UserDefined' });
    expect(message).toBe(
      "error with field Type = 'UserDefined' (Reason: failed to validate Field: Type because of Tag: globalAlertType )",
    );
  });
});

describe('what is not a problem', () => {
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
    expect(await create({ ...RULE, ...changes })).toMatchObject({ kind: 'GlobalAlert' });
  });
});

describe('a detector', () => {
  const DETECTOR = { type: 'AnomalyDetection', description: 'Port Scan detection', severity: 100, period: '5m0s' };
  const NAME = 'tigera.io.detector.port-scan';
  const OF_TYPE = 'for GlobalAlert of Type AnomalyDetection';

  test('is switched on by an alert of its name', async () => {
    const stored = await create({ ...DETECTOR, detector: { name: 'port_scan' } }, NAME);
    expect(stored.spec).toMatchObject({ type: 'AnomalyDetection', detector: { name: 'port_scan' }, period: '5m0s' });
  });

  test.each<[string, string, { name: string } | undefined, string]>([
    ['another name', 'my-scan', { name: 'nosuch' }, 'both'],
    ['no detector', NAME, undefined, `Detector = '<nil>' (empty Detector Params ${OF_TYPE})`],
    ['an unknown one', NAME, { name: 'nosuch' }, `Detector.Name = 'nosuch' (unaccepted Detector ${OF_TYPE})`],
    [
      'the wrong one',
      NAME,
      { name: 'ip_sweep' },
      `Detector.Name = 'ip_sweep' (detector name must match the GlobalAlert Name ${OF_TYPE})`,
    ],
  ])('refuses %s', async (_what, name, detector, problem) => {
    const { message } = await create({ ...DETECTOR, detector }, name);
    const nameProblem = `Name = 'my-scan' (name must match an existing GlobalAlertTemplate ${OF_TYPE})`;
    const both = `error with the following fields:\n-  ${nameProblem}\n-  Detector.Name = 'nosuch' (unaccepted Detector ${OF_TYPE})\n`;
    expect(message).toBe(problem === 'both' ? both : `error with field ${problem}`);
  });

  test('has one template only', async () => {
    const template = (name: string) =>
      call(
        'POST',
        '/globalalerttemplates',
        alert({ ...DETECTOR, detector: { name: 'port_scan' } }, name, 'GlobalAlertTemplate'),
      );
    expect(await template(NAME)).toMatchObject({ kind: 'GlobalAlertTemplate' });
    const { message } = await template('tigera.io.detector.dga');
    expect(message).toContain('a GlobalAlertTemplate for Detector port_scan already exists');
  });
});
