import { expect, test } from 'vitest';
import { readYaml } from './yaml-text.ts';

test('a field that is a text is what stands there, also where YAML sees a number or yes and no', () => {
  const { value } = readYaml(`title: No
answers: [Yes, 'no', 3.10, "0x1f", 010, ~]
environment: {FLAG: on, RELEASE: 1.20}
tabs: [{title: 7, port: 8_0, new_window: yes}]
timelimit: 0x10
`);
  expect(value).toEqual({
    title: 'No',
    answers: ['Yes', 'no', '3.10', '0x1f', '010', null],
    environment: { FLAG: 'on', RELEASE: '1.20' },
    tabs: [{ title: '7', port: 80, new_window: true }],
    timelimit: 16,
  });
});

test('texts of several lines stay as YAML folds them', () => {
  expect(readYaml('title: a\n  b\ndescription: |-\n  c\n  d\n').value).toEqual({ title: 'a b', description: 'c\nd' });
});
