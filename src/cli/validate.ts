import { basename, dirname, join } from 'node:path';
import { lintAlert } from '../calico/index.ts';
import { parseDuration } from '../clock/index.ts';
import { type Diagnostic, type FileTree, type ManifestRule, validateTree } from '../track/index.ts';
import { diskTree } from './disk-tree.ts';
import { existing } from './existing.ts';
import { fenceOutput } from './fence-output.ts';
import { findingsSuite } from './findings-suite.ts';
import { environmentNames, environmentsFolder, hostVariables } from './host-variables.ts';
import type { Wish } from './read-wishes.ts';
import { Reports } from './reports.ts';

/** What a track may count on: what our environments' hosts set, and their names. */
const known = { variables: hostVariables(), environments: environmentNames() };

/** Lints tracks and single files. 0 without errors (warnings are fine), else 1. */
export function validate(paths: readonly string[], options: { report?: readonly Wish[]; json?: boolean }): number {
  const reports = new Reports(options.report, options.json);
  const places = paths.map((path) => ({ path, findings: findingsOf(path) }));
  const findings = places.flatMap((place) => place.findings);
  if (!reports.takeOutput) {
    const open = fenceOutput();
    process.stdout.write(findings.map(line).join('') + totals(findings, paths.length));
    open();
  }
  reports.write({ suites: places.map((place) => findingsSuite(place.path, place.findings)), json: findings });
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

function findingsOf(path: string): Diagnostic[] {
  const { full, isFolder } = existing(path);
  if (!isFolder) return validateText(diskTree(dirname(full), dirname(path)), basename(full));
  const checks = diskTree(join(dirname(dirname(full)), 'checks'));
  const tree = diskTree(full, path);
  return validateTree(tree, '', { ...known, checks, manifestRules: alertRules(tree, everyFile(tree, '')) });
}

/** A text beside others: only itself is looked at. */
function validateText(tree: FileTree, name: string): Diagnostic[] {
  const only: FileTree = { ...tree, list: (path) => (path === '' ? [name] : tree.list(path)) };
  return validateTree(only, name, { ...known, manifestRules: alertRules(tree, [name]) });
}

/** What is known of alerts before anything runs; how often logs are flushed is what the files or the environment say. */
function alertRules(tree: FileTree, files: readonly string[]): ManifestRule[] {
  const texts = files.filter((file) => !/\.(png|jpe?g|gif|svg|webp)$/i.test(file)).map((file) => tree.read(file) ?? '');
  const environment = /^environment:\s*["']?([\w-]+)/m.exec(tree.read('firedrill.yml') ?? '')?.[1];
  // Which environment will be taken is seen when it is played: any of them may be the one that lets an alert fire.
  const manifests = (environment ? [environment] : environmentNames()).flatMap(environmentTexts);
  const intervals = [...texts, ...manifests].flatMap((text) =>
    [...text.matchAll(FLUSH_INTERVAL)].flatMap(([, duration]) => parseDuration(duration!) ?? []),
  );
  const flushInterval = intervals.length > 0 ? Math.min(...intervals) : undefined;
  return [(manifest) => lintAlert(manifest, { ...(flushInterval !== undefined && { flushInterval }) })];
}

const FLUSH_INTERVAL = /(?:flow|dns)LogsFlushInterval["']?\s*[:=]\s*["']?([\w.]+)/g;

function environmentTexts(name: string): string[] {
  const tree = diskTree(join(environmentsFolder(), name, 'manifests'));
  return everyFile(tree, '').map((file) => tree.read(file) ?? '');
}

function everyFile(tree: FileTree, folder: string): string[] {
  return (tree.list(folder) ?? []).flatMap((name) => {
    if (name.startsWith('.') || name === 'node_modules/') return [];
    return name.endsWith('/') ? everyFile(tree, `${folder}${name}`) : [`${folder}${name}`];
  });
}

function line({ file, position, severity, rule, message, advice }: Diagnostic): string {
  const place = `${file}:${position.line}:${position.column}`;
  return `${place}  ${severity}  ${rule}\n    ${message}\n${advice ? `    ${advice}\n` : ''}`;
}

function totals(findings: readonly Diagnostic[], places: number): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  const where = places === 1 ? '' : ` in ${places} places`;
  return `${counted(errors, 'error')}, ${counted(warnings, 'warning')}${where}\n`;
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
