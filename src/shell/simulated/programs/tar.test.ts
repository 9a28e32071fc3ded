import { expect, test } from 'vitest';
import { expectOutputs } from '../testing.ts';
import { tar } from './tar.ts';

const resolve = (path: string) => (path.startsWith('/') ? path : `/root/${path}`);

test.each([
  ['cf - /etc/hostname', 'cf - etc/hostname -C /'],
  ['-cf x.tar /a //b', '-cf /root/x.tar a b -C /'],
  ['-c -f x.tar /', '-c -f /root/x.tar . -C /'],
  ['czvf x.tgz --exclude y /a', 'czvf /root/x.tgz --exclude y a -C /'],
  ['--create --file x.tar /a', '--create --file /root/x.tar a -C /'],
])('tar %s packs from the root', (given, started) => {
  expect(tar.rewrite(given.split(' '), resolve)?.args.join(' ')).toBe(started);
});

test.each([
  'cf x.tar a',
  'cf x.tar a /b',
  'cPf x.tar /a',
  'cf x.tar -C /etc /a',
  'xf /x.tar',
  'tf /x.tar',
  'cf /x.tar',
])('tar %s starts as it was called', (given) => {
  expect(tar.rewrite(given.split(' '), resolve)).toBeUndefined();
});

test('what is packed by its full name is unpacked below where one stands', () =>
  expectOutputs(
    [
      ['tar czf - /root/a 2>/dev/null | tar tzf -', 'root/a\n'],
      ['tar -cf b.tar /root/a 2>/dev/null; mkdir d; tar -xf b.tar -C d; cat d/root/a', 'one\n'],
    ],
    { '/root/a': 'one\n' },
  ));

test('tar says what GNU tar says of what is not there or no archive, and lists names on standard output', () =>
  expectOutputs([
    [
      'echo a > a; tar cf x.tar a nosuch; echo $?',
      '2\ntar: nosuch: Cannot stat: No such file or directory\ntar: Exiting with failure status due to previous errors\n',
    ],
    [
      'tar xf nosuch.tar; echo $?',
      '2\ntar: nosuch.tar: Cannot open: No such file or directory\ntar: Error is not recoverable: exiting now\n',
    ],
    ['echo a > a; tar xf a 2>&1 | head -1', 'tar: This does not look like a tar archive\n'],
    ['echo a > a; tar czvf a.tgz a; tar xzvf a.tgz --no-same-owner', 'a\na\n'],
  ]));

test('what gzip packs it unpacks', () =>
  expectOutputs([
    ['echo hello | gzip -c > h.gz; zcat h.gz; gunzip h.gz; cat h; echo hi | gzip | gunzip', 'hello\nhello\nhi\n'],
  ]));
