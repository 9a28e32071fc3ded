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
