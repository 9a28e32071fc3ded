import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineWidth } from '../text/cells.ts';
import { drawLine } from './draw-line.ts';
import { EMPTY_LINE, edit, type LineState, lineOf } from './line-editor.ts';

const HISTORY = ['kubectl get pods', 'ls', 'kubectl apply -f a.yaml', 'ls'];

/** Names of keys, or text to type; `|` in the start is the cursor. */
function keys(start: string, ...names: string[]): LineState {
  const at = start.indexOf('|');
  const from = at < 0 ? lineOf(start) : { ...lineOf(start.replace('|', '')), cursor: at };
  return names.reduce((state, name) => press(state, name), from);
}

function press(state: LineState, name: string): LineState {
  const named = /^(ctrl|alt)-|^(left|right|up|down|home|end|backspace|delete|escape)$/.test(name);
  if (named) return edit(state, { name }, HISTORY) ?? state;
  return [...name].reduce((before, text) => edit(before, { name: text, text }, HISTORY) ?? before, state);
}

const paste = (state: LineState, text: string) => edit(state, { name: 'paste', text }, HISTORY)!;
const show = ({ text, cursor }: LineState) => `${text.slice(0, cursor)}|${text.slice(cursor)}`;

describe('moving and deleting', () => {
  test.each([
    ['ab|c', ['left'], 'a|bc'],
    ['ab|c', ['right', 'right'], 'abc|'],
    ['get pods|', ['ctrl-a'], '|get pods'],
    ['|get pods', ['ctrl-e'], 'get pods|'],
    ['get my-pods|', ['alt-b'], 'get my-|pods'],
    ['|get my-pods', ['alt-f', 'alt-f'], 'get my|-pods'],
    ['a|bc', ['backspace'], '|bc'],
    ['a|bc', ['delete'], 'a|c'],
    ['get |my-pods', ['alt-d'], 'get |-pods'],
    ['get my-pods|', ['ctrl-w'], 'get |'],
    ['get| pods', ['ctrl-k'], 'get|'],
    ['get| pods', ['ctrl-u'], '| pods'],
    ['ab|', ['ctrl-t'], 'ba|'],
    ['日本|語', ['backspace', 'left'], '|日語'],
    ['a👩‍👩‍👧|b', ['backspace'], 'a|b'],
    ['one\ntwo|', ['ctrl-a'], 'one\n|two'],
    ['one\ntwo|', ['up'], 'one|\ntwo'],
    ['o|ne\ntwo', ['down'], 'one\nt|wo'],
  ])('%s, %j: %s', (start, names, end) => {
    expect(show(keys(start, ...names))).toBe(end);
  });
});

describe('killing and putting back', () => {
  test('what was killed comes back where the cursor is', () => {
    expect(show(keys('get pods|', 'ctrl-w', 'ctrl-a', 'ctrl-y'))).toBe('pods|get ');
  });

  test('kills in a row are one, those apart are not', () => {
    expect(show(keys('a b c|', 'ctrl-w', 'ctrl-w', 'ctrl-a', 'ctrl-y'))).toBe('b c|a ');
    expect(show(keys('a b c|', 'ctrl-w', 'left', 'right', 'ctrl-w', 'ctrl-a', 'ctrl-y'))).toBe('b |a ');
  });
});

describe('undo of edits', () => {
  test('a word typed is one step, a kill another', () => {
    const typed = keys('', 'get pods', 'ctrl-u');
    expect(show(press(typed, 'ctrl-_'))).toBe('get pods|');
    expect(show(keys('', 'get pods', 'ctrl-u', 'ctrl-_', 'ctrl-_'))).toBe('get|');
  });

  test('goes back to where it began and no further', () => {
    expect(show(keys('x', 'a', 'backspace', 'b', 'ctrl-_', 'ctrl-_', 'ctrl-_', 'ctrl-_'))).toBe('x|');
  });
});

describe('the history', () => {
  test('goes up and down, and what was typed comes back', () => {
    expect(show(keys('', 'up'))).toBe('ls|');
    expect(show(keys('', 'up', 'up'))).toBe('kubectl apply -f a.yaml|');
    expect(show(keys('ec', 'up', 'down'))).toBe('ec|');
    expect(show(keys('', 'up', 'up', 'up', 'up', 'up', 'down', 'down', 'down', 'down'))).toBe('|');
  });

  test('shows only what begins as typed', () => {
    expect(show(keys('kubectl', 'up', 'up'))).toBe('kubectl get pods|');
    expect(show(keys('kubectl', 'up', 'up', 'down', 'down'))).toBe('kubectl|');
  });

  test('an entry that was changed is a line of its own', () => {
    expect(show(keys('', 'up', 'x', 'down'))).toBe('lsx|');
  });

  test('Ctrl-R looks for what is typed, again for the one before, and Escape leaves it', () => {
    expect(show(keys('', 'ctrl-r', 'kube'))).toBe('|kubectl apply -f a.yaml');
    expect(show(keys('', 'ctrl-r', 'kube', 'ctrl-r'))).toBe('|kubectl get pods');
    expect(keys('', 'ctrl-r', 'kubx').search?.failed).toBe(true);
    expect(show(keys('mine', 'ctrl-r', 'kube', 'escape'))).toBe('mine|');
    const taken = keys('', 'ctrl-r', 'apply', 'ctrl-e');
    expect(show(taken)).toBe('kubectl apply -f a.yaml|');
    expect(taken.search).toBeUndefined();
  });
});

describe('pasting', () => {
  test('puts many lines in as they are, undone at once', () => {
    const text = `cat <<EOF\n${'line\n'.repeat(200)}EOF`;
    const pasted = paste(lineOf('x '), text);
    expect(pasted.text).toBe(`x ${text}`);
    expect(press(pasted, 'ctrl-_').text).toBe('x ');
  });
});

describe('drawing', () => {
  test('wraps, and puts the cursor where the text goes on', () => {
    expect(drawLine('$ ', keys('abcdef|'), 5)).toEqual({ rows: ['$ abc', 'def'], cursor: { row: 1, column: 3 } });
    expect(drawLine('$ ', keys('abc|'), 5)).toEqual({ rows: ['$ abc', ''], cursor: { row: 1, column: 0 } });
  });

  test('counts cells, not characters', () => {
    expect(drawLine('$ ', keys('日本|語'), 20).cursor).toEqual({ row: 0, column: 6 });
  });

  test('shows further lines behind a second prompt', () => {
    const { rows, cursor } = drawLine('$ ', keys('for i in 1; do\nec|ho'), 40);
    expect(rows).toEqual(['$ for i in 1; do', '> echo']);
    expect(cursor).toEqual({ row: 1, column: 4 });
  });

  test('a search says what it looks for', () => {
    expect(drawLine('$ ', keys('', 'ctrl-r', 'app'), 60).rows[0]).toBe(
      "(reverse-i-search)`app': kubectl apply -f a.yaml",
    );
  });
});

const anyKey = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) },
  fc.constantFrom(
    ...['left', 'right', 'up', 'down', 'home', 'end', 'backspace', 'delete', 'escape'],
    ...['a', 'b', 'd', 'e', 'f', 'h', 'k', 'n', 'p', 'r', 't', 'u', 'w', 'y', '_'].map((letter) => `ctrl-${letter}`),
    ...['b', 'd', 'f', 'backspace'].map((letter) => `alt-${letter}`),
  ),
);

describe('whatever is pressed', () => {
  test('the cursor stays inside the text and off the inside of characters, and is drawn inside the pane', () => {
    fc.assert(
      fc.property(fc.array(anyKey, { maxLength: 40 }), fc.integer({ min: 4, max: 30 }), (names, width) => {
        let state: LineState = EMPTY_LINE;
        for (const name of names) {
          state = /^(ctrl|alt)-|^[a-z]{2,}$/.test(name) ? press(state, name) : insertRaw(state, name);
          const { text, cursor } = state;
          expect(cursor).toBeGreaterThanOrEqual(0);
          expect(cursor).toBeLessThanOrEqual(text.length);
          expect(text.isWellFormed()).toBe(true);
          expect(text.slice(0, cursor).isWellFormed()).toBe(true);
        }
        const { rows, cursor } = drawLine('$ ', state, width);
        expect(cursor.row).toBeLessThan(rows.length);
        expect(cursor.column).toBeLessThan(width);
        expect(rows.every((row) => lineWidth(row) <= width)).toBe(true);
      }),
    );
  });

  test('typing only gives what was typed', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 })), (pieces) => {
        const state = pieces.reduce(insertRaw, EMPTY_LINE);
        expect(state.text).toBe(pieces.join(''));
        expect(state.cursor).toBe(state.text.length);
      }),
    );
  });
});

function insertRaw(state: LineState, text: string): LineState {
  return edit(state, { name: text, text }, HISTORY) ?? state;
}
