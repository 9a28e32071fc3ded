import jsonpatch from 'fast-json-patch';
import { parse } from 'yaml';
import { strategicMergePatch } from '../../cluster/index.ts';
import type { Json } from '../client/api-client.ts';
import { Failure } from '../failure.ts';
import { parseManifest } from '../manifests.ts';
import { printYaml } from '../printers/yaml.ts';
import { GO_YAML } from '../yaml-reader.ts';
import type { Folder } from './folder.ts';
import { groupOf, idText, type Resource } from './resource.ts';

/** An entry of `patches:`. */
export interface Patch {
  path?: string;
  patch?: string;
  target?: Target;
  options?: { allowNameChange?: boolean; allowKindChange?: boolean };
}

interface Target {
  group?: string;
  version?: string;
  kind?: string;
  name?: string;
  namespace?: string;
  labelSelector?: string;
  annotationSelector?: string;
}

/** Patches the resources: a list of operations where it is one, else a strategic merge. */
export async function applyPatch(folder: Folder, entry: Patch, resources: Resource[]): Promise<void> {
  const text = entry.path ? await patchFile(folder, entry) : (entry.patch ?? '');
  const operations = readOperations(text);
  if (operations) {
    if (!entry.target) throw new Failure(`must specify a target for JSON patch [${shown(entry)}]`);
    for (const resource of selected(resources, entry.target)) applyOperations(resource, operations);
    return;
  }
  const merges = readMerges(text);
  if (!merges) throw new Failure(`${configured(entry)}unable to parse SM or JSON patch from [${shown(entry)}]`);
  for (const merge of merges) {
    const targets = entry.target ? selected(resources, entry.target) : [ownTarget(resources, merge)];
    for (const target of targets) mergeInto(resources, target, merge);
  }
}

/** `$patch: delete` at the top takes the whole object away. */
function mergeInto(resources: Resource[], target: Resource, patch: Json): void {
  if (patch.$patch === 'delete') {
    resources.splice(resources.indexOf(target), 1);
    return;
  }
  const { apiVersion, kind, metadata } = target.object;
  const merged: Json = strategicMergePatch(target.object, patch);
  target.object = { ...merged, apiVersion, kind, metadata: { ...merged.metadata, name: metadata.name } };
  if (metadata.namespace) target.object.metadata.namespace = metadata.namespace;
}

function ownTarget(resources: readonly Resource[], patch: Json): Resource {
  const found = resources.filter(
    ({ object, names }) =>
      object.kind === patch.kind &&
      groupOf(object) === groupOf(patch) &&
      names.some(
        ({ name, namespace }) =>
          name === patch.metadata?.name && (namespace || 'default') === (patch.metadata?.namespace || 'default'),
      ),
  );
  if (found.length === 1) return found[0]!;
  const id = idText(patch);
  throw new Failure(
    `no resource matches strategic merge patch "${id}": no matches for Id ${id}; failed to find unique target for patch ${id}`,
  );
}

/** A target's fields are regular expressions for the whole value. */
function selected(resources: readonly Resource[], target: Target): Resource[] {
  const fits = (pattern: string | undefined, ...values: string[]): boolean =>
    !pattern || values.some((value) => new RegExp(`^(?:${pattern})$`).test(value));
  return resources.filter(({ object, names }) => {
    const { labels = {}, annotations = {} } = object.metadata ?? {};
    return (
      fits(target.group, groupOf(object)) &&
      fits(target.version, object.apiVersion.split('/').at(-1)) &&
      fits(target.kind, object.kind) &&
      fits(target.name, ...names.map(({ name }) => name)) &&
      fits(target.namespace, ...names.map(({ namespace }) => namespace)) &&
      carries(labels, target.labelSelector) &&
      carries(annotations, target.annotationSelector)
    );
  });
}

function carries(pairs: Record<string, string>, selector: string | undefined): boolean {
  return (selector ?? '')
    .split(',')
    .map((term) => term.trim())
    .filter(Boolean)
    .every((term) => {
      const [, key, sign, value] = /^!?\s*([^=!\s]+)\s*(==?|!=)?\s*(.*)$/.exec(term) ?? [];
      if (!sign) return key! in pairs !== term.startsWith('!');
      return (pairs[key!] === value) === (sign !== '!=');
    });
}

function applyOperations(resource: Resource, operations: Json[]): void {
  try {
    resource.object = jsonpatch.applyPatch(
      structuredClone(resource.object),
      operations.map(lenient) as [],
      true,
    ).newDocument;
  } catch (failure) {
    throw new Failure(operationProblem(failure as { name: string; operation?: Json }));
  }
}

/** The Go library lets `replace` set a key that is not there yet, as long as it stands in a map. */
function lenient(operation: Json): Json {
  return operation.op === 'replace' && !/\/(?:\d+|-)$/.test(operation.path) ? { ...operation, op: 'add' } : operation;
}

/** The Go library's words for an operation that finds nothing to work on. */
function operationProblem({ name, operation }: { name: string; operation?: Json }): string {
  const { op, path = '' } = operation ?? {};
  if (name === 'TEST_OPERATION_FAILED') return `testing value ${path} failed: test failed`;
  if (op === 'remove') {
    return `error in remove for path: '${path}': Unable to remove nonexistent key: ${path.split('/').at(-1)}: missing value`;
  }
  if (op === 'replace') return `replace operation does not apply: doc is missing key: ${path}: missing value`;
  return `${op} operation does not apply: doc is missing path: "${path}": missing value`;
}

async function patchFile(folder: Folder, entry: Patch): Promise<string> {
  if (await folder.has(entry.path!)) return folder.read(entry.path!);
  throw new Failure(
    `${configured(entry)}failed to get the patch file from path(${entry.path}): ${folder.missing(entry.path!)}`,
  );
}

/** Text that opens with a bracket has to be JSON; else YAML will do. */
function readOperations(text: string): Json[] | undefined {
  try {
    const value: Json = text.trimStart().startsWith('[') ? JSON.parse(text) : parse(text, GO_YAML);
    return Array.isArray(value) && value.every((each) => each?.op) ? value : undefined;
  } catch {
    return undefined;
  }
}

function readMerges(text: string): Json[] | undefined {
  try {
    const objects = parseManifest(text, '', { core: true });
    return objects.length > 0 && objects.every((each) => each?.kind && !Array.isArray(each)) ? objects : undefined;
  } catch {
    return undefined;
  }
}

function configured(entry: Patch): string {
  const config = Object.fromEntries(Object.entries(entry).filter(([key]) => key !== 'options'));
  return `trouble configuring builtin PatchTransformer with config: \`\n${printYaml(config)}\`: `;
}

function shown(entry: Patch): string {
  return entry.path ? `path: "${entry.path}"` : `patch: ${JSON.stringify(entry.patch)}`;
}
