import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';

/** Throws unless `-f` or `-k` was given. */
export function requireFiles(call: Invocation): void {
  const files = call.flags.list('filename').length > 0;
  const kustomize = call.flags.string('kustomize') !== '';
  if (files && kustomize) throw new Failure('only one of -f or -k can be specified');
  if (!files && !kustomize) throw new Failure('must specify one of -f and -k');
}

/** `--validate` as the query parameter `fieldValidation`. */
export function fieldValidation(call: Invocation): 'Strict' | 'Warn' | 'Ignore' {
  const value = call.flags.string('validate');
  switch (value) {
    case '':
    case 'strict':
    case 'true':
      return 'Strict';
    case 'warn':
      return 'Warn';
    case 'ignore':
    case 'false':
      return 'Ignore';
    default:
      throw new Failure(`invalid - validate option "${value}" not recognized`);
  }
}

/** `dryRun=All` where `--dry-run=server` asks for it. */
export function dryRunQuery(call: Invocation): { dryRun?: string } {
  return call.dryRun === 'server' ? { dryRun: 'All' } : {};
}
