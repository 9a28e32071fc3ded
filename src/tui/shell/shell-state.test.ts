import { describe, expect, test } from 'vitest';
import { stylesFor } from '../text/styles.ts';
import { Scrollback } from './scrollback.ts';
import { shellRows } from './shell-pane.tsx';
import { NEW_SHELL, type ShellEffect, type ShellState, type ShellView, shellWith, updateShell } from './shell-state.ts';

const view = (change: Partial<ShellView> = {}): ShellView => ({
  scrollback: new Scrollback(),
  prompt: '$ ',
  running: false,
  wantsInput: false,
  history: ['ls', 'kubectl get pods'],
  isIncomplete: (text) => /<<EOF/.test(text) && !/\nEOF$/.test(text),
  ...change,
});

function press(names: string[], over: Partial<ShellView> = {}, from: ShellState = NEW_SHELL) {
  let state = from;
  const effects: ShellEffect[] = [];
  for (const name of names) {
    const isNamed = /^(ctrl|alt)-|^[a-z]{2,}$/.test(name);
    const update = updateShell(state, isNamed ? { name } : { name, text: name }, view(over), 10);
    state = update.state;
    effects.push(...update.effects.filter(({ type }) => type !== 'draft'));
  }
  return { state, effects };
}

const rows = (state: ShellState, over: Partial<ShellView> = {}, width = 20, height = 4) =>
  shellRows({ state, view: view(over), width, height, focused: false, styles: stylesFor(undefined) }).map((row) =>
    row.trimEnd(),
  );

test('Enter runs what was typed and makes room for the next', () => {
  const { state, effects } = press(['l', 's', 'enter']);
  expect(effects).toEqual([{ type: 'run', text: 'ls' }]);
  expect(state.line.text).toBe('');
});

test('an unfinished command goes on in a line below, and runs as one', () => {
  const lines = ['cat <<EOF', 'text'].flatMap((line) => [...line, 'enter']);
  const { state } = press(lines);
  expect(rows(state)).toEqual(['$ cat <<EOF', '> text', '>', '']);
  expect(press([...'EOF', 'enter'], {}, state).effects).toEqual([{ type: 'run', text: 'cat <<EOF\ntext\nEOF' }]);
});

test('a pasted heredoc of 200 lines runs once', () => {
  const text = `cat <<EOF\n${'line\n'.repeat(200)}EOF`;
  const { state } = updateShell(NEW_SHELL, { name: 'paste', text }, view(), 10);
  expect(press(['enter'], {}, state).effects).toEqual([{ type: 'run', text }]);
});

test('what is typed while a command reads goes to it, and can be recalled there', () => {
  const running = { running: true, wantsInput: true };
  const { state, effects } = press([...'id', 'enter'], running);
  expect(effects).toEqual([{ type: 'keys', text: 'id\n' }]);
  expect(press(['up'], running, state).state.line.text).toBe('id');
  expect(press(['up'], {}, state).state.line.text).toBe('kubectl get pods');
  expect(press(['ctrl-d'], running, state).effects).toEqual([{ type: 'end-of-input' }]);
});

test('Ctrl-C interrupts what runs, and drops what is typed', () => {
  expect(press(['ctrl-c'], { running: true }).effects).toEqual([{ type: 'interrupt' }]);
  const { state, effects } = press(['x', 'ctrl-c']);
  expect(effects).toEqual([{ type: 'echo', text: 'x^C' }]);
  expect(state.line.text).toBe('');
});

test('what is being typed is worth keeping, key by key, and comes back', () => {
  const { effects } = updateShell(shellWith('kubectl ge'), { name: 't', text: 't' }, view(), 10);
  expect(effects).toEqual([{ type: 'draft', text: 'kubectl get' }]);
  expect(rows(shellWith('kubectl ge'))[0]).toBe('$ kubectl ge');
});

describe('Tab', () => {
  const complete = (text: string) => ({
    from: text.lastIndexOf(' ') + 1,
    candidates: ['frontend-a ', 'frontend-b ']
      .filter((name) => name.startsWith(text.slice(text.lastIndexOf(' ') + 1)))
      .map((name) => ({ text: name, label: name.trim() })),
  });

  test('writes the one that fits', () => {
    expect(press([...'logs frontend-b', 'tab'], { complete }).state.line.text).toBe('logs frontend-b ');
  });

  test('writes what all have in common, and lists them when pressed again', () => {
    const once = press([...'logs f', 'tab'], { complete }).state;
    expect(once.line.text).toBe('logs frontend-');
    expect(once.choices).toEqual([]);
    const twice = press(['tab'], { complete }, once).state;
    expect(rows(twice, { complete }, 40)).toEqual(['$ logs frontend-', 'frontend-a  frontend-b', '', '']);
    expect(press(['b'], { complete }, twice).state.choices).toEqual([]);
  });

  test('does nothing where nothing fits', () => {
    expect(press([...'logs x', 'tab', 'tab'], { complete }).state.line.text).toBe('logs x');
  });
});

describe('a program that wants a file edited', () => {
  const asking = new Scrollback();
  asking.append('\x1b]7777;edit;/root/a.yaml\x07vi a.yaml\n');
  const over = { scrollback: asking, running: true, wantsInput: true, read: () => 'one\ntwo\n' };

  test('gets the pane, and the new text when it is saved', () => {
    expect(rows(NEW_SHELL, over, 60)).toEqual([
      'one',
      'two',
      '',
      expect.stringMatching(/^Ctrl-S save and close {3}Esc close without saving {3}\/root/),
    ]);
    const { state, effects } = press(['down', 'X', 'enter', 'ctrl-s'], over);
    expect(effects).toEqual([{ type: 'keys', text: `${JSON.stringify('one\nX\ntwo\n')}\n` }]);
    expect(state.editor).toBeUndefined();
  });

  test('is told to leave it when the learner does', () => {
    expect(press(['x', 'escape'], over).effects).toEqual([{ type: 'keys', text: '\n' }]);
  });

  test('shows the part of a long file the cursor is in', () => {
    const long = { ...over, read: () => Array.from({ length: 50 }, (_, line) => `line ${line}`).join('\n') };
    const { state } = press(
      Array.from({ length: 20 }, () => 'down'),
      long,
    );
    expect(rows(state, long, 60, 11).slice(0, -1)).toContain('line 20');
  });
});

test('what is typed at the prompt of a shell in a pod is worth keeping too; an answer to a program is not', () => {
  const drafts = (names: string[], over: Partial<ShellView>) => {
    let state: ShellState = NEW_SHELL;
    return names.flatMap((name) => {
      const key = name.length > 1 ? { name } : { name, text: name };
      const update = updateShell(state, key, view({ running: true, wantsInput: true, ...over }), 10);
      state = update.state;
      return update.effects.flatMap((effect) => (effect.type === 'draft' ? [effect.text] : []));
    });
  };
  expect(drafts(['l', 's'], { atInnerPrompt: true })).toEqual(['l', 'ls']);
  expect(drafts(['l', 'ctrl-c'], { atInnerPrompt: true })).toEqual(['l', '']);
  expect(drafts(['p', 'w'], {})).toEqual([]);
});
