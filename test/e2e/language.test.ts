import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { firedrill } from '../support/firedrill.ts';

function track(): string {
  const folder = mkdtempSync(join(tmpdir(), 'firedrill-language-'));
  const write = (path: string, text: string) => writeFileSync(join(folder, path), text);
  mkdirSync(join(folder, '01-one'));
  mkdirSync(join(folder, '02-two'));
  write('track.yml', 'slug: languages\ntitle: Languages\n');
  write('firedrill.yml', 'environment: bare\n');
  write('01-one/assignment.md', '---\nslug: one\ntitle: One\n---\nRead this.\n\n```bash\ntrue\n```\n');
  write('01-one/assignment.de.md', '---\ntitle: Eins\n---\nLies das.\n\n```bash\ntrue\n```\n');
  write('02-two/assignment.md', '---\nslug: two\ntitle: Two\n---\nOnly in English.\n\n```bash\ntrue\n```\n');
  return folder;
}

test.each([
  ['by option', ['--language', 'de'], {}],
  ['by LANG', [], { LANG: 'de_DE.UTF-8', LC_ALL: '' }],
])('a track with German texts is played in German %s; what has none stays English', async (_, args, env) => {
  const { stdout } = await firedrill(['play', track(), ...args], { input: 'next\nquit\n', env });
  expect(stdout).toMatch(/Lies das\.[\s\S]*Only in English\./);
});
