import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { type Document, isNode, LineCounter, parseAllDocuments, parseDocument } from 'yaml';
import { AlertTestError, type AlertTestFile, readAlertTests, runAlertTest } from '../calico/index.ts';
import type { KubernetesObject } from '../cluster/index.ts';
import type { Suite } from '../report/index.ts';
import { UsageError } from './failure.ts';

const OPTIONS = { version: '1.1' } as const;

/** Whether `firedrill test` takes a path for alert tests. */
export function isAlertTests(path: string): boolean {
  return /\.alerts\.ya?ml$/.test(path);
}

export interface AlertTestResult {
  file: string;
  line: number;
  test: string;
  differences: string[];
  /** Real time (ms). */
  real: number;
}

/** Runs the tests of `*.alerts.yaml` files, says what differs, and adds what came of each to `results` as it comes. */
export async function testAlerts(
  paths: readonly string[],
  say: (text: string) => void,
  results: AlertTestResult[] = [],
): Promise<AlertTestResult[]> {
  for (const path of paths) {
    const { file, lineOf } = readTests(path);
    const alerts = file.alerts.flatMap((source) =>
      'file' in source ? alertsIn(path, source) : [asObject(source.manifest)],
    );
    for (const [index, test] of file.tests.entries()) {
      const began = performance.now();
      const differences = await runAlertTest(test, alerts, file.calicoRelease);
      const real = performance.now() - began;
      results.push({ file: path, line: lineOf(['tests', index]), test: test.name, differences, real });
      say(lines(test.name, differences));
    }
  }
  const failed = results.filter(({ differences }) => differences.length > 0).length;
  say(`${results.length - failed} passed, ${failed} failed\n`);
  return results;
}

/** A file of alert tests as a suite, a test as a case. */
export function alertSuites(results: readonly AlertTestResult[]): Suite[] {
  return [...Map.groupBy(results, ({ file }) => file)].map(([file, tests]) => ({
    name: file,
    file,
    properties: {},
    cases: tests.map(({ test, line, differences, real }) => ({
      name: test,
      group: basename(file).replace(/\.alerts\.ya?ml$/, ''),
      file,
      line,
      seconds: real / 1_000,
      outcome: differences.length === 0 ? 'passed' : 'failed',
      remarks:
        differences.length === 0 ? [] : [{ severity: 'error', file, line, title: test, text: differences.join('\n') }],
    })),
  }));
}

function lines(name: string, differences: readonly string[]): string {
  const sign = differences.length === 0 ? '✓' : '✗';
  return [`${sign} ${name}`, ...differences.map((line) => `    ${line}`)].map((line) => `${line}\n`).join('');
}

function readTests(path: string): { file: AlertTestFile; lineOf(path: readonly (string | number)[]): number } {
  if (!existsSync(path))
    throw new UsageError(`there is no ${path}; give a track, a text or a file of alert tests (*.alerts.yaml)`);
  const counter = new LineCounter();
  const document = parseDocument(readFileSync(path, 'utf8'), { ...OPTIONS, lineCounter: counter });
  const [problem] = document.errors;
  if (problem)
    throw new UsageError(`${path}:${counter.linePos(problem.pos[0]).line}: ${problem.message.split('\n')[0]}`);
  const lineOf = (place: readonly (string | number)[]) => counter.linePos(offsetOf(document, place)).line;
  try {
    return { file: readAlertTests(document.toJS({ maxAliasCount: 100 })), lineOf };
  } catch (error) {
    if (!(error instanceof AlertTestError)) throw error;
    throw new UsageError(`${path}:${lineOf(error.path)}: ${error.message}`);
  }
}

/** Where the value at a path stands, or the nearest that exists around it. */
function offsetOf(document: Document, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}

/** The alerts of a manifest, or of the here documents in a text. */
function alertsIn(path: string, { file, name }: { file: string; name?: string }): KubernetesObject[] {
  const full = resolve(dirname(path), file);
  if (!existsSync(full)) throw new UsageError(`${path}: there is no ${file} beside it`);
  const text = readFileSync(full, 'utf8');
  const manifests = /\.ya?ml$/.test(file) ? [text] : [...text.matchAll(HERE_DOCUMENT)].map(([, , body]) => body!);
  const values = manifests.flatMap((each) => parseAllDocuments(each, OPTIONS).map((document) => document.toJS()));
  const alerts = values.filter((value) => value?.kind === 'GlobalAlert').map(asObject);
  const wanted = alerts.filter(({ metadata }) => name === undefined || metadata?.name === name);
  if (wanted.length === 0) throw new UsageError(`${path}: ${file} holds no GlobalAlert${name ? ` ${name}` : ''}`);
  return wanted;
}

const HERE_DOCUMENT = /<<-?\s*['"\\]?(\w+)['"]?[^\n]*\n([\s\S]*?)\n\1$/gm;

function asObject(manifest: Record<string, unknown>): KubernetesObject {
  return manifest as unknown as KubernetesObject;
}
