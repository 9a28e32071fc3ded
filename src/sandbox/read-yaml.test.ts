import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { packageRoot } from './package-root.ts';
import { readYaml } from './read-yaml.ts';

const ASSETS = join(packageRoot(), 'assets');
const FILES = globSync('**/*.{yaml,yml}', { cwd: ASSETS, exclude: (path) => path.endsWith('/host') });

test('there are files to compare', () => {
  expect(FILES.length).toBeGreaterThan(20);
});

test.each(FILES)('%s reads the same as YAML 1.1 through the reader users get', (file) => {
  const text = readFileSync(join(ASSETS, file), 'utf8');
  const documents = parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS());
  expect(readYaml(text)).toEqual(documents.filter((document) => document !== null));
});

test('an empty document is none, and a broken one says where', () => {
  expect(readYaml('---\na: 1\n---\n# nothing\n')).toEqual([{ a: 1 }]);
  expect(() => readYaml('a: [1\nb: 2\n')).toThrow(/line 2/);
});
