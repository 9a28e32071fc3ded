import { expect, test } from 'vitest';
import type { LogDocument } from '../types.ts';
import { eventDifferences, type WrittenEvent } from './event-differences.ts';

const written = (minute: number, record: LogDocument, alert = 'a'): WrittenEvent => ({
  at: minute * 60_000,
  alert,
  event: { id: '1', time: 0, type: 'global_alert', description: `said ${minute}`, severity: 1, origin: alert, record },
});
const expected = (minute: number, record?: LogDocument) => ({ at: minute * 60_000, ...(record && { record }) });

test('events as expected differ in nothing, in whatever order those of one moment are', () => {
  const found = [written(1, { n: 1, qname: 'x' }), written(1, { n: 2 }), written(2, { n: 3 })];
  expect(eventDifferences([expected(1, { n: 2 }), expected(1, { qname: 'x', n: 1 }), expected(2)], found, 'a')).toEqual(
    [],
  );
});

test('a missing event does not put the later ones out of step', () => {
  const found = [written(2, { n: 2 }), written(3, { n: 3 })];
  expect(eventDifferences([expected(1, { n: 1 }), expected(2, { n: 2 }), expected(3, { n: 3 })], found, 'a')).toEqual([
    'expected  1m0s  a  {"n":1}',
    'written   nothing',
  ]);
});

test('an event too much is told as such', () => {
  const found = [written(1, { n: 1 }), written(2, { n: 2 })];
  expect(eventDifferences([expected(2, { n: 2 })], found, 'a')).toEqual([
    'written   1m0s  a  {"n":1}',
    '          which nothing expected',
  ]);
});

test('a record that differs stands beside the one that was meant, with the fields in question', () => {
  expect(eventDifferences([expected(1, { n: 1, q: 'x' })], [written(1, { n: 2, z: [1] })], 'a')).toEqual([
    'expected  1m0s  a  {"n":1,"q":"x"}',
    'written   1m0s  a  {"n":2,"z":[1]}',
    '          n: 1 expected, 2 written',
    '          q: "x" expected, nothing written',
    '          z: nothing expected, [1] written',
  ]);
});

test('a description is compared where it is given, and another alert is never meant', () => {
  const want = { at: 60_000, alert: 'b', description: 'said 2' };
  expect(eventDifferences([want], [written(1, {}, 'b'), written(1, {}, 'a')], undefined)).toEqual([
    'expected  1m0s  b  "said 2"',
    'written   1m0s  b  "said 1"',
    'written   1m0s  a  {}',
    '          which nothing expected',
  ]);
});
