import { expect, test } from 'vitest';
import { KeyReader } from './read-keys.ts';

const names = (text: string) => new KeyReader().read(text).map(({ name }) => name);

test('letters, control keys and sequences have the names of the key table', () => {
  expect(names('aA?\r\t\x7f\x03\x07 é')).toEqual([
    'a',
    'A',
    '?',
    'enter',
    'tab',
    'backspace',
    'ctrl-c',
    'ctrl-g',
    ' ',
    'é',
  ]);
  expect(names('\x1b[A\x1b[B\x1b[5~\x1b[6~\x1b[H\x1b[4~\x1b[Z')).toEqual([
    'up',
    'down',
    'pageup',
    'pagedown',
    'home',
    'end',
    'shift-tab',
  ]);
  expect(names('\x1bOP\x1b[12~\x1b[[C\x1b[21~')).toEqual(['f1', 'f2', 'f3', 'f10']);
  expect(names('\x1b[1;5C\x1bb')).toEqual(['ctrl-right', 'alt-b']);
});

test('a sequence may come in pieces', () => {
  const reader = new KeyReader();
  expect(reader.read('\x1b')).toEqual([]);
  expect(reader.waits).toBe(true);
  expect(reader.read('[')).toEqual([]);
  expect(reader.read('A')).toEqual([{ name: 'up' }]);
});

test('an Escape that nothing follows is the Escape key', () => {
  const reader = new KeyReader();
  reader.read('\x1b');
  expect(reader.flush()).toEqual([{ name: 'escape' }]);
  expect(reader.waits).toBe(false);
});

test('Escape and then Ctrl-C, however fast, are two keys', () => {
  expect(names('\x1b\x03')).toEqual(['escape', 'ctrl-c']);
  expect(names('\x1b\x1b[A')).toEqual(['escape', 'up']);
});

test('Alt with a letter comes in one piece; an Escape that came alone is Escape', () => {
  expect(names('\x1bx')).toEqual(['alt-x']);
  const reader = new KeyReader();
  reader.read('\x1b');
  expect(reader.read('x').map(({ name }) => name)).toEqual(['escape', 'x']);
});

test('a pasted text is one key, however it arrives, and cannot steer the terminal', () => {
  const reader = new KeyReader();
  expect(reader.read('x\x1b[200~one\r\ntw')).toEqual([{ name: 'x', text: 'x' }]);
  expect(reader.read('o\x1b[31m\x07\x1b[201')).toEqual([]);
  expect(reader.read('~y')).toEqual([
    { name: 'paste', text: 'one\ntwo[31m' },
    { name: 'y', text: 'y' },
  ]);
});

test('what the terminal reports is no key', () => {
  expect(names('\x1b[?62;c\x1b]11;rgb:0/0/0\x07\x1b[<0;3;4Ma')).toEqual(['a']);
});

test('answers about pictures are reports, however long they take to come', () => {
  const reports: string[] = [];
  const reader = new KeyReader((report) => reports.push(report));
  expect(reader.read('\x1b_Gi=31;')).toEqual([]);
  expect(reader.read('OK\x1b\\\x1b[?62;4cj').map(({ name }) => name)).toEqual(['j']);
  expect(reports).toEqual(['\x1b_Gi=31;OK\x1b\\', '\x1b[?62;4c']);
});

test('half an answer waits for its other half, however long that takes, and becomes no keys', () => {
  const reports: string[] = [];
  const reader = new KeyReader((report) => reports.push(report));
  expect(reader.read('\x1b]11;rgb:1e1e/1e')).toEqual([]);
  expect(reader.flush()).toEqual([]);
  expect(reader.hasBegunReport).toBe(true);
  expect(reader.read('1e/1e1e\x1b\\j').map(({ name }) => name)).toEqual(['j']);
  expect(reports).toEqual(['\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\']);
});
