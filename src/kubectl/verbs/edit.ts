import { lastApplied, withLastApplied } from '../apply/last-applied.ts';
import { twoWayPatch } from '../apply/patch-kind.ts';
import type { Json } from '../client/api-client.ts';
import { groupVersion, qualifiedKind, qualifiedPlural } from '../client/discovery.ts';
import { describeFailure, Failure, plainMessage, throwCollected } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { parseManifest } from '../manifests.ts';
import { printJson } from '../printers/json.ts';
import { printYaml } from '../printers/yaml.ts';
import { select, type Target, targetPath } from '../selection.ts';
import { launchEditor, stripComments, temporaryFile } from './editor.ts';
import { fieldValidation } from './file-options.ts';

const HEADER = `# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
`;

/** `kubectl edit`. */
export async function edit(call: Invocation): Promise<void> {
  const selection = await select(call, { wholeTypes: true });
  throwCollected(selection.failures);
  for (const target of selection.targets) await editOne(call, target);
}

/** Opens the editor on one object until what is saved is accepted, unchanged or given up. */
async function editOne(call: Invocation, target: Target): Promise<void> {
  const json = call.flags.string('output') === 'json';
  const original = {
    apiVersion: groupVersion(target.resource),
    kind: target.resource.kind,
    ...withoutManagedFields(target.object),
  };
  const print = json ? (object: Json) => `${printJson(object)}\n` : printYaml;
  const path = await temporaryFile(call, json ? 'json' : 'yaml');
  const start = print(original);
  let text = (json ? '' : HEADER) + start;
  let complaint = '';
  for (;;) {
    await call.context.fs.writeFile(path, text);
    await launchEditor(call, path);
    const saved = await call.context.fs.readFile(path);
    if (complaint && stripComments(saved) === stripComments(text)) {
      return giveUp(call, path, complaint, 'Edit cancelled, no valid changes were saved.');
    }
    if (stripComments(saved) === start) {
      call.complain('Edit cancelled, no changes made.\n');
      return call.context.fs.rm(path, { force: true });
    }
    const edited = await accept(call, target, original, saved, path);
    if (edited === undefined) return call.context.fs.rm(path, { force: true });
    complaint = edited;
    text = `${HEADER}${complaint
      .trimEnd()
      .split('\n')
      .map((line) => `# ${line}\n`)
      .join('')}#\n${stripComments(saved)}`;
    if (stripComments(saved).trim() === '') {
      return giveUp(call, path, complaint, 'Edit cancelled, no valid changes were saved.');
    }
  }
}

/** Sends what was saved. Resolves with the reason when the editor should open again, undefined when all is done. */
async function accept(
  call: Invocation,
  target: Target,
  original: Json,
  saved: string,
  path: string,
): Promise<string | undefined> {
  let edited: Json;
  try {
    [edited] = parseManifest(stripComments(saved), path);
  } catch (failure) {
    return plainMessage(failure);
  }
  const subject = `${qualifiedPlural(target.resource)} "${target.name}"`;
  if (edited === undefined || typeof edited !== 'object') return `error: ${subject} is invalid\n`;
  const sameIdentity =
    edited.apiVersion === original.apiVersion &&
    edited.kind === original.kind &&
    edited.metadata?.name === original.metadata.name;
  if (!sameIdentity) {
    call.complain(`A copy of your changes has been stored to "${path}"\n`);
    throw new Failure('At least one of apiVersion, kind and name was changed');
  }
  const next = call.flags.bool('save-config') || lastApplied(edited) !== undefined ? withLastApplied(edited) : edited;
  const { contentType, patch } = twoWayPatch(target.resource, original, next);
  if (Object.keys(patch).length === 0) {
    call.complain('Edit cancelled, no changes made.\n');
    return undefined;
  }
  try {
    const object = await call.client.patch(targetPath(target), contentType, patch, {
      fieldManager: call.flags.string('field-manager'),
      fieldValidation: fieldValidation(call),
    });
    call.print(`${qualifiedKind(object)}/${object.metadata.name} edited\n`);
    return undefined;
  } catch (failure) {
    const reason = describeFailure(failure).text;
    return `${qualifiedPlural(target.resource)} "${target.name}" was not valid:\n* ${reason}`;
  }
}

function giveUp(call: Invocation, path: string, complaint: string, message: string): never {
  call.complain(complaint.startsWith('error: ') ? complaint : `error: ${complaint}`);
  call.complain(`A copy of your changes has been stored to "${path}"\n`);
  throw new Failure(message);
}

function withoutManagedFields(object: Json): Json {
  const { managedFields: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}
