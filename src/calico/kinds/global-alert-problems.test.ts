import { beforeEach, describe, expect, test } from 'vitest';
import { type AlertApi, manifest, RULE, startAlertApi } from './alert-api.ts';

let api: AlertApi;

beforeEach(() => {
  api = startAlertApi();
});

/** What the server answers to RULE with these changes; undefined takes a field away. */
async function refusal(changes: Record<string, unknown>): Promise<string> {
  const answer = await api.create({ ...RULE, ...changes });
  expect(answer).toMatchObject({ kind: 'Status', status: 'Failure', code: 500 });
  expect(answer.reason).toBeUndefined();
  return answer.message;
}

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
    [
      'a substitution that is null',
      { substitutions: [null] },
      "Name = '' (Reason: failed to validate Field: Name because of Tag: required )",
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

describe('a detector', () => {
  const DETECTOR = { type: 'AnomalyDetection', description: 'Port Scan detection', severity: 100, period: '5m0s' };
  const NAME = 'tigera.io.detector.port-scan';
  const OF_TYPE = 'for GlobalAlert of Type AnomalyDetection';

  test('is switched on by an alert of its name', async () => {
    const stored = await api.create({ ...DETECTOR, detector: { name: 'port_scan' } }, NAME);
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
    const { message } = await api.create({ ...DETECTOR, detector }, name);
    const nameProblem = `Name = 'my-scan' (name must match an existing GlobalAlertTemplate ${OF_TYPE})`;
    const both = `error with the following fields:\n-  ${nameProblem}\n-  Detector.Name = 'nosuch' (unaccepted Detector ${OF_TYPE})\n`;
    expect(message).toBe(problem === 'both' ? both : `error with field ${problem}`);
  });

  test('has one template only', async () => {
    const template = (name: string) =>
      api.call(
        'POST',
        '/globalalerttemplates',
        manifest({ ...DETECTOR, detector: { name: 'port_scan' } }, name, 'GlobalAlertTemplate'),
      );
    expect(await template(NAME)).toMatchObject({ kind: 'GlobalAlertTemplate' });
    const { message } = await template('tigera.io.detector.dga');
    expect(message).toBe(
      "error with field Detector.Name = 'port_scan' (a GlobalAlertTemplate for Detector port_scan already exists)",
    );
  });
});
