import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/sandbox/index.ts';

const ROOT = packageRoot();
const MAIN = join(ROOT, 'dist/main.js');

describe('an old Node', () => {
  test.each(['18.20.8', '20.20.2', '22.17.0'])('%s gets one clear line and exit code 3', (version) => {
    const disguise = join(mkdtempSync(join(tmpdir(), 'firedrill-old-')), 'disguise.cjs');
    writeFileSync(disguise, `Object.defineProperty(process.versions, 'node', { value: '${version}' });`);
    const { status, stderr } = spawnSync(process.execPath, ['-r', disguise, MAIN, '--help'], { encoding: 'utf8' });
    expect(stderr).toBe(
      `firedrill needs Node 22.18 or newer; this is ${version}. Install a newer Node and run the same command again.\n`,
    );
    expect(status).toBe(3);
  });

  test('can parse the file that tells it', () => {
    const text = readFileSync(MAIN, 'utf8');
    expect(text).not.toMatch(/^import /m);
    expect(text).not.toMatch(/\bawait\b|\?\?=|#\w+ in /);
  });
});

describe('commands that only read', () => {
  /** Every module file node loads for a command line, by its own trace. */
  function loaded(args: string[]): string {
    const trace = join(mkdtempSync(join(tmpdir(), 'firedrill-trace-')), 'hook.mjs');
    writeFileSync(
      trace,
      `import { registerHooks } from 'node:module';
       registerHooks({ load(url, context, next) { const result = next(url, context); process.stderr.write('LOADED ' + url + ' ' + (result.source?.length ?? 0) + '\\n'); return result; } });`,
    );
    return spawnSync(process.execPath, ['--import', trace, MAIN, ...args], { cwd: ROOT, encoding: 'utf8' }).stderr;
  }

  test.each([[['--help']], [['--version']], [['validate', 'tracks/alerts']]])(
    '%j loads neither the shell nor a screen',
    (args) => {
      const modules = loaded(args as string[]);
      expect(modules).toMatch(/dist\/cli\.js/);
      const texts = [...modules.matchAll(/LOADED file:\/\/(\S+)/g)].map(([, file]) => file!);
      expect(texts.filter((file) => file.includes('just-bash'))).toEqual([]);
      for (const file of texts.filter((name) => name.includes('/dist/'))) {
        const text = readFileSync(file, 'utf8');
        expect(text, `${file} carries react`).not.toMatch(/react\.element|react\.transitional/);
        expect(text, `${file} carries ink or yoga`).not.toMatch(/yoga-layout|ink-box/);
      }
    },
  );
});

test('the packed package installs alone, is small, and plays a track', () => {
  const folder = mkdtempSync(join(tmpdir(), 'firedrill-packed-'));
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
      cwd: ROOT,
      encoding: 'utf8',
    }),
  );
  writeFileSync(join(folder, 'package.json'), '{ "name": "elsewhere", "version": "1.0.0" }');
  execFileSync(
    'npm',
    ['install', '--omit=dev', '--no-audit', '--no-fund', '--offline', join(folder, packed.filename)],
    { cwd: folder },
  );
  const modules = join(folder, 'node_modules');
  expect(readdirSync(modules).filter((name) => name.startsWith('node-'))).toEqual([]);
  expect(sizeOf(modules)).toBeLessThan(40 * 2 ** 20);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(modules, 'firedrill/dist/main.js'), 'test', join(modules, 'firedrill/tracks/alerts')],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );
  expect(stderr).toBe('');
  expect(stdout).toMatch(/3 verified/);
  expect(status).toBe(0);
}, 120_000);

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(folder, name)))
    .filter((entry) => entry.isFile())
    .reduce((total, { size }) => total + size, 0);
}
