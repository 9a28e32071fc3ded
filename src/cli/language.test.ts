import { expect, test } from 'vitest';
import { languageOf } from './language.ts';

test.each([
  [{}, undefined, 'en'],
  [{ LANG: 'C.UTF-8' }, undefined, 'en'],
  [{ LANG: 'POSIX' }, undefined, 'en'],
  [{ LANG: 'de_DE.UTF-8' }, undefined, 'de'],
  [{ LANG: 'de_DE.UTF-8', LC_ALL: 'fr_FR' }, undefined, 'fr'],
  [{ LANG: 'de_DE.UTF-8' }, 'en', 'en'],
  [{}, 'DE', 'de'],
])('%j with %j is %s', (env, asked, language) => {
  expect(languageOf(env as Record<string, string>, asked)).toBe(language);
});
