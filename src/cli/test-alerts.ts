import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Document, isNode, LineCounter, parseAllDocuments, parseDocument } from 'yaml';
import { AlertTestError, type AlertTestFile, readAlertTests, runAlertTest } from '../calico/index.ts';
import type { KubernetesObject } from '../cluster/index.ts';
import { UsageError } from './failure.ts';

const OPTIONS = { version: '1.1' } as const;

/** Whether `firedrill test` takes a path for alert tests. */
export function isAlertTests(path: string): boolean {
  return /\.alerts\.ya?ml$/.test(path);
}

/** Runs the tests of `*.alerts.yaml` files and says what differs. True when all of them pass. */
export async function testAlerts(paths: readonly string[], json: boolean): Promise<boolean> {
  const results: { file: string; test: string; differences: string[] }[] = [];
  for (const path of paths) {
    const file = readTests(path);
    const alerts = file.alerts.flatMap((source) =>
      'file' in source ? alertsIn(path, source) : [asObject(source.manifest)],
    );
    for (const test of file.tests) {
      const differences = await runAlertTest(test, alerts, file.calicoRelease);
      results.push({ file: path, test: test.name, differences });
      if (!json) process.stdout.write(lines(test.name, differences));
    }
  }
  const failed = results.filter(({ differences }) => differences.length > 0).length;
  const passed = results.length - failed;
  process.stdout.write(
    json ? `${JSON.stringify({ alertTests: results }, undefined, 2)}\n` : `${passed} passed, ${failed} failed\n`,
  );
  return failed === 0;
}

function lines(name: string, differences: readonly string[]): string {
  const sign = differences.length === 0 ? '✓' : '✗';
  return [`${sign} ${name}`, ...differences.map((line) => `    ${line}`)].map((line) => `${line}\n`).join('');
}

function readTests(path: string): AlertTestFile {
  if (!existsSync(path))
    throw new UsageError(`there is no ${path}; give a track, a text or a file of alert tests (*.alerts.yaml)`);
  const counter = new LineCounter();
  const document = parseDocument(readFileSync(path, 'utf8'), { ...OPTIONS, lineCounter: counter });
  const [problem] = document.errors;
  if (problem)
    throw new UsageError(`${path}:${counter.linePos(problem.pos[0]).line}: ${problem.message.split('\n')[0]}`);
  try {
    return readAlertTests(document.toJS({ maxAliasCount: 100 }));
  } catch (error) {
    if (!(error instanceof AlertTestError)) throw error;
    throw new UsageError(`${path}:${counter.linePos(offsetOf(document, error.path)).line}: ${error.message}`);
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
