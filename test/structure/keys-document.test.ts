import { expect, test } from 'vitest';
import { KEYS } from '../../src/tui/keys.ts';
import { keysDocument } from '../support/tui-keys-document.ts';

test('docs/keys.md says what the key table says', async () => {
  await expect(keysDocument()).toMatchFileSnapshot('../../docs/keys.md');
});

test('no key means two things', () => {
  const keys = KEYS.flatMap(({ keys: own, everywhere = [] }) => [...own, ...everywhere]);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});
