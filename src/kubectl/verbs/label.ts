import { MERGE_PATCH } from '../apply/patch-kind.ts';
import type { Json } from '../client/api-client.ts';
import { groupVersion } from '../client/discovery.ts';
import { Failure, throwCollected } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { resultPrinter } from '../printers/result.ts';
import { select, type Target, targetPath } from '../selection.ts';
import { dryRunQuery } from './file-options.ts';
import { labelValueProblem } from './label-values.ts';
import { type PairChanges, readPairChanges } from './pair-changes.ts';

/** `kubectl label`. */
export async function label(call: Invocation): Promise<void> {
  const { resources, changes } = readPairChanges(call.args, 'label');
  const fromFiles = call.flags.list('filename').length > 0;
  const list = call.flags.bool('list');
  if (resources.length === 0 && !fromFiles) {
    throw new Failure('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  }
  if (changes.set.size === 0 && changes.remove.length === 0 && !list) {
    throw new Failure('at least one label update is required');
  }
  if (list && call.flags.string('output')) throw new Failure('--list and --output may not be specified together');
  checkValues(changes);
  const print = await resultPrinter(call);
  const selection = await select(call, { args: resources, asWritten: call.flags.bool('local') });
  const failures = [...selection.failures];
  for (const target of selection.targets) {
    try {
      if (list) listLabels(call, target, selection.targets.length > 1);
      else print(await labelOne(call, target, changes), outcome(call, target, changes));
    } catch (failure) {
      failures.push(failure);
    }
  }
  throwCollected(failures);
}

function checkValues(changes: PairChanges): void {
  for (const [key, value] of changes.set) {
    if (value.includes('=')) throw new Failure(`invalid label spec: ${key}=${value}`);
    const problem = labelValueProblem(value);
    if (problem) throw new Failure(`invalid label value: "${key}=${value}": ${problem}`);
  }
}

async function labelOne(call: Invocation, target: Target, changes: PairChanges): Promise<Json> {
  const labels: Record<string, string> = target.object.metadata.labels ?? {};
  if (!call.flags.bool('overwrite')) refuseOverwrite(labels, changes);
  for (const key of changes.remove) {
    if (!(key in labels)) call.print(`label "${key}" not found.\n`);
  }
  const next = { ...labels, ...Object.fromEntries(changes.set) };
  for (const key of changes.remove) delete next[key];
  const version = call.flags.string('resource-version');
  const metadata = { ...target.object.metadata, labels: next, ...(version ? { resourceVersion: version } : {}) };
  const typed = { apiVersion: groupVersion(target.resource), kind: target.resource.kind, ...target.object, metadata };
  if (call.dryRun === 'client' || call.flags.bool('local')) return typed;
  const patch = patchFor(labels, changes, version);
  return call.client.patch(targetPath(target), MERGE_PATCH, patch, {
    fieldManager: call.flags.string('field-manager'),
    ...dryRunQuery(call),
  });
}

function patchFor(labels: Record<string, string>, changes: PairChanges, resourceVersion: string): Json {
  const entries: [string, string | null][] = [...changes.set].filter(([key, value]) => labels[key] !== value);
  for (const key of changes.remove) {
    if (key in labels) entries.push([key, null]);
  }
  const metadata = {
    ...(entries.length > 0 ? { labels: Object.fromEntries(entries) } : {}),
    ...(resourceVersion ? { resourceVersion } : {}),
  };
  return Object.keys(metadata).length > 0 ? { metadata } : {};
}

function refuseOverwrite(labels: Record<string, string>, changes: PairChanges): void {
  const taken = [...changes.set].filter(([key, value]) => key in labels && labels[key] !== value);
  const texts = taken.map(([key]) => `'${key}' already has a value (${labels[key]}), and --overwrite is false`);
  if (texts.length === 1) throw new Failure(texts[0]!);
  if (texts.length > 1) throw new Failure(`[${texts.join(', ')}]`);
}

function outcome(call: Invocation, target: Target, changes: PairChanges): string {
  const labels: Record<string, string> = target.object.metadata.labels ?? {};
  const added = [...changes.set].some(([key, value]) => labels[key] !== value);
  const removed = changes.remove.filter((key) => key in labels);
  if (!added && removed.length === 0) return 'not labeled';
  const next = { ...labels, ...Object.fromEntries(changes.set) };
  for (const key of removed) delete next[key];
  // Real kubectl goes by whether the object has become shorter.
  return !call.flags.bool('overwrite') && lengthOf(next) < lengthOf(labels) ? 'unlabeled' : 'labeled';
}

function lengthOf(labels: Record<string, string>): number {
  return Object.keys(labels).length === 0 ? 0 : JSON.stringify({ labels }).length;
}

function listLabels(call: Invocation, target: Target, several: boolean): void {
  const indent = several ? ' ' : '';
  if (several) call.print(`Listing labels for ${target.resource.kind}.${target.resource.group}/${target.name}:\n`);
  const labels: Record<string, string> = target.object.metadata.labels ?? {};
  for (const key of Object.keys(labels).sort()) call.print(`${indent}${key}=${labels[key]}\n`);
}
