import { lastApplied, withLastApplied } from '../apply/last-applied.ts';
import { twoWayPatch } from '../apply/patch-kind.ts';
import type { Json } from '../client/api-client.ts';
import { groupVersion, qualifiedKind, qualifiedPlural } from '../client/discovery.ts';
import { Failure, isNotFound, plainMessage, StatusFailure, throwCollected } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { parseManifest } from '../manifests.ts';
import { goJson, printJson } from '../printers/json.ts';
import { printYaml } from '../printers/yaml.ts';
import { select, type Target, targetPath } from '../selection.ts';
import { launchEditor, stripComments, temporaryFile } from './editor.ts';
import { fieldValidation } from './file-options.ts';

const HEADER = `# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
`;

/** An object as it was when the editor opened. */
interface Original {
  target: Target;
  object: Json;
}

/** What stands above the objects when the editor opens again. */
interface Reason {
  head: string;
  causes: readonly string[];
}

/** `kubectl edit`: one file with all the objects asked for. */
export async function edit(call: Invocation): Promise<void> {
  const format = call.flags.string('output') || 'yaml';
  if (format !== 'json' && format !== 'yaml') {
    throw new Failure(
      `unable to match a printer suitable for the output format "${format}", allowed formats are: json,yaml`,
    );
  }
  const subresource = call.flags.string('subresource') || undefined;
  const selection = await select(call, { wholeTypes: true, subresource });
  throwCollected(selection.failures);
  const originals = selection.targets.map(originalOf);
  if (originals.length === 0) throw new Failure('edit cancelled, no objects found');
  await editObjects(call, originals, format);
}

function originalOf(target: Target): Original {
  const { managedFields: _, ...metadata } = target.object.metadata;
  const { apiVersion = groupVersion(target.resource), kind = target.resource.kind } = target.object;
  return { target, object: { ...target.object, apiVersion, kind, metadata } };
}

/** Opens the editor until what is saved is accepted, unchanged or given up. */
async function editObjects(call: Invocation, originals: readonly Original[], format: 'json' | 'yaml'): Promise<void> {
  const print = format === 'json' ? (object: Json) => `${printJson(object)}\n` : printYaml;
  const objects = originals.map(({ object }) => object);
  const start = print(
    objects.length === 1 ? objects[0] : { apiVersion: 'v1', items: objects, kind: 'List', metadata: {} },
  );
  const path = await temporaryFile(call, format);
  const { fs } = call.context;
  let text = (format === 'json' ? '' : HEADER) + start;
  let failed = false;
  for (;;) {
    await fs.writeFile(path, withLineEndings(call, text));
    await launchEditor(call, path);
    const saved = (await fs.readFile(path)).replaceAll('\r\n', '\n');
    const content = stripComments(saved);
    if (failed && content === stripComments(text)) {
      call.complain(`A copy of your changes has been stored to "${path}"\n`);
      throw new Failure('Edit cancelled, no valid changes were saved.');
    }
    if (content === start) {
      call.complain('Edit cancelled, no changes made.\n');
      return fs.rm(path, { force: true });
    }
    const reasons = await accept(call, originals, content, path);
    if (reasons.length === 0) return fs.rm(path, { force: true });
    failed = true;
    text = HEADER + reasons.map(reasonText).join('') + content;
  }
}

function withLineEndings(call: Invocation, text: string): string {
  return call.flags.bool('windows-line-endings') ? text.replaceAll('\n', '\r\n') : text;
}

function reasonText({ head, causes }: Reason): string {
  return `# ${head}${causes.length > 0 ? ':' : ''}\n${causes.map((cause) => `# * ${cause}\n`).join('')}#\n`;
}

/** Sends what was saved. Resolves with the reasons why the editor should open again; none when all is done. */
async function accept(
  call: Invocation,
  originals: readonly Original[],
  content: string,
  path: string,
): Promise<readonly Reason[]> {
  let edited: Json[];
  try {
    edited = parseManifest(content, path).flatMap((each) => (each?.kind === 'List' ? (each.items ?? []) : [each]));
    if (edited.length === 0) throw new Error('EOF');
    if (edited.some((each) => each === null || typeof each !== 'object')) throw new Error('an object was expected');
  } catch (failure) {
    const subject = subjectOf(originals[0]!.target);
    call.complain(`error: ${subject} is invalid\n`);
    const cause = `The edited file failed validation: ${plainMessage(failure)}`;
    return [{ head: `${subject} was not valid`, causes: [cause] }];
  }
  const unknown = edited.find(({ kind }) => !originals.some(({ object }) => object.kind === kind));
  if (unknown) {
    const missing = `no matches for kind "${unknown.kind}" in version "${unknown.apiVersion}"`;
    return [{ head: `The edited file had a syntax error: unable to recognize "edited-file": ${missing}`, causes: [] }];
  }
  const reasons: Reason[] = [];
  for (const each of edited) {
    const reason = await change(call, originals, each, path, edited.length === 1);
    if (reason) reasons.push(reason);
  }
  return reasons;
}

/** Changes one object. Resolves with the reason why the server would not. */
async function change(
  call: Invocation,
  originals: readonly Original[],
  edited: Json,
  path: string,
  alone: boolean,
): Promise<Reason | undefined> {
  const original = originals.find(({ object }) => object.metadata.uid === edited.metadata?.uid);
  if (!original || !isSame(original.object, edited)) {
    call.complain(`A copy of your changes has been stored to "${path}"\n`);
    throw new Failure(
      original
        ? 'At least one of apiVersion, kind and name was changed'
        : `no original object found for ${edited.kind}`,
    );
  }
  const { target } = original;
  const next = call.flags.bool('save-config') || lastApplied(edited) !== undefined ? withLastApplied(edited) : edited;
  const { contentType, patch } = twoWayPatch(target.resource, original.object, next);
  if (Object.keys(patch).length === 0) {
    if (alone) call.complain('Edit cancelled, no changes made.\n');
    else call.print(`${qualifiedKind(original.object)}/${target.name} skipped\n`);
    return undefined;
  }
  if (call.flags.bool('output-patch')) call.print(`Patch: ${goJson(patch)}\n`);
  try {
    await call.client.patch(targetPath(target, call.flags.string('subresource') || undefined), contentType, patch, {
      fieldManager: call.flags.string('field-manager'),
      fieldValidation: fieldValidation(call),
    });
    call.print(`${qualifiedKind(target.object)}/${target.name} edited\n`);
    return undefined;
  } catch (failure) {
    return refused(call, target, failure, path);
  }
}

function isSame(original: Json, edited: Json): boolean {
  return (
    edited.apiVersion === original.apiVersion &&
    edited.kind === original.kind &&
    edited.metadata?.name === original.metadata.name
  );
}

/** What can be mended in the editor comes back as a reason; the rest is told here and ends it. */
function refused(call: Invocation, target: Target, failure: unknown, path: string): Reason | undefined {
  const subject = subjectOf(target);
  if (failure instanceof StatusFailure && failure.status.reason === 'Invalid') {
    call.complain(`error: ${subject} is invalid\n`);
    const causes = (failure.status.details?.causes ?? []).map(({ field, message }) => `${field}: ${message}`);
    return { head: `${subject} was not valid`, causes };
  }
  if (isNotFound(failure)) {
    call.complain(`error: ${subject} could not be found on the server\n`);
    call.complain(`The edits you made on deleted resources have been saved to "${path}"\n`);
    throw new Failure('Edit cancelled, no valid changes were saved.');
  }
  const message = failure instanceof StatusFailure ? failure.message : plainMessage(failure);
  call.complain(`error: ${subject} could not be patched: ${message}\n`);
  throw new Failure(`You can run \`kubectl replace -f ${path}\` to try this update again.`, { bare: true });
}

function subjectOf({ resource, name }: Target): string {
  return `${qualifiedPlural(resource)} "${name}"`;
}
