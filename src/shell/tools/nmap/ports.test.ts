import { expect, test } from 'vitest';
import { parsePorts, topPorts } from './ports.ts';

test.each([
  ['22', [22]],
  ['80,22', [22, 80]],
  ['1-5', [1, 2, 3, 4, 5]],
  ['-3', [1, 2, 3]],
  ['65533-', [65533, 65534, 65535]],
  ['ssh', [22]],
  ['T:80', [80]],
])('-p %s', (text, tcp) => expect(parsePorts(text)).toMatchObject({ tcp }));

test('U: and T: choose the protocol of what follows', () => {
  expect(parsePorts('U:53,111,T:22-23')).toEqual({ tcp: [22, 23], udp: [53, 111] });
});

test.each([
  ['70000', 'between 0 and 65535'],
  ['nosuchservice', "service mask 'nosuchservice'"],
  ['9-5', 'backwards'],
])('-p %s is refused: %s', (text, complaint) => expect(parsePorts(text)).toContain(complaint));

test('the best-known ports are as many as asked for, without doubles', () => {
  for (const count of [10, 20, 100, 1000, 2000]) expect(new Set(topPorts(count).tcp).size).toBe(count);
  expect(topPorts(20).tcp).toEqual([
    21, 22, 23, 25, 53, 80, 110, 111, 135, 139, 143, 443, 445, 993, 995, 1723, 3306, 3389, 5900, 8080,
  ]);
});
