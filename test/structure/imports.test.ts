import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const SOURCE = resolve(import.meta.dirname, '../../src');

/** Who may import whom; the same picture as docs/architecture.md. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  clock: [],
  cluster: ['clock'],
  network: ['clock', 'cluster'],
  calico: ['clock', 'cluster', 'network'],
  kubectl: ['clock', 'cluster'],
  shell: ['clock', 'cluster', 'network', 'calico', 'kubectl'],
  markdown: [],
  track: ['markdown'],
  sandbox: ['clock', 'cluster', 'network', 'calico', 'kubectl', 'shell'],
  runner: ['clock', 'cluster', 'calico', 'track', 'sandbox', 'shell'],
  report: ['runner', 'clock'],
  manager: ['sandbox'],
  serve: ['sandbox'],
  plain: ['runner', 'sandbox', 'markdown'],
  tui: ['runner', 'markdown'],
  cli: ['*'],
};

const PURE = ['clock', 'cluster', 'network', 'calico', 'kubectl', 'track', 'markdown'];

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
const production = files.filter((name) => !/\.test\.tsx?$/.test(name));

function importsOf(file: string): string[] {
  const text = readFileSync(join(SOURCE, file), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1]!);
}

describe('imports', () => {
  test.each(production)('%s reaches other folders by their door and in the right direction', (file) => {
    const home = file.split('/')[0]!;
    if (!file.includes('/')) return;
    for (const specifier of importsOf(file)) {
      if (!specifier.startsWith('.')) continue;
      const target = relative(SOURCE, resolve(dirname(join(SOURCE, file)), specifier));
      const folder = target.split('/')[0]!;
      if (folder === home) continue;
      const allowed = MAY_IMPORT[home] ?? [];
      expect(allowed.includes('*') || allowed.includes(folder), `${home} may not import ${folder}`).toBe(true);
      expect(target, 'other folders are entered by their index.ts').toBe(`${folder}/index.ts`);
    }
  });

  test('every folder of src has its row', () => {
    const folders = new Set(production.filter((file) => file.includes('/')).map((file) => file.split('/')[0]!));
    for (const folder of folders) expect(Object.keys(MAY_IMPORT)).toContain(folder);
  });
});

describe('the engine', () => {
  const banned: readonly (readonly [RegExp, string])[] = [
    [/from 'node:/, 'a node module'],
    [/\bprocess\.(env|exit|std|cwd|platform|hrtime|argv)/, 'process'],
    [/\bDate\.now\(/, 'the real clock'],
    [/\bnew Date\(\)/, 'the real clock'],
    [/\bperformance\.now\(/, 'the real clock'],
    [/\bMath\.random\(/, 'real chance'],
    [/\bcrypto\.(randomUUID|getRandomValues)\(/, 'real chance'],
    [/\b(setTimeout|setInterval|setImmediate)\(/, 'real timers'],
  ];

  test.each(production.filter((file) => PURE.includes(file.split('/')[0]!)))(
    '%s knows no host, real clock or real chance',
    (file) => {
      const text = readFileSync(join(SOURCE, file), 'utf8');
      for (const [pattern, what] of banned) expect(pattern.test(text), `${file} uses ${what}`).toBe(false);
    },
  );
});

test('a source file over 300 lines is one table or one grammar, and listed here', () => {
  const allowed = new Set<string>([]);
  const long = production.filter(
    (file) => readFileSync(join(SOURCE, file), 'utf8').split('\n').length > 301 && !allowed.has(file),
  );
  expect(long).toEqual([]);
});
