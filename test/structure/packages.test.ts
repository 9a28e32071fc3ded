import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
  .map((file) => ({ file, text: readFileSync(join(ROOT, 'src', file), 'utf8') }));

describe('the libraries this product was asked to use', () => {
  test.each(['yaml', 'gray-matter', 'marked', 'marked-terminal', 'commander', 'fast-json-patch'])(
    '%s is imported by production code',
    (name) => {
      const importing = sources.filter(({ text }) => new RegExp(`(from|import\\() ?'${name}(/[^']*)?'`).test(text));
      expect(importing.map(({ file }) => file)).not.toEqual([]);
    },
  );
});

test('exactly one file imports the patched just-bash', () => {
  const importing = sources.filter(
    ({ text }) => /from '(#just-bash|just-bash)'/.test(text) && !/import type [^;]*from 'just-bash'/.test(text),
  );
  expect(importing.length).toBe(1);
});

test('versions are exact, so that an install today is an install tomorrow', () => {
  for (const [name, range] of Object.entries(manifest.devDependencies))
    expect(`${name}@${range}`).toMatch(/@\d+\.\d+\.\d+$/);
});

test('the published package names no Node packages and no folders of ours that it does not need', () => {
  expect(manifest.files).toEqual(['dist', 'tracks', 'checks', 'assets', 'CHANGELOG.md', 'NOTICE']);
  expect(Object.keys(manifest.dependencies ?? {})).toEqual([]);
});
