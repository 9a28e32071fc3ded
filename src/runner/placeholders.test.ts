import { expect, test } from 'vitest';
import { fillPlaceholders, placeholdersOf } from './placeholders.ts';

test.each([
  ['kubectl logs <pod-name> -n <NAMESPACE>', ['<pod-name>', '<NAMESPACE>']],
  ['nmap -p 1-1024 <IP> # <IP>', ['<IP>']],
  ['echo <your name>', ['<your name>']],
  ['cat <<EOF\n<b>markup</b> <ID>\nEOF', []],
  ['sort <file >out', []],
  ['[ 1 -lt 2 ] && cat <input.txt', []],
])('%j asks for %j', (text, expected) => {
  expect(placeholdersOf(text)).toEqual(expected);
});

test('every mention is filled in', () => {
  expect(fillPlaceholders('a <ID> b <ID> c <X>', { '<ID>': '7', '<X>': '$&' })).toBe('a 7 b 7 c $&');
});
