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
  'live-cluster': ['clock', 'cluster', 'calico', 'track', 'sandbox', 'shell', 'runner'],
  texts: [],
  theme: [],
  report: ['runner', 'clock'],
  manager: ['sandbox'],
  serve: ['sandbox'],
  plain: ['runner', 'sandbox', 'markdown', 'advice', 'texts'],
  advice: ['calico', 'cluster', 'kubectl', 'network', 'shell'],
  complete: ['cluster', 'kubectl', 'shell'],
  tui: ['runner', 'markdown', 'complete', 'advice', 'texts', 'theme'],
  cli: ['*'],
};

const PURE = ['clock', 'cluster', 'network', 'calico', 'kubectl', 'track', 'markdown'];

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
/** Tests, and the rigs named `test-*.ts` that stand beside them, are not production code. */
const production = files.filter((name) => !/\.test\.tsx?$|\/test-[^/]+\.tsx?$/.test(name));

function importsOf(file: string): string[] {
  const text = readFileSync(join(SOURCE, file), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1]!);
}

test('folders are entered by their index.ts, and imports run one way', () => {
  const wrong: string[] = [];
  for (const file of production.filter((name) => name.includes('/'))) {
    const home = file.split('/')[0]!;
    for (const specifier of importsOf(file).filter((name) => name.startsWith('.'))) {
      const target = relative(SOURCE, resolve(dirname(join(SOURCE, file)), specifier));
      const folder = target.split('/')[0]!;
      if (folder === home) continue;
      const allowed = MAY_IMPORT[home] ?? [];
      if (!allowed.includes('*') && !allowed.includes(folder)) wrong.push(`${file}: ${home} may not import ${folder}`);
      if (target !== `${folder}/index.ts`) wrong.push(`${file}: ${specifier} goes round the door of ${folder}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('every folder of src has its row in the picture', () => {
  const folders = new Set(production.filter((file) => file.includes('/')).map((file) => file.split('/')[0]!));
  expect([...folders].filter((folder) => !(folder in MAY_IMPORT))).toEqual([]);
});

describe('the engine, track and markdown', () => {
  test.each([
    ['a node module', /from 'node:/],
    ['process', /(?<![\w.#])process\.(env|stdin|stdout|stderr|cwd|platform|hrtime|argv|exitCode|exit\()/],
    ['the real clock', /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(/],
    ['real chance', /\bMath\.random\(|\bcrypto\.(randomUUID|getRandomValues)\(/],
    ['real timers', /\b(setTimeout|setInterval|setImmediate)\(/],
  ])('know nothing of %s', (_, pattern) => {
    const pure = production.filter((file) => PURE.includes(file.split('/')[0]!));
    expect(pure.filter((file) => pattern.test(readFileSync(join(SOURCE, file), 'utf8')))).toEqual([]);
  });
});

test('a source file over 300 lines is one table or one grammar, and listed here', () => {
  const allowed = new Set<string>(['texts/texts.en.ts', 'texts/texts.de.ts', 'kubectl/help/examples.ts']);
  const long = production.filter(
    (file) => readFileSync(join(SOURCE, file), 'utf8').split('\n').length > 301 && !allowed.has(file),
  );
  expect(long).toEqual([]);
});
