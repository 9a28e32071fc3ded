import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { transformSync } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { german } from '../../src/texts/texts.de.ts';
import { english } from '../../src/texts/texts.en.ts';

const SOURCE = resolve(import.meta.dirname, '../../src');

const sourcesOf = (folder: string) =>
  readdirSync(join(SOURCE, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => ({ name: `${folder}/${name}`, text: readFileSync(join(SOURCE, folder, name), 'utf8') }));

/** Paths of all texts, with what stands there. */
function leaves(texts: object, path = ''): [string, unknown][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'object' ? leaves(value, `${path}${key}.`) : [[`${path}${key}`, value] as [string, unknown]],
  );
}

/** What a text says, given numbers and words. */
function said(text: unknown): string {
  return typeof text === 'function' ? [text(2, 3, 4, 5)].flat().join('\n') : String(text);
}

describe('German', () => {
  test('has every text of the English file and no other, with as many parameters', () => {
    const shape = (texts: object) =>
      leaves(texts).map(([path, text]) => `${path} ${typeof text === 'function' ? text.length : 'fixed'}`);
    expect(shape(german).sort()).toEqual(
      shape(english)
        .filter((line) => !line.startsWith('lines.agreements.'))
        .concat(['lines.agreements.0 fixed', 'lines.agreements.1 fixed'])
        .sort(),
    );
  });

  /** Names, numbers and words both languages share. */
  const SAME = new Set([
    ...['programme', 'minutes', 'simulated', 'speed', 'textTab', 'shellTab', 'quizTitle', 'neverRun'],
    ...['alertSections', 'configurationHeader', 'detectorsHeader', 'alertsHeader', 'blockLabel', 'names', 'ok'],
  ]);

  test('says everything in its own words', () => {
    const others = new Map(leaves(german));
    const same = leaves(english).filter(([path, text]) => said(text) === said(others.get(path)));
    expect(same.map(([path]) => path).filter((path) => !path.split('.').some((key) => SAME.has(key)))).toEqual([]);
  });
});

test('every text is said somewhere', () => {
  const code = ['tui', 'plain', 'cli'].flatMap(sourcesOf).map(({ text }) => text);
  const named = (key: string) => code.some((text) => new RegExp(`[.'"]${key}\\b`).test(text));
  const keys = [...Object.keys(english.screen), ...Object.keys(english.lines), ...Object.keys(english.keys.footer)];
  expect(keys.filter((key) => !named(key))).toEqual([]);
});

/** String literals of a source that are words for people: two words and more. Comments, names and keys are none. */
function sentencesIn(source: string): string[] {
  const { code } = transformSync(source, { loader: 'tsx', jsx: 'automatic', charset: 'utf8', minifyWhitespace: true });
  const literals = code.match(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g) ?? [];
  return literals.filter((literal) => /\p{L}{2,},? \p{L}{2,}/u.test(literal.replace(/\$\{[^}]*\}/g, '§')));
}

describe('no screen and no line has a sentence of its own', () => {
  test('such a sentence is found', () => {
    expect(sentencesIn('// a comment of words\nexport const A = () => <Text bold>Press any key</Text>;')).toEqual([
      '"Press any key"',
    ]);
    expect(sentencesIn('say(`There is no ${thing} to be seen`); const kind = "next-block";')).toHaveLength(1);
  });

  test.each(['tui', 'plain'])('in src/%s', (folder) => {
    const found = sourcesOf(folder).flatMap(({ name, text }) => sentencesIn(text).map((words) => `${name}: ${words}`));
    expect(found).toEqual([]);
  });
});
