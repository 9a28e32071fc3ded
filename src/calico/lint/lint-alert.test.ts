import { describe, expect, test } from 'vitest';
import { lintAlert } from './lint-alert.ts';

const GOOD = {
  description: 'd',
  severity: 100,
  period: '1m',
  lookback: '10m',
  dataSet: 'flows',
  query: 'action = allow',
  aggregateBy: ['source_namespace'],
  metric: 'sum',
  field: 'num_flows',
  condition: 'gt',
};

const findings = (change: Record<string, unknown>, flushInterval?: number): string[] =>
  lintAlert(manifest(change), flushInterval === undefined ? {} : { flushInterval }).map(
    ({ severity, path, at, message, advice }) =>
      `${severity} ${path.join('.')}${at ? ` ${at.line}:${at.column}` : ''}  ${message}${advice ? ` (${advice})` : ''}`,
  );

function manifest(change: Record<string, unknown>): unknown {
  const spec = { ...GOOD, ...change };
  return { apiVersion: 'projectcalico.org/v3', kind: 'GlobalAlert', metadata: { name: 'a' }, spec };
}

describe('a manifest before anything runs', () => {
  test.each<[string, Record<string, unknown>, string[]]>([
    ['nothing wrong', {}, []],
    [
      'a query that does not parse',
      { query: 'action = allow AND\n  dest_name = www.google.com' },
      [
        'error spec.query 2:18  the query does not parse: 2:18: unexpected token "." (put it in double quotes: "www.google.com")',
      ],
    ],
    [
      'a query that begins with OR',
      { query: '  OR action = allow' },
      [
        'warning spec.query 1:3  a query that begins with OR counts as empty: it matches every row (take the first OR away)',
      ],
    ],
    [
      'a star in =',
      { query: 'action = allow AND source_name_aggr = "frontend-*"' },
      [
        'warning spec.query 1:20  = takes the star of "frontend-*" literally (wildcards work in sets only: source_name_aggr IN {"frontend-*"})',
      ],
    ],
    [
      'a star behind a substitution, placed as it was written',
      {
        query: 'dest_name IN ${names} AND source_name_aggr = "frontend-*"',
        substitutions: [{ name: 'names', values: ['one', 'two', 'three'] }],
      },
      [
        'warning spec.query 1:27  = takes the star of "frontend-*" literally (wildcards work in sets only: source_name_aggr IN {"frontend-*"})',
      ],
    ],
    [
      'a question mark in !=',
      { query: 'NOT (source_name != "a?")' },
      [
        'warning spec.query 1:6  != takes the question mark of "a?" literally (wildcards work in sets only: source_name NOTIN {"a?"})',
      ],
    ],
    ['a star in a set', { query: 'source_name IN {"a*"}' }, []],
    [
      'a key of another data set',
      { query: 'qname = x' },
      ['error spec.query 1:1  flows rows have no key qname: the API refuses it (it is a key of dns)'],
    ],
    [
      'the same in a set, which the API takes',
      { query: 'action = allow OR qname IN {"x"}' },
      ['warning spec.query 1:19  flows rows have no key qname: the set can never match (it is a key of dns)'],
    ],
    [
      'a key in other letters',
      { query: 'Action = allow' },
      ['error spec.query 1:1  flows rows have no key Action: the API refuses it (write action)'],
    ],
    [
      'a key of none',
      { query: 'nowhere = 1' },
      ['error spec.query 1:1  flows rows have no key nowhere: the API refuses it'],
    ],
    [
      'a word in capitals',
      { query: 'action = Allow' },
      ['error spec.query 1:1  invalid value for action: Allow (capitals count: write allow)'],
    ],
    [
      'a word that is none',
      { query: 'reporter = both' },
      ['error spec.query 1:1  invalid value for reporter: both (one of: src, dst)'],
    ],
    [
      'a word in capitals in a set',
      { query: 'action IN {"Deny"}' },
      ['warning spec.query 1:1  action is never "Deny" (one of: allow, deny)'],
    ],
    [
      'a port out of range',
      { query: 'dest_port = 70000' },
      ['error spec.query 1:1  invalid value for dest_port: 70000 > 65535'],
    ],
    [
      'a lookback that is over before the flush',
      { lookback: '5m' },
      [
        'warning spec.lookback  a lookback of 5m0s is over before a row of the flows log arrives: logs are flushed every 5m0s (look back further, or lower flowLogsFlushInterval in the FelixConfiguration)',
      ],
    ],
    ['audit rows are not flushed', { ...AUDIT(), lookback: '1m' }, []],
    [
      'a metric over words',
      { field: 'proto' },
      ['error spec.field  proto holds no numbers: every evaluation would fail (use metric count, or a numeric field)'],
    ],
    [
      'a metric over nothing',
      { field: 'nothing' },
      ['warning spec.field  flows rows have no nothing, so its sum is always 0'],
    ],
    [
      'labels to aggregate by',
      { aggregateBy: ['source_namespace', 'dest_labels.labels'] },
      [
        'warning spec.aggregateBy.1  dest_labels.labels never makes a bucket, so the alert never fires: dest_labels is a list of its own (aggregate by a plain field)',
      ],
    ],
    [
      'an unknown field to aggregate by',
      { aggregateBy: ['qname'] },
      ['warning spec.aggregateBy.0  flows rows have no qname: no row makes a bucket, so the alert never fires'],
    ],
    [
      'a misspelt field to aggregate by',
      { aggregateBy: ['source_namespacee'] },
      [
        'warning spec.aggregateBy.0  flows rows have no source_namespacee: no row makes a bucket, so the alert never fires (write source_namespace)',
      ],
    ],
    [
      'two values that one key cannot have',
      { query: 'proto = tcp AND (dest_port = 80 AND dest_port = 8080)' },
      [
        'warning spec.query 1:37  no row has both "80" and "8080" in dest_port, so the query never matches (write OR, or dest_port IN {"80", "8080"})',
      ],
    ],
    ['two values of which one will do', { query: 'dest_port = 80 OR dest_port = 8080 AND NOT dest_port = 22' }, []],
    ['two labels at once', { query: '"dest_labels.labels" = "a=b" AND "dest_labels.labels" = "c=d"' }, []],
    [
      'a resource as kubectl takes it, but not the log',
      { ...AUDIT(), query: '"objectRef.resource" = GlobalNetworkSet' },
      [
        'warning spec.query 1:1  the audit log never says "GlobalNetworkSet": it names resources in the plural and in small letters (write globalnetworksets)',
      ],
    ],
    [
      'a lookback shorter than the period',
      { period: '30m', lookback: '10m' },
      [
        'warning spec.lookback  every 30m0s the alert looks back 10m0s: of what happens in between it never sees 20m0s (look back at least as far as the period)',
      ],
    ],
    [
      'silence, where buckets are never silent',
      { metric: 'count', field: undefined, condition: 'eq', threshold: 0 },
      [
        'warning spec.condition  a count is never 0: what aggregateBy sorts has at least one row (leave aggregateBy out to be told of silence)',
      ],
    ],
    ['silence', { metric: 'count', field: undefined, condition: 'eq', threshold: 0, aggregateBy: undefined }, []],
    [
      'a variable that is not aggregated by',
      { summary: '${source_namespace} reached ${dest_namespace}' },
      [
        'error spec.summary  the API refuses this alert: invalid summary: ${source_namespace} reached ${dest_namespace} (only ${source_namespace}, ${sum} can stand there)',
      ],
    ],
    [
      'no severity',
      { severity: undefined },
      [
        'error spec.severity  the API refuses this alert: Reason: failed to validate Field: Severity because of Tag: required',
      ],
    ],
    [
      'a substitution that is missing',
      { query: 'source_name IN ${names}' },
      ['error spec.query  the API refuses this alert: invalid query: substition not found for variable names'],
    ],
    [
      'a substitution that is there',
      { query: 'source_name IN ${names}', substitutions: [{ name: 'names', values: ['a'] }] },
      [],
    ],
  ])('%s', (_name, change, expected) => {
    expect(findings(change)).toEqual(expected);
  });

  test('a lookback is long enough where logs are flushed more often', () => {
    expect(findings({ lookback: '1m' }, 10_000)).toEqual([]);
  });

  test('looks at GlobalAlerts and their templates only, and takes any YAML', () => {
    for (const other of [undefined, null, 7, 'x', [], { kind: 'GlobalAlert', apiVersion: 'v1' }, { kind: 'Pod' }]) {
      expect(lintAlert(other)).toEqual([]);
    }
    const odd = {
      apiVersion: 'projectcalico.org/v3',
      kind: 'GlobalAlert',
      spec: { query: 7, aggregateBy: 'qname', severity: 'high' },
    };
    expect(lintAlert(odd).map(({ path }) => path.join('.'))).toEqual([
      'spec.description',
      'spec.severity',
      'spec.dataSet',
    ]);
    expect(lintAlert({ ...odd, spec: [] })).toMatchObject([{ path: ['spec'] }]);
  });
});

function AUDIT(): Record<string, unknown> {
  return {
    dataSet: 'audit',
    query: 'verb = create',
    aggregateBy: ['objectRef.name'],
    metric: 'count',
    field: undefined,
  };
}
