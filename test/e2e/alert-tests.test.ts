import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { testAlerts } from '../../src/cli/test-alerts.ts';

let printed = '';
const say = (text: string) => void (printed += text);

beforeEach(() => {
  printed = '';
});

const SHIPPED = readdirSync('tracks').flatMap((track) =>
  readdirSync(join('tracks', track))
    .filter((folder) => folder === 'alerts')
    .flatMap((folder) => readdirSync(join('tracks', track, folder)).map((file) => join('tracks', track, folder, file))),
);

test.each(SHIPPED)('%s passes', async (file) => {
  const results = await testAlerts([file], say);
  expect(printed).not.toContain('✗');
  expect(results.flatMap(({ differences }) => differences)).toEqual([]);
});

test('every shipped track with alerts has tests of them', () => {
  expect(SHIPPED.length).toBeGreaterThanOrEqual(4);
});

const ALERT = `alerts:
- apiVersion: projectcalico.org/v3
  kind: GlobalAlert
  metadata: {name: dns.x}
  spec: {description: d, severity: 1, period: 1m, dataSet: dns, query: qname = x, aggregateBy: [qname], metric: count, condition: gt}
tests:
`;

function temporary(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'firedrill-alerts-')), 'a.alerts.yaml');
  writeFileSync(file, text);
  return file;
}

test('a difference shows what was expected beside what was written', async () => {
  const file = temporary(`${ALERT}- name: two
  rows: [{at: 5s, input: 1, dns: {qname: x}}]
  until: 2m
  events: [{at: 1m, record: {count: 2, qname: x}}]
  explain: [{at: 30s, verdict: cannot}]
`);
  expect(await testAlerts([file], say)).toMatchObject([{ file, line: 7, test: 'two' }]);
  expect(printed).toBe(
    [
      '✗ two',
      '    30s  expected of dns.x: cannot',
      '         found: not-yet, next-evaluation: 1 DNS row matches and is visible; the evaluation at 13:01:00 (in 30s) will count it.',
      '    expected  1m0s  dns.x  {"count":2,"qname":"x"}',
      '    written   1m0s  dns.x  {"count":1,"qname":"x"}',
      '              count: 2 expected, 1 written',
      '    written   2m0s  dns.x  {"count":1,"qname":"x"}',
      '              which nothing expected',
      '0 passed, 1 failed',
      '',
    ].join('\n'),
  );
});

describe('a file that is wrong says where, in one message', () => {
  test.each([
    ['tests: [}', '1: Flow sequence in block collection'],
    ['alerts: []\n', '1: tests must be a list'],
    [`${ALERT}- {until: 1m, events: []}`, '7: a test needs a name'],
    [`${ALERT}- name: x\n  until: 1m`, '7: the test "x" expects nothing'],
    [`${ALERT}- name: x\n  events: []\n  until: soon`, '9: until is a time from the start'],
    [
      `${ALERT}- name: x\n  until: 1m\n  events: []\n  rows:\n  - {at: 1s, dns: {qnam: x}}`,
      '11: dns rows have no qnam',
    ],
    [`${ALERT}- name: x\n  until: 1m\n  events: []\n  rows:\n  - {at: 1s}`, '11: a row names its data set'],
    [
      `${ALERT}- name: x\n  until: 1m\n  events: []\n  rows:\n  - {at: 9s, visible: 1s, dns: {}}`,
      '11: a row cannot be visible',
    ],
    [
      `${ALERT}- name: x\n  until: 1m\n  events: []\n  rows:\n  - {at: 9s, ports: many, flows: {}}`,
      '11: ports are written as',
    ],
    [`${ALERT}- name: x\n  until: 1m\n  explain:\n  - {at: 1m, verdict: maybe}`, '10: a verdict is one of'],
    [`${ALERT}- name: x\n  until: 1m\n  event: []`, '9: there is no event here'],
    ['alerts: [{file: none.yaml}]\ntests: []', ': there is no none.yaml beside it'],
  ])('%j', async (text, message) => {
    const file = temporary(text);
    await expect(testAlerts([file], say)).rejects.toThrow(`${file}:${message}`.replace('::', ':'));
  });
});

test('an alert that the API refuses fails its tests with what the API says', async () => {
  const file = temporary(`${ALERT.replace('qname = x', 'nokey = x')}- {name: x, until: 1m, events: []}`);
  const [result] = await testAlerts([file], say);
  expect(result!.differences[0]).toContain('the API refuses dns.x: ');
});

test('the schema for editors knows the keys that the reader knows, and no others', async () => {
  const schema = JSON.parse(readFileSync('assets/schema/alerts-test.schema.json', 'utf8'));
  const { test: oneTest, row } = schema.$defs;
  const levels: [keys: object, at: (key: string) => string][] = [
    [schema.properties, (key) => `${key}: []\nalerts: []\ntests: []\n`],
    [oneTest.properties, (key) => `${ALERT}- {name: x, until: 1m, events: [], ${key}: 7}\n`],
    [row.properties, (key) => `${ALERT}- {name: x, until: 1m, events: [], rows: [{${key}: 7}]}\n`],
    [oneTest.properties.events.items.properties, (key) => `${ALERT}- {name: x, until: 1m, events: [{${key}: 7}]}\n`],
    [oneTest.properties.explain.items.properties, (key) => `${ALERT}- {name: x, until: 1m, explain: [{${key}: 7}]}\n`],
  ];
  for (const [keys, at] of levels) {
    const message = await testAlerts([temporary(at('nosuch'))], say).catch((error: Error) => error.message);
    const known = /there is no nosuch here; known are: (.*)/.exec(String(message))?.[1];
    expect(known?.split(', ').sort()).toEqual(Object.keys(keys).sort());
  }
});
