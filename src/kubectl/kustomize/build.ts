import type { Json } from '../client/api-client.ts';
import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { parseManifest } from '../manifests.ts';
import { contentHash } from './content-hash.ts';
import { Folder } from './folder.ts';
import { generate } from './generators.ts';
import { changeImages } from './images.ts';
import { addAnnotations, addLabels } from './labels.ts';
import { legacyOrder } from './order.ts';
import { applyPatch } from './patches.ts';
import { type Kustomization, readKustomization } from './read-kustomization.ts';
import { fixReferences } from './references.ts';
import { groupOf, idText, isClusterScoped, type Resource, rename, resourceOf } from './resource.ts';

/**
 * The objects a folder's kustomization builds, in the order `kubectl kustomize` prints them. Throws a `Failure` in
 * kustomize's words for what is missing or wrong.
 */
export async function buildKustomization(call: Invocation, path: string): Promise<Json[]> {
  const root = new Folder(call.context.fs, call.context.resolve('.')).at(path);
  if (!(await root.isFolder('.'))) {
    const reason = (await root.has('.'))
      ? `'${path}': file is not directory`
      : `not a valid directory: ${root.missing('.').replace(`'${root.path}'`, `'${path}'`)}`;
    throw new Failure(`must build at directory: ${reason}`);
  }
  const resources: Resource[] = [];
  const kustomization = await accumulate(root, resources, (line) => call.complain(line), []);
  for (const resource of resources.filter(({ hashed }) => hashed)) {
    rename(resource, `${resource.object.metadata.name}-${await contentHash(resource.object)}`);
  }
  fixReferences(resources);
  const ordered = kustomization.sortOptions?.order === 'fifo' ? resources : legacyOrder(resources);
  return ordered.map(({ object }) => object);
}

/** Puts a folder's resources behind those already there and changes them as its kustomization says. */
async function accumulate(
  folder: Folder,
  all: Resource[],
  warn: (line: string) => void,
  above: readonly string[],
): Promise<Kustomization> {
  if (above.includes(folder.path)) {
    throw new Failure(`cycle detected: candidate root '${folder.path}' contains visited root '${above.at(-1)}'`);
  }
  const kustomization = await readKustomization(folder, warn);
  const isComponent = kustomization.kind === 'Component';
  // A component changes what its user has gathered so far; a base only its own.
  const resources: Resource[] = isComponent ? all : [];
  for (const entry of kustomization.resources) {
    await accumulateEntry(folder, entry, resources, warn, [...above, folder.path]);
  }
  for (const entry of kustomization.components) {
    await accumulate(folder.at(entry), resources, warn, [...above, folder.path]);
  }
  await generateAll(folder, kustomization, resources);
  for (const patch of kustomization.patches) await applyPatch(folder, patch, resources);
  transform(kustomization, resources);
  if (!isComponent) for (const resource of resources) add(all, resource);
  return kustomization;
}

async function accumulateEntry(
  folder: Folder,
  entry: string,
  resources: Resource[],
  warn: (line: string) => void,
  above: readonly string[],
): Promise<void> {
  if (await folder.isFolder(entry)) {
    await accumulate(folder.at(entry), resources, warn, above);
    return;
  }
  const notThis = (what: string): Failure => new Failure(`accumulating resources: accumulation err='${what}`);
  if (/^(?:https?|ssh|git):|^[\w-]+\.[\w.-]+\/.*\/\//.test(entry)) {
    throw new Failure(`accumulating resources: "${entry}" is not on this machine, which has no way to the internet`);
  }
  if (!(await folder.has(entry))) {
    const missing = folder.missing(entry);
    throw notThis(
      `accumulating resources from '${entry}': ${missing}': must build at directory: not a valid directory: ${missing}`,
    );
  }
  const isFile = `': must build at directory: '${folder.resolve(entry)}': file is not directory`;
  try {
    for (const object of parseManifest(await folder.read(entry), entry, { core: true }).flatMap(listItems)) {
      checkObject(object);
      add(resources, resourceOf(object));
    }
  } catch (failure) {
    const doing = (failure as Error).message.startsWith('may not add') ? 'merging' : 'accumulating';
    throw notThis(`${doing} resources from '${entry}': ${(failure as Error).message}${isFile}`);
  }
}

function listItems(object: Json): Json[] {
  return object?.kind?.endsWith?.('List') && Array.isArray(object.items) ? object.items : [object];
}

function checkObject(object: Json): void {
  if (!object?.kind) throw new Failure(`missing Resource metadata`);
  if (!object.metadata?.name && !object.metadata?.generateName) {
    throw new Failure(`missing metadata.name in object {{${object.apiVersion} ${object.kind}} {{ } map[] map[]}}`);
  }
}

function add(resources: Resource[], resource: Resource): void {
  const id = idText(resource.object);
  if (resources.some(({ object }) => idText(object) === id)) {
    throw new Failure(`may not add resource with an already registered id: ${id}`);
  }
  resources.push(resource);
}

async function generateAll(folder: Folder, kustomization: Kustomization, resources: Resource[]): Promise<void> {
  const { configMapGenerator, secretGenerator, generatorOptions } = kustomization;
  for (const each of configMapGenerator) await generate(folder, 'ConfigMap', each, generatorOptions, resources);
  for (const each of secretGenerator) await generate(folder, 'Secret', each, generatorOptions, resources);
}

/** In the order kustomize runs its transformers. */
function transform(kustomization: Kustomization, resources: Resource[]): void {
  const { namespace, namePrefix = '', nameSuffix = '', commonLabels, commonAnnotations, labels } = kustomization;
  for (const resource of resources) {
    if (namespace) setNamespace(resource, namespace);
    if (namePrefix || nameSuffix) affix(resource, namePrefix, nameSuffix);
    for (const { pairs = {}, includeSelectors = false, includeTemplates = false } of labels) {
      addLabels(resource, pairs, { selectors: includeSelectors, templates: includeTemplates });
    }
    if (commonLabels) addLabels(resource, commonLabels, { selectors: true, templates: true });
    if (commonAnnotations) addAnnotations(resource, commonAnnotations);
  }
  for (const replica of kustomization.replicas) setReplicas(resources, replica);
  for (const image of kustomization.images) for (const { object } of resources) changeImages(object, image);
}

function setNamespace(resource: Resource, namespace: string): void {
  const { object } = resource;
  if (object.kind === 'Namespace') rename(resource, namespace);
  else if (!isClusterScoped(object)) {
    object.metadata.namespace = namespace;
    resource.names.push({ name: object.metadata.name, namespace });
  }
  for (const subject of object.subjects ?? []) {
    if (subject.kind === 'ServiceAccount' && subject.name === 'default') subject.namespace = namespace;
  }
}

const KEPT_NAMES = ['CustomResourceDefinition', 'APIService', 'Namespace'];

function affix(resource: Resource, prefix: string, suffix: string): void {
  if (KEPT_NAMES.includes(resource.object.kind)) return;
  resource.affixes.push(`${prefix}|${suffix}`);
  rename(resource, `${prefix}${resource.object.metadata.name}${suffix}`);
}

const SCALED = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'];

function setReplicas(resources: readonly Resource[], { name, count }: { name: string; count: number }): void {
  const found = resources.filter(
    ({ object, names }) =>
      SCALED.includes(object.kind) &&
      ['apps', ''].includes(groupOf(object)) &&
      names.some((each) => each.name === name),
  );
  if (found.length === 0) {
    const kinds = SCALED.map((kind) => `${kind}.[noVer].[noGrp]`).join(' ');
    throw new Failure(`resource with name ${name} does not match a config with the following GVK [${kinds}]`);
  }
  for (const { object } of found) object.spec = { ...object.spec, replicas: count };
}
