import fc from 'fast-check';
import type { LogDocument } from '../types.ts';

const WORDS = ['a', 'B', 'b', 'ab', 'a.b', 'a*', '', 'é', '𝒳', '1', '10.0.0.1', '10.0.0.0/8'];
const word = fc.constantFrom(...WORDS);
const number = fc.oneof(fc.integer({ min: -3, max: 9 }), fc.constantFrom(0.5, 2.25, 1e6));
const scalar = fc.oneof(word, number, fc.constant(null));
const listOf = <T>(each: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(each, { maxLength: 3 });
const maybeList = fc.oneof(scalar, listOf(scalar));
const labels = fc.oneof(fc.constant(null), fc.record({ labels: listOf(fc.constantFrom('a=b', 'app=x', 'x=y')) }));
const member = fc.record({ name: word, ip: scalar, 'labels.app': scalar }, { requiredKeys: [] });

/** For tests: documents with what makes reading hard: nulls, lists, lists in lists, keys with dots, absent keys. */
export const anyDocument: fc.Arbitrary<LogDocument> = fc.record(
  {
    source_namespace: maybeList,
    dest_name_aggr: scalar,
    dest_port: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 3 })),
    dest_ip: fc.oneof(fc.constantFrom('10.0.0.1', '10.1.2.3', '::1'), fc.constant(null)),
    num_flows: maybeList,
    dest_labels: labels,
    start_time: fc.constantFrom(1_667_480_705, '2022-11-03T13:05:05Z', 'never'),
    servers: fc.oneof(listOf(member), member, fc.constant(null)),
    client_labels: fc.oneof(fc.constant(null), fc.record({ app: word, 'a.b': word }, { requiredKeys: [] })),
    'client_labels.app': scalar,
    qname: scalar,
    objectRef: fc.oneof(word, fc.record({ name: maybeList, resource: word }, { requiredKeys: [] })),
    'objectRef.name': maybeList,
  },
  { requiredKeys: [] },
);

/** Keys that such documents have, and one they never have. */
export const DOCUMENT_KEYS = [
  'source_namespace',
  'dest_name_aggr',
  'dest_port',
  'dest_port_num',
  'dest_ip',
  'num_flows',
  'dest_labels.labels',
  'start_time',
  'servers.name',
  'servers.labels.app',
  'client_labels.app',
  'client_labels.a.b',
  'qname',
  'objectRef',
  'objectRef.name',
  'nowhere',
];

/** A key and a value to compare it with. */
export const anyComparison = fc.record({
  key: fc.constantFrom(...DOCUMENT_KEYS),
  value: fc.constantFrom(...WORDS, '0', '2', '3', 'a=b', 'app=x', '?', '2022-11-03', '::1'),
});
