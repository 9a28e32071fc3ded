import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { TerminalLine } from './terminal-line.ts';

let screen: string;
let sent: (string | null)[];
let line: TerminalLine;

beforeEach(() => {
  screen = '';
  sent = [];
  line = new TerminalLine({
    screen: (text) => void (screen += text),
    program: (text) => void sent.push(text),
  });
});

test('keys are shown as they are typed, and the program gets the line with Enter', () => {
  for (const key of 'echo hi') line.type(key);
  expect([screen, sent]).toEqual(['echo hi', []]);
  line.type('\r');
  expect([screen, sent]).toEqual(['echo hi\r\n', ['echo hi\n']]);
});

test.each([
  ['Backspace', 'lx\x7fs', 'ls'],
  ['Ctrl-U', 'rm -rf\x15ls', 'ls'],
  ['Ctrl-W', 'ls /etc /tmp \x17', 'ls /etc '],
  ['the arrows', 's\x1b[Dl\x1b[C -l', 'ls -l'],
  ['Home, End and Delete', 'xls\x1b[H\x1b[3~\x1b[F!', 'ls!'],
  ['Ctrl-K', 'ls -l\x1bOD\x1bOD\x1bOD\x0b', 'ls'],
  ['Ctrl-D within a line', 'lxs\x01\x06\x04', 'ls'],
])('%s edits the line', (_, keys, text) => {
  line.type(`${keys}\r`);
  expect(sent).toEqual([`${text}\n`]);
});

test('the arrows up and down bring back earlier lines', () => {
  line.type('one\rtwo\r\x1b[A\x1b[A\r\x1b[A\x1b[A\x1b[B!\r');
  expect(sent).toEqual(['one\n', 'two\n', 'one\n', 'one!\n']);
});

test('Ctrl-C drops the line and interrupts, Ctrl-D on an empty one is the end of input', () => {
  line.type('half\x03\x04');
  expect([screen, sent]).toEqual(['half^C\r\n', ['\x03', null]]);
});

test('lines of a program start at the left; Ctrl-L leaves its prompt', () => {
  line.write('a\nb\n/ # ');
  expect(screen).toBe('a\r\nb\r\n/ # ');
  screen = '';
  line.type('ls\x0c');
  expect(screen).toBe('ls\x1b[H\x1b[2J/ # ls');
});

test('it does not matter into which pieces the keys were cut', () => {
  const keys = fc.array(fc.constantFrom('a', 'é', '\x1b[A', '\x1b[D', '\x1b[3~', '\x7f', '\r', '\x03'), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(keys, fc.nat(), (pressed, seed) => {
      const results = [pressed.join('').length, 1 + (seed % 5)].map((size) => {
        const got: (string | null)[] = [];
        const other = new TerminalLine({ screen: () => {}, program: (text) => void got.push(text) });
        const all = pressed.join('');
        for (let at = 0; at < all.length; at += size) other.type(all.slice(at, at + size));
        return got;
      });
      expect(results[0]).toEqual(results[1]);
    }),
  );
});
