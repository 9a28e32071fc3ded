import { expect, test } from 'vitest';
import { substituteVariables } from './index.ts';

const values: Record<string, string> = { 'ip@bastion': '10.0.0.1', 'ip@': '10.0.0.2' };
const lookup = (key: string, host: string | undefined) => values[`${key.toLowerCase()}@${host ?? ''}`];

test('a variable is replaced wherever it stands, by key and host', () => {
  const text = 'curl [[ Instruqt-Var key="IP" hostname="bastion" ]]:[[Instruqt-Var key="ip"]]';
  expect(substituteVariables(text, lookup)).toBe('curl 10.0.0.1:10.0.0.2');
});

test('an unknown one becomes nothing', () => {
  expect(substituteVariables('a[[ Instruqt-Var key="x" hostname="y" ]]b[[ Instruqt-Var ]]c', lookup)).toBe('abc');
});

test('shell tests and other brackets stay', () => {
  const text = 'if [[ $a == b ]]; then echo "[[HOST]]" ${c}; fi';
  expect(substituteVariables(text, lookup)).toBe(text);
});
