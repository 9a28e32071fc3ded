import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');

test('the README names the two commands a fresh machine needs', () => {
  expect(readme).toContain('npm ci && npm start');
  expect(readme).toContain('npm ci && npm test');
});

test('its table has every command the program has, and no other', () => {
  const inTable = [...readme.matchAll(/^\| `firedrill (\w+)/gm)].map(([, name]) => name);
  const inProgram = createProgram(() => {}).commands.map((command) => command.name());
  expect(inTable.sort()).toEqual(inProgram.sort());
});

test('every file the documents link to is there', () => {
  const missing: string[] = [];
  for (const document of ['README.md', 'CONTRIBUTING.md', 'docs/decisions/README.md']) {
    const text = readFileSync(join(ROOT, document), 'utf8');
    for (const [, target] of text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)) {
      if (!existsSync(join(ROOT, dirname(document), target!))) missing.push(`${document}: ${target}`);
    }
  }
  expect(missing).toEqual([]);
});
