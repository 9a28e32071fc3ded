import { expect, test } from 'vitest';
import type { Command } from '../command.ts';
import { COMMAND_GROUPS, COMMANDS } from '../commands.ts';
import { ABOUT } from './about.ts';
import { EXAMPLES } from './examples.ts';
import { helpText } from './help-text.ts';

/** Every command with those above it. */
function* chains(above: readonly Command[]): Generator<readonly Command[]> {
  yield above;
  for (const command of above.at(-1)!.commands ?? []) yield* chains([...above, command]);
}

const ALL = [...chains([COMMANDS])];
const pathOf = (chain: readonly Command[]): string =>
  chain
    .slice(1)
    .map((each) => each.name)
    .join(' ') || 'kubectl';

test.each(ALL.filter((chain) => chain.at(-1)!.load).map((chain) => [pathOf(chain), chain] as const))(
  'the help of %s says what it does, gives an example and how to call it',
  (path, chain) => {
    const text = helpText(chain);
    expect(text).toMatch(/^\S.*[.:]\n/);
    expect(text).toContain('\n\nExamples:\n  # ');
    expect(text).toContain(`\n  kubectl ${path.split(' ')[0]}`);
    expect(text).toContain(`\n\nUsage:\n  kubectl ${path} `);
    expect(text.includes('\n\nOptions:\n    ')).toBe((chain.at(-1)!.flags ?? []).length > 0);
  },
);

test('nothing is written for a command that is not there', () => {
  const paths = new Set(ALL.map(pathOf));
  expect([...Object.keys(ABOUT), ...Object.keys(EXAMPLES)].filter((path) => !paths.has(path))).toEqual([]);
});

test('the main help lists every verb in a group', () => {
  const grouped = Object.values(COMMAND_GROUPS).flatMap((names) => names.split(' '));
  const verbs = COMMANDS.commands!.map((each) => each.name);
  expect(verbs.filter((name) => name !== 'options').sort()).toEqual(grouped.toSorted());
  expect(helpText([COMMANDS])).toMatch(/^Deploy Commands:\n {2}rollout +Manage/m);
});

test('options are listed by name, without those that are deprecated', () => {
  const scale = ALL.find((chain) => pathOf(chain) === 'scale')!;
  const listed = [...helpText(scale).matchAll(/--([\w-]+)=\S*:\n/g)].map(([, name]) => name);
  expect(listed).toEqual(listed.toSorted());
  expect(listed).toContain('replicas');
  expect(listed).not.toContain('record');
});
