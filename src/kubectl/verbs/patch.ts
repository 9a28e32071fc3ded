import { parse } from 'yaml';
import { jsonSyntaxError, strategicMergePatch } from '../../cluster/index.ts';
import { sameValue } from '../apply/merge-patch.ts';
import { JSON_PATCH, MERGE_PATCH, STRATEGIC_PATCH } from '../apply/patch-kind.ts';
import type { Json } from '../client/api-client.ts';
import { groupVersion, qualifiedKind } from '../client/discovery.ts';
import { Failure, StatusFailure, throwCollected } from '../failure.ts';
import { goYamlError } from '../go-yaml/go-yaml-error.ts';
import type { Invocation } from '../invocation.ts';
import { dryRunSuffix } from '../invocation.ts';
import { objectPrinter } from '../printers/printer.ts';
import { select, type Target, targetPath } from '../selection.ts';
import { GO_YAML } from '../yaml-reader.ts';
import { withChangeCause } from './change-cause.ts';
import { dryRunQuery } from './file-options.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  json: JSON_PATCH,
  merge: MERGE_PATCH,
  strategic: STRATEGIC_PATCH,
};

/** `kubectl patch`. */
export async function patch(call: Invocation): Promise<void> {
  const text = await patchText(call);
  const type = call.flags.string('type').toLowerCase();
  const contentType = CONTENT_TYPES[type];
  if (!contentType) {
    throw new Failure(
      `--type must be one of [${Object.keys(CONTENT_TYPES).join(' ')}], not "${call.flags.string('type')}"`,
    );
  }
  const body = toJson(text);
  const printer = await objectPrinter(call);
  const selection = await select(call, { asWritten: call.flags.bool('local') });
  const failures = [...selection.failures];
  for (const target of selection.targets) {
    try {
      const object = await recorded(call, target, await patchOne(call, target, contentType, body));
      const before = { apiVersion: groupVersion(target.resource), kind: target.resource.kind, ...target.object };
      if (printer) call.print(printer(object));
      else call.print(`${qualifiedKind(object)}/${object.metadata.name} ${outcome(call, sameValue(before, object))}\n`);
    } catch (failure) {
      failures.push(failure);
    }
  }
  throwCollected(failures);
}

async function patchText(call: Invocation): Promise<string> {
  const inline = call.flags.string('patch');
  const file = call.flags.string('patch-file');
  if (inline && file) throw new Failure('cannot specify --patch and --patch-file together');
  if (file) return call.context.fs.readFile(call.context.resolve(file));
  if (!inline) throw new Failure('must specify --patch or --patch-file containing the contents of the patch');
  return inline;
}

/** Patches may be YAML; what is sent is JSON. */
function toJson(text: string): string {
  // What looks like JSON is left to the server to read.
  if (/^\s*\{/.test(text)) return text;
  const error = goYamlError(text);
  if (error) throw new Failure(`unable to parse ${JSON.stringify(text)}: ${error}`);
  return JSON.stringify(parse(text, GO_YAML));
}

async function patchOne(call: Invocation, target: Target, contentType: string, body: string): Promise<Json> {
  if (call.flags.bool('local')) return patchLocally(target, contentType, body);
  const subresource = call.flags.string('subresource') || undefined;
  try {
    return await call.client.patch(targetPath(target, subresource), contentType, body, {
      fieldManager: call.flags.string('field-manager'),
      // A client-side dry run still needs the server's way of merging.
      ...(call.dryRun === 'client' ? { dryRun: 'All' } : dryRunQuery(call)),
    });
  } catch (failure) {
    throw unsupported(failure, target, contentType);
  }
}

async function recorded(call: Invocation, target: Target, object: Json): Promise<Json> {
  const { annotations } = withChangeCause(call, {}).metadata ?? {};
  if (!annotations || call.dryRun !== 'none' || call.flags.bool('local')) return object;
  return call.client.patch(targetPath(target), MERGE_PATCH, { metadata: { annotations } });
}

function patchLocally(target: Target, contentType: string, body: string): Json {
  if (contentType !== STRATEGIC_PATCH) throw new Failure('--local takes patches of the type strategic only');
  const problem = jsonSyntaxError(body);
  if (problem !== undefined) throw new Failure(problem);
  return strategicMergePatch(target.object, JSON.parse(body));
}

function unsupported(failure: unknown, target: Target, contentType: string): unknown {
  if (!(failure instanceof StatusFailure) || failure.status.code !== 415) return failure;
  const { group, version, kind } = target.resource;
  return new Failure(`${contentType} is not supported by ${group}/${version}, Kind=${kind}: ${failure.message}`);
}

function outcome(call: Invocation, unchanged: boolean): string {
  const suffix = call.dryRun === 'server' ? dryRunSuffix('server') : '';
  return `patched${unchanged ? ' (no change)' : ''}${suffix}`;
}
