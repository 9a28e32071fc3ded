import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Diagnostic, validateTree } from '../track/index.ts';
import { diskTree } from './disk-tree.ts';
import { UsageError } from './failure.ts';
import { hostVariables } from './host-variables.ts';

/** Set on our environments' hosts, so that a text may use them. */
const variables = hostVariables();

/** Lints tracks and single files. 0 without errors (warnings are fine), else 1. */
export function validate(paths: readonly string[], options: { json?: boolean }): number {
  const findings = paths.flatMap(findingsOf);
  if (options.json) process.stdout.write(`${JSON.stringify(findings, undefined, 2)}\n`);
  else process.stdout.write(findings.map(line).join('') + totals(findings, paths.length));
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

function findingsOf(path: string): Diagnostic[] {
  const full = resolve(path);
  if (!existsSync(full)) throw new UsageError(`there is no ${path}; give a track folder or a text file`);
  if (!statSync(full).isDirectory())
    return validateTree(diskTree(dirname(full), dirname(path)), basename(full), { variables });
  const checks = diskTree(join(dirname(dirname(full)), 'checks'));
  return validateTree(diskTree(full, path), '', { checks, variables });
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
