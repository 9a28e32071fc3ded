import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DataSet, LogDocument } from '../types.ts';
import { compileQuery, explainMatch, parseQuery, scoreMatch } from './index.ts';
import { queryOver } from './query-arbitrary.ts';

const explain = (dataSet: DataSet, text: string, document: LogDocument) =>
  explainMatch(parseQuery(text), dataSet, document);
const score = (text: string, document: LogDocument) => scoreMatch(parseQuery(text), 'flows', document);

const FLOW: LogDocument = {
  source_namespace: 'default',
  source_name_aggr: 'multitool',
  dest_namespace: 'hipstershop',
  dest_name_aggr: 'frontend-7cb647d79c-*',
  dest_labels: null,
  proto: 'tcp',
  action: 'allow',
  reporter: 'dst',
};

const LATERAL = `("dest_labels.labels"="security=strict" AND "dest_namespace"="hipstershop") AND "source_namespace"!="hipstershop"
  AND "proto"="tcp" AND (("action"="allow" AND ("reporter"="dst" OR "reporter"="src")) OR ("action"="deny" AND "reporter"="src"))`;

describe('the term that failed', () => {
  test('is absent when the row matches', () => {
    expect(explain('flows', 'proto = tcp', FLOW)).toEqual({ matches: true });
  });

  test('is the first conjunct that does not hold', () => {
    expect(explain('flows', 'proto = tcp AND action = deny AND reporter = src', FLOW)).toEqual({
      matches: false,
      failing: { term: 'action = deny', actual: 'allow', others: ['reporter = src'] },
    });
  });

  test('names labels that were not there yet', () => {
    expect(explain('flows', LATERAL, FLOW)).toEqual({
      matches: false,
      failing: {
        term: '"dest_labels.labels" = "security=strict"',
        actual: undefined,
        because:
          'the row carries no dest_labels, so neither = nor != can hold: the label was not there when the traffic flowed',
      },
    });
  });

  test('is sought in the alternative that comes closest', () => {
    const { failing } = explain('flows', '(proto = udp AND action = deny) OR (proto = tcp AND reporter = src)', FLOW);
    expect(failing).toEqual({ term: 'reporter = src', actual: 'dst' });
  });

  test('is a whole choice when nothing in it holds', () => {
    const { failing } = explain('flows', 'proto = tcp AND (action = deny OR reporter = src)', FLOW);
    expect(failing).toEqual({
      term: '(action = deny OR reporter = src)',
      actual: { action: 'allow', reporter: 'dst' },
    });
  });

  test('is the negated term as written', () => {
    expect(explain('flows', 'NOT proto = tcp', FLOW).failing).toEqual({ term: 'NOT proto = tcp', actual: 'tcp' });
    expect(explain('flows', 'NOT (proto = tcp)', FLOW).failing).toEqual({
      term: 'NOT (proto = tcp)',
      actual: { proto: 'tcp' },
    });
  });

  test.each<[string, DataSet, string, LogDocument, string]>([
    [
      'a wildcard behind =',
      'flows',
      'dest_name_aggr = "frontend-*"',
      FLOW,
      '= takes a star literally; wildcards work in IN {"..."} only',
    ],
    ['capitals', 'audit', 'kind = event', { kind: 'Event' }, 'capitals count here: the row says "Event"'],
    ['capitals in a set', 'flows', 'proto IN {"TC*"}', FLOW, 'capitals count here: the row says "tcp"'],
    ['a field the row lacks', 'flows', 'process_name = x', FLOW, 'the row has no process_name'],
    [
      'a key of another data set',
      'flows',
      'qname IN {"*"}',
      FLOW,
      'qname is a key of dns rows, and these are flows rows',
    ],
    ['a key of none', 'flows', 'nosuchkey IN {"*"}', FLOW, 'no data set has a key nosuchkey'],
    ['no answers', 'dns', '"rrsets.name" = x', { rrsets: null }, 'the row carries no rrsets'],
  ])('says why: %s', (_what, dataSet, text, document, because) => {
    expect(explain(dataSet, text, document).failing?.because).toBe(because);
  });

  test('is there exactly when the row does not match', () => {
    const terms = fc.record({
      key: fc.constantFrom('source_name', 'host', 'dest_labels.labels'),
      value: fc.constantFrom('a', 'b', '*'),
    });
    const row = fc.record({ source_name: fc.constantFrom('a', 'b', null), host: fc.constantFrom('a', undefined) });
    fc.assert(
      fc.property(queryOver(terms), row, (query, document) => {
        const { matches, failing } = explainMatch(query, 'flows', document);
        expect(matches).toBe(compileQuery(query, 'flows')(document));
        expect(failing === undefined).toBe(matches);
        expect(scoreMatch(query, 'flows', document) === 1).toBe(matches);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the score', () => {
  test('is the share of conjuncts that hold', () => {
    expect(score('proto = tcp AND action = deny AND reporter = dst AND dest_namespace = x', FLOW)).toBe(0.5);
  });

  test('counts a group by what holds in it', () => {
    expect(score('proto = udp AND (action = allow AND reporter = src)', FLOW)).toBe(0.25);
  });

  test('takes the best alternative', () => {
    expect(score('proto = udp OR action = allow AND reporter = src', FLOW)).toBe(0.5);
  });

  test('is 1 for the empty query', () => {
    expect(score('', FLOW)).toBe(1);
  });
});
