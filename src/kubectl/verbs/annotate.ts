import { MERGE_PATCH } from '../apply/patch-kind.ts';
import type { Json } from '../client/api-client.ts';
import { groupVersion } from '../client/discovery.ts';
import { Failure, throwCollected } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { resultPrinter } from '../printers/result.ts';
import { select, type Target, targetPath } from '../selection.ts';
import { dryRunQuery } from './file-options.ts';
import { type PairChanges, readPairChanges } from './pair-changes.ts';

/** `kubectl annotate`. */
export async function annotate(call: Invocation): Promise<void> {
  const { resources, changes } = readPairChanges(call.args, 'annotation');
  const list = call.flags.bool('list');
  if (resources.length === 0 && call.flags.list('filename').length === 0) {
    throw new Failure('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  }
  if (changes.set.size === 0 && changes.remove.length === 0 && !list) {
    throw new Failure('at least one annotation update is required');
  }
  const print = await resultPrinter(call);
  const selection = await select(call, { args: resources, asWritten: call.flags.bool('local') });
  const failures = [...selection.failures];
  for (const target of selection.targets) {
    try {
      if (list) listAnnotations(call, target, selection.targets.length > 1);
      else print(await annotateOne(call, target, changes), 'annotated');
    } catch (failure) {
      failures.push(failure);
    }
  }
  throwCollected(failures);
}

async function annotateOne(call: Invocation, target: Target, changes: PairChanges): Promise<Json> {
  const annotations: Record<string, string> = target.object.metadata.annotations ?? {};
  if (!call.flags.bool('overwrite')) refuseOverwrite(annotations, changes);
  const patched: Record<string, string | null> = Object.fromEntries(changes.set);
  for (const key of changes.remove) patched[key] = null;
  if (call.dryRun === 'client' || call.flags.bool('local')) return changedLocally(target, annotations, patched);
  const resourceVersion = call.flags.string('resource-version') || undefined;
  return call.client.patch(
    targetPath(target),
    MERGE_PATCH,
    { metadata: { annotations: patched, resourceVersion } },
    { fieldManager: call.flags.string('field-manager'), ...dryRunQuery(call) },
  );
}

function changedLocally(
  target: Target,
  annotations: Record<string, string>,
  patched: Record<string, string | null>,
): Json {
  const next = Object.fromEntries(Object.entries({ ...annotations, ...patched }).filter(([, value]) => value !== null));
  const metadata = { ...target.object.metadata, annotations: next };
  return { apiVersion: groupVersion(target.resource), kind: target.resource.kind, ...target.object, metadata };
}

function refuseOverwrite(annotations: Record<string, string>, changes: PairChanges): void {
  const taken = [...changes.set].filter(([key, value]) => key in annotations && annotations[key] !== value);
  if (taken.length === 0) return;
  const texts = taken.map(([key]) => `'${key}' already has a value (${annotations[key]})`);
  throw new Failure(`--overwrite is false but found the following declared annotation(s): ${texts.join('; ')}`);
}

function listAnnotations(call: Invocation, target: Target, several: boolean): void {
  const indent = several ? ' ' : '';
  if (several) call.print(`Listing annotations for ${target.resource.kind}.${target.resource.group}/${target.name}:\n`);
  const annotations: Record<string, string> = target.object.metadata.annotations ?? {};
  for (const key of Object.keys(annotations).sort()) call.print(`${indent}${key}=${annotations[key]}\n`);
}
