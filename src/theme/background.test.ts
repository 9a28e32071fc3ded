import { expect, test } from 'vitest';
import { isBackgroundAnswered, themeOfBackground } from './background.ts';

test.each([
  ['\x1b]11;rgb:0000/0000/0000\x1b\\', 'dark'],
  ['\x1b]11;rgb:ffff/ffff/ffff\x07', 'light'],
  ['\x1b]11;rgb:ff/fa/e6\x1b\\\x1b[?62;c', 'light'],
  ['\x1b]11;rgba:2e2e/3434/4040/ffff\x1b\\', 'dark'],
  // A full blue looks dark, a full green light.
  ['\x1b]11;rgb:0/0/f\x07', 'dark'],
  ['\x1b]11;rgb:0/f/0\x07', 'light'],
  ['\x1b[?1;2c', 'either'],
  ['\x1b]11;?\x07', 'either'],
  ['', 'either'],
])('%j is a background that is %s', (answer, theme) => expect(themeOfBackground(answer)).toBe(theme));

test('what every terminal answers ends the wait', () => {
  expect(isBackgroundAnswered('\x1b]11;rgb:0/0/0\x07')).toBe(false);
  expect(isBackgroundAnswered('\x1b]11;rgb:0/0/0\x07\x1b[?64;1c')).toBe(true);
  expect(isBackgroundAnswered('\x1b[?1;2c')).toBe(true);
});
