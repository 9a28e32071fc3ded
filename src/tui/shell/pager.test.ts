import { expect, test } from 'vitest';
import { stylesFor } from '../text/styles.ts';
import { Scrollback } from './scrollback.ts';
import { shellRows } from './shell-pane.tsx';
import { NEW_SHELL, type ShellState, type ShellView, updateShell } from './shell-state.ts';

const [WIDTH, HEIGHT] = [40, 6];

/** A shell whose running program asked to have `page` shown. */
function paging(page: object): ShellView {
  const scrollback = new Scrollback();
  scrollback.append('before\n');
  scrollback.append(`\x1b]7777;page;${JSON.stringify({ title: 'file', ...page })}\x07`);
  const isIncomplete = () => false;
  return { scrollback, prompt: '$ ', running: true, wantsInput: true, history: [], isIncomplete };
}

function press(view: ShellView, keys: string, from: ShellState = NEW_SHELL) {
  let state = from;
  const sent: string[] = [];
  for (const word of keys.split(' ').filter(Boolean)) {
    const name = word === 'space' ? ' ' : word;
    const update = updateShell(state, name.length === 1 ? { name, text: name } : { name }, view, HEIGHT - 1, WIDTH);
    state = update.state;
    sent.push(...update.effects.map((effect) => (effect.type === 'keys' ? effect.text : effect.type)));
  }
  const styles = { ...stylesFor(undefined), inverse: (text: string) => text };
  const rows = shellRows({ state, view, width: WIDTH, height: HEIGHT, focused: true, styles });
  return { state, sent, rows: rows.map((row) => row.trimEnd()) };
}

const hundred = { text: Array.from({ length: 100 }, (_, index) => `line ${index + 1}\n`).join('') };

test('a page of the text stands in place of the shell, and below it where one is', () => {
  const { rows } = press(paging(hundred), '');
  expect(rows.slice(0, 5)).toEqual(['line 1', 'line 2', 'line 3', 'line 4', 'line 5']);
  expect(rows[5]).toMatch(/^file {2}lines 1-5 of 100/);
});

test.each([
  ['space', 'line 6'],
  ['space b', 'line 1'],
  ['j j', 'line 3'],
  ['j j k', 'line 2'],
  ['d', 'line 4'],
  ['G', 'line 96'],
  ['G space space', 'line 96'],
  ['G g', 'line 1'],
  ['4 2 g', 'line 42'],
  ['5 0 %', 'line 51'],
  ['1 0 j', 'line 11'],
  ['/ 7 7 enter', 'line 77'],
  ['/ 1 enter n n', 'line 12'],
  ['G ? 7 7 enter', 'line 77'],
  ['/ 1 enter n N', 'line 10'],
])('%s leads to %s', (keys, first) => {
  expect(press(paging(hundred), keys).rows[0]).toBe(first);
});

test('what is not there is said, and nothing moves', () => {
  expect(press(paging(hundred), '/ x enter').rows).toEqual([
    ...['line 1', 'line 2', 'line 3', 'line 4', 'line 5'],
    'Pattern not found',
  ]);
  expect(press(paging(hundred), 'n').rows[5]).toMatch(/No pattern yet/);
});

test('a pattern that is no expression is looked for as it stands', () => {
  expect(press(paging({ text: 'one\ntwo\n(three\nfour\nfive\nsix\nseven\neight\n' }), '/ ( t enter').rows[0]).toBe(
    '(three',
  );
});

test('q tells the program that it was read, and the shell is there again', () => {
  const view = paging(hundred);
  const { sent, state } = press(view, 'space q');
  expect(sent).toEqual(['\n']);
  expect(state.pager).toBeUndefined();
  view.scrollback.answered();
  expect(press(view, '', state).rows[0]).toBe('before');
});

test('Ctrl-C stops the program', () => {
  expect(press(paging(hundred), 'ctrl-c').sent).toEqual(['interrupt']);
});

test('it begins where it was told to: a line, a pattern, the end', () => {
  expect(press(paging({ ...hundred, line: 30 }), '').rows[0]).toBe('line 30');
  expect(press(paging({ ...hundred, pattern: '44' }), '').rows[0]).toBe('line 44');
  expect(press(paging({ ...hundred, atEnd: true }), '').rows[4]).toBe('line 100');
});

test('long lines go on in the row below, or are cut off and shifted', () => {
  const text = `${'x'.repeat(50)}yz\nnext\n`;
  expect(press(paging({ text }), '').rows.slice(0, 3)).toEqual(['x'.repeat(40), `${'x'.repeat(10)}yz`, 'next']);
  expect(press(paging({ text, chopped: true }), '').rows.slice(0, 2)).toEqual([`${'x'.repeat(39)}…`, 'next']);
  expect(press(paging({ text, chopped: true }), 'right').rows[0]).toBe(`${'x'.repeat(30)}yz`);
  expect(press(paging({ text, numbers: true }), '').rows[0]).toBe(`      1 ${'x'.repeat(32)}`);
});

test('a text cannot steer the terminal, and an empty one is said to be empty', () => {
  expect(press(paging({ text: '\x1b[31mred\x1b[0m \x1b]0;title\x07\n' }), '').rows[0]).toBe('red ]0;title');
  expect(press(paging({ text: '' }), 'space j / x enter').rows[0]).toBe('~');
});

test('a request nobody can read changes nothing', () => {
  const view = paging(hundred);
  view.scrollback.answered();
  view.scrollback.append('\x1b]7777;page;{"title":1}\x07after');
  expect(press(view, '').rows.slice(0, 2)).toEqual(['before', 'after']);
});
