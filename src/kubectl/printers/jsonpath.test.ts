import { expect, test } from 'vitest';
import { compileJsonPath, jsonPathPrinter } from './jsonpath.ts';
import { relaxedPath } from './jsonpath-parser.ts';

const pods = {
  kind: 'List',
  items: [
    { metadata: { name: 'a', labels: { 'app.io/x': '1' } }, status: { restarts: 0, ips: ['10.0.0.1'] } },
    { metadata: { name: 'b' }, status: { restarts: 3, ips: ['10.0.0.2', '10.0.0.3'] } },
  ],
};

test.each([
  ['{.items[*].metadata.name}', 'a b'],
  ['{.items[0].metadata.name}', 'a'],
  ['{.items[-1:].metadata.name}', 'b'],
  ['{.items[0:1].metadata.name}', 'a'],
  ['{.items[?(@.metadata.name=="b")].status.restarts}', '3'],
  ['{.items[?(@.status.restarts>1)].metadata.name}', 'b'],
  ['{.items[?(@.metadata.labels)].metadata.name}', 'a'],
  ['{range .items[*]}{.metadata.name}{"\\t"}{.status.restarts}{"\\n"}{end}', 'a\t0\nb\t3\n'],
  ["{.items[*]['metadata.name','status.restarts']}", 'a b 0 3'],
  ['{.items[0].metadata.labels.app\\.io/x}', '1'],
  ['{..name}', 'a b'],
  ['{.items[1].status.ips}', '["10.0.0.2","10.0.0.3"]'],
  ['{.nosuch.field}', ''],
  ['name: {.items[0].metadata.name}!', 'name: a!'],
  ['.items[0]', '.items[0]'],
])('%s prints %j', (template, text) => {
  expect(compileJsonPath(template).print(pods)).toBe(text);
});

test('a list item that is not there is an error with a dump', () => {
  expect(() => jsonPathPrinter('{.items[9]}')(pods)).toThrow(/array index out of bounds: index 9, length 2/);
});

test.each(['{.a', '{end}', '{.a[}', '{nosuch .a}'])('%s does not parse', (template) => {
  expect(() => compileJsonPath(template).print(pods)).toThrow();
});

test.each(['metadata.name', '.metadata.name', '{.metadata.name}', '{metadata.name}'])(
  '%s may stand without braces or dot',
  (path) => {
    expect(relaxedPath(path)).toBe('{.metadata.name}');
  },
);
