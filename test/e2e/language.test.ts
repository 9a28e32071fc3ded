import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { firedrill } from '../support/firedrill.ts';
import { PtyProgram } from '../support/tui-pty.ts';

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

test('firedrill itself speaks German, in lines', async () => {
  const { stdout } = await firedrill(['play', track(), '--language', 'de'], {
    input: 'hilfe\nhelp\nskip\nnein\nskip\nja\nquit\n',
  });
  expect(stdout).toMatch(/Nichts verlässt oder ändert deinen Rechner[\s\S]*Schritt 1 von 2[\s\S]*Schritt 2 von 2/);
  expect(stdout).toMatch(/Nichts wurde geändert\.[\s\S]*Übersprungen\.[\s\S]*Weiter mit: firedrill play/);
});

test('and on the full screen, whose keys are told in German', async () => {
  const program = new PtyProgram(['play', track(), '--language', 'de']);
  await program.sees(/Willkommen[\s\S]*Enter geht weiter/);
  await program.press('Enter');
  await program.sees(/Lies das[\s\S]*Enter \d ausführen/);
  expect(program.screen.rows[0]).toMatch(/Schritt 1 von 2/);
  await program.press('?');
  await program.sees(/Tasten {3}j k blättern[\s\S]*Leertaste/);
  await program.press('Escape', 'q');
  expect((await program.exited).code).toBe(0);
  expect(program.screen.text).toMatch(/Angehalten bei Schritt 1 von 2/);
});

test('a language it does not speak is English', async () => {
  const { stdout } = await firedrill(['play', track(), '--language', 'fr'], { input: 'quit\n' });
  expect(stdout).toMatch(/Stopped at step 1 of 2/);
});

test('a screen reader gets lines without any escape sequence, and the theme chooses the colours', async () => {
  const reader = new PtyProgram(['play', track(), '--screen-reader']);
  await reader.sees(/Read this/);
  expect(reader.screen.raw).not.toMatch(/\x1b\[(?:\?1049h|[\d;]*[3-9]\d?m)/);
  await reader.press('quit', 'Enter');
  await reader.exited;
  for (const [theme, accent] of [
    ['dark', 80],
    ['light', 24],
  ] as const) {
    const program = new PtyProgram(['play', track(), '--theme', theme], { env: { COLORTERM: 'truecolor' } });
    await program.sees(/Enter goes on/);
    expect(program.screen.raw).toContain(`\x1b[38;5;${accent}m`);
    await program.press('Ctrl-C');
    await program.exited;
  }
});
