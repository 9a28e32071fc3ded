import type { Json } from '../client/api-client.ts';
import { Failure } from '../failure.ts';
import type { Folder } from './folder.ts';
import { type Resource, resourceOf } from './resource.ts';

/** An entry of `configMapGenerator:` or `secretGenerator:`. */
export interface Generator {
  name?: string;
  namespace?: string;
  behavior?: string;
  type?: string;
  literals?: string[];
  files?: string[];
  env?: string;
  envs?: string[];
  options?: GeneratorOptions;
}

export interface GeneratorOptions {
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  disableNameSuffixHash?: boolean;
  immutable?: boolean;
}

/** Adds what a generator makes to the resources, or merges it into the one that is there already. */
export async function generate(
  folder: Folder,
  kind: 'ConfigMap' | 'Secret',
  generator: Generator,
  shared: GeneratorOptions,
  resources: Resource[],
): Promise<void> {
  const options = merged(shared, generator.options ?? {});
  const made = await generatedObject(folder, kind, generator, options);
  const resource = { ...resourceOf(made), hashed: !options.disableNameSuffixHash };
  const before = resources.find(
    ({ object, names }) =>
      object.kind === kind &&
      names.some(({ name, namespace }) => name === generator.name && namespace === (generator.namespace ?? '')),
  );
  const behavior = generator.behavior || 'create';
  if (behavior === 'create') {
    if (before)
      throw new Failure(
        `merging from generator: id ${kind} "${generator.name}" exists; behavior must be merge or replace`,
      );
    resources.push(resource);
    return;
  }
  if (behavior !== 'merge' && behavior !== 'replace') {
    throw new Failure(`unknown behavior "${behavior}" of generator "${generator.name}": create, merge or replace`);
  }
  if (!before) {
    throw new Failure(`merging from generator: ${kind} "${generator.name}" does not exist; cannot merge or replace`);
  }
  const old = before.object;
  const keep = behavior === 'merge' ? old : {};
  for (const field of ['data', 'binaryData']) {
    const content = { ...keep[field], ...made[field] };
    if (Object.keys(content).length > 0) old[field] = content;
    else delete old[field];
  }
  for (const field of ['labels', 'annotations']) {
    const content = { ...old.metadata[field], ...made.metadata[field] };
    if (Object.keys(content).length > 0) old.metadata[field] = content;
  }
  if (made.immutable) old.immutable = true;
}

function merged(shared: GeneratorOptions, own: GeneratorOptions): GeneratorOptions {
  return {
    labels: { ...shared.labels, ...own.labels },
    annotations: { ...shared.annotations, ...own.annotations },
    disableNameSuffixHash: shared.disableNameSuffixHash || own.disableNameSuffixHash,
    immutable: shared.immutable || own.immutable,
  };
}

async function generatedObject(
  folder: Folder,
  kind: 'ConfigMap' | 'Secret',
  generator: Generator,
  options: GeneratorOptions,
): Promise<Json> {
  const data = await content(folder, generator);
  const encoded = [...data].map(([key, value]) => [key, kind === 'Secret' ? base64(value) : value]);
  const { labels = {}, annotations = {} } = options;
  return {
    apiVersion: 'v1',
    kind,
    metadata: {
      name: generator.name ?? '',
      ...(generator.namespace ? { namespace: generator.namespace } : {}),
      ...(Object.keys(labels).length ? { labels } : {}),
      ...(Object.keys(annotations).length ? { annotations } : {}),
    },
    ...(encoded.length ? { data: Object.fromEntries(encoded) } : {}),
    ...(options.immutable ? { immutable: true } : {}),
    ...(kind === 'Secret' ? { type: generator.type || 'Opaque' } : {}),
  };
}

async function content(folder: Folder, generator: Generator): Promise<Map<string, string>> {
  const data = new Map<string, string>();
  const add = (key: string, value: string): void => {
    if (data.has(key)) throw new Failure(`generator ${generator.name} repeats the key "${key}"`);
    data.set(key, value);
  };
  const envs = [...(generator.env ? [generator.env] : []), ...(generator.envs ?? [])];
  for (const path of envs) {
    for (const [key, value] of variables(await source(folder, path, `env source files: [${envs.join(' ')}]`))) {
      add(key, value);
    }
  }
  for (const literal of generator.literals ?? []) addLiteral(generator, literal, add);
  for (const entry of generator.files ?? []) {
    const equals = entry.indexOf('=');
    const path = entry.slice(equals + 1);
    const key = equals === -1 ? path.split('/').at(-1)! : entry.slice(0, equals);
    add(key, await source(folder, path, `file sources: [${generator.files!.join(' ')}]`));
  }
  return data;
}

function addLiteral(generator: Generator, literal: string, add: (key: string, value: string) => void): void {
  const equals = literal.indexOf('=');
  if (equals < 1) {
    const all = generator.literals!.join(' ');
    throw new Failure(
      `loading KV pairs: literal sources [${all}]: invalid literal source ${literal}, expected key=value`,
    );
  }
  const value = literal.slice(equals + 1);
  add(literal.slice(0, equals), /^(["']).*\1$/s.test(value) && value.length > 1 ? value.slice(1, -1) : value);
}

async function source(folder: Folder, path: string, what: string): Promise<string> {
  if (await folder.has(path)) return folder.read(path);
  throw new Failure(`loading KV pairs: ${what}: ${folder.missing(path)}`);
}

function variables(text: string): [string, string][] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trimStart())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const equals = line.indexOf('=');
      return equals === -1 ? [line, ''] : [line.slice(0, equals), line.slice(equals + 1)];
    });
}

const LINE = 70;

/** Long values are broken into lines, as kustomize does; they count in the hash. */
function base64(text: string): string {
  const encoded = btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
  return encoded.length <= LINE ? encoded : encoded.replace(/.{1,70}/g, '$&\n');
}
