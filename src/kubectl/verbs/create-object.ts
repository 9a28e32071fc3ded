import { withLastApplied } from '../apply/last-applied.ts';
import type { Json } from '../client/api-client.ts';
import { resourcePath } from '../client/discovery.ts';
import { findKind } from '../client/resource-names.ts';
import { Failure, StatusFailure, usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { resultPrinter } from '../printers/result.ts';
import { dryRunQuery, fieldValidation } from './file-options.ts';

/** The one NAME of a `create SUBCOMMAND`. */
export function nameArgument(call: Invocation): string {
  const names = call.dashAt === -1 ? call.args : call.args.slice(0, call.dashAt);
  if (names.length === 1) return names[0]!;
  throw usageFailure(call.path, `exactly one NAME is required, got ${names.length}`);
}

/** What stands behind `--`. */
export function commandArguments(call: Invocation): readonly string[] {
  return call.dashAt === -1 ? [] : call.args.slice(call.dashAt);
}

/** Throws unless the flag was given. */
export function requireFlag(call: Invocation, ...names: string[]): void {
  const missing = names.filter((name) => !call.flags.changed(name));
  if (missing.length > 0)
    throw new Failure(`required flag(s) ${missing.map((name) => `"${name}"`).join(', ')} not set`);
}

/** `metadata` as kubectl writes it; the namespace only shows when it was given. */
export function metadata(call: Invocation, name: string, more: Json = {}): Json {
  return { name, ...(call.namespaceGiven ? { namespace: call.namespace } : {}), creationTimestamp: null, ...more };
}

/** Creates what a subcommand made up, or only prints it. `wrap` words a refusal. */
export async function createObject(call: Invocation, object: Json, wrap?: string): Promise<void> {
  call.warnBareDryRun();
  const named = call.flags.bool('append-hash') ? await withHash(object) : object;
  const made = call.flags.bool('save-config') ? withLastApplied(named) : named;
  const print = await resultPrinter(call, true);
  if (call.dryRun === 'client') return print(made, 'created');
  print(await send(call, made, wrap), 'created');
}

async function withHash(object: Json): Promise<Json> {
  const { contentHash } = await import('../kustomize/content-hash.ts');
  const { name } = object.metadata;
  return { ...object, metadata: { ...object.metadata, name: `${name}-${await contentHash(object, name)}` } };
}

async function send(call: Invocation, object: Json, wrap: string | undefined): Promise<Json> {
  const resource = await findKind(call.client, object.apiVersion, object.kind);
  if (!resource) throw new Failure(`${wrap ? `${wrap} ` : ''}the server could not find the requested resource`);
  const namespace = resource.namespaced ? call.namespace : undefined;
  const body = namespace ? { ...object, metadata: { ...object.metadata, namespace } } : object;
  try {
    return await call.client.post(resourcePath(resource, namespace), body, {
      fieldManager: call.flags.string('field-manager') || 'kubectl-create',
      fieldValidation: fieldValidation(call),
      ...dryRunQuery(call),
    });
  } catch (failure) {
    throw wrap && failure instanceof StatusFailure ? new Failure(`${wrap} ${failure.message}`) : failure;
  }
}
