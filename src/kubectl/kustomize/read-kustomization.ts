import { parseDocument } from 'yaml';
import type { Json } from '../client/api-client.ts';
import { Failure } from '../failure.ts';
import { GO_YAML } from '../yaml-reader.ts';
import type { Folder } from './folder.ts';
import type { Generator, GeneratorOptions } from './generators.ts';
import type { ImageChange } from './images.ts';
import type { Patch } from './patches.ts';

/** What a kustomization.yaml may say, as far as it is carried out here. */
export interface Kustomization {
  kind: string;
  resources: string[];
  components: string[];
  namespace?: string;
  namePrefix?: string;
  nameSuffix?: string;
  commonLabels?: Record<string, string>;
  labels: {
    pairs?: Record<string, string>;
    includeSelectors?: boolean;
    includeTemplates?: boolean;
  }[];
  commonAnnotations?: Record<string, string>;
  images: ImageChange[];
  replicas: { name: string; count: number }[];
  patches: Patch[];
  configMapGenerator: Generator[];
  secretGenerator: Generator[];
  generatorOptions: GeneratorOptions;
  sortOptions?: { order?: string };
}

const FILES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Fields with the type their value must have, in Go's words. */
const FIELDS: Readonly<Record<string, string>> = {
  apiVersion: 'string',
  kind: 'string',
  metadata: 'map',
  resources: 'list',
  bases: 'list',
  components: 'list',
  namespace: 'string',
  namePrefix: 'string',
  nameSuffix: 'string',
  commonLabels: 'map',
  labels: 'list',
  commonAnnotations: 'map',
  images: 'list',
  imageTags: 'list',
  replicas: 'list',
  patches: 'list',
  patchesStrategicMerge: 'list',
  patchesJson6902: 'list',
  configMapGenerator: 'list',
  secretGenerator: 'list',
  generatorOptions: 'map',
  sortOptions: 'map',
};

/** Known to kustomize, not carried out here: refused rather than left out of the result. */
const REFUSED = [
  'crds',
  'configurations',
  'generators',
  'helmCharts',
  'helmChartInflationGenerator',
  'helmGlobals',
  'openapi',
  'replacements',
  'transformers',
  'validators',
  'vars',
  'buildMetadata',
];

const DEPRECATED: readonly [string, string][] = [
  ['commonLabels', 'labels'],
  ['imageTags', 'images'],
  ['patchesJson6902', 'patches'],
  ['patchesStrategicMerge', 'patches'],
  ['bases', 'resources'],
];

/** Reads a folder's kustomization; `warn` gets a line for each deprecated field. Throws `Failure` in kustomize's words. */
export async function readKustomization(folder: Folder, warn: (line: string) => void): Promise<Kustomization> {
  const found: string[] = [];
  for (const name of FILES) if (await folder.has(name)) found.push(name);
  if (found.length === 0) {
    throw new Failure(
      `unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '${folder.path}'`,
    );
  }
  if (found.length > 1) throw new Failure(`Found multiple kustomization files under: ${folder.path}`);
  const content = readContent(await folder.read(found[0]!));
  checkFields(folder, content);
  for (const [old, now] of DEPRECATED) {
    if (content[old] === undefined) continue;
    warn(
      `# Warning: '${old}' is deprecated. Please use '${now}' instead. Run 'kustomize edit fix' to update your Kustomization automatically.\n`,
    );
  }
  return {
    kind: 'Kustomization',
    components: [],
    replicas: [],
    secretGenerator: [],
    configMapGenerator: [],
    generatorOptions: {},
    labels: [],
    ...content,
    resources: [...(content.resources ?? []), ...(content.bases ?? [])],
    images: [...(content.images ?? []), ...(content.imageTags ?? [])],
    patches: [...mergesOf(content), ...(content.patches ?? []), ...(content.patchesJson6902 ?? [])],
  };
}

/** A strategic merge may stand in the file itself or be the name of one. */
function mergesOf(content: Json): Patch[] {
  return (content.patchesStrategicMerge ?? []).map((text: string) =>
    /[\n{]/.test(text) ? { patch: text } : { path: text },
  );
}

function readContent(text: string): Json {
  const document = parseDocument(text, GO_YAML);
  if (document.errors.length > 0) throw new Failure('invalid Kustomization: yaml: did not find expected key');
  const content = document.toJS({ maxAliasCount: 100 });
  if (content === null || content === undefined) throw new Failure('kustomization.yaml is empty');
  if (typeof content !== 'object' || Array.isArray(content)) {
    throw new Failure(
      `invalid Kustomization: json: cannot unmarshal ${goType(content)} into Go value of type types.Kustomization`,
    );
  }
  return content;
}

function checkFields(folder: Folder, content: Json): void {
  for (const [name, value] of Object.entries(content)) {
    if (REFUSED.includes(name)) {
      throw new Failure(
        `this kubectl does not carry out '${name}' of a kustomization; write the result out as plain manifests`,
      );
    }
    const wanted = FIELDS[name];
    if (!wanted) throw new Failure(`invalid Kustomization: json: unknown field "${name}"`);
    const given = goType(value);
    const fits = value === null || given === { string: 'string', list: 'array', map: 'object' }[wanted];
    if (fits) continue;
    const type = { string: 'string', list: '[]string', map: 'map[string]string' }[wanted];
    throw new Failure(
      `invalid Kustomization: json: cannot unmarshal ${given} into Go struct field Kustomization.${name} of type ${type}`,
    );
  }
  checkTexts(content.commonLabels, 'Kustomization.commonLabels');
  checkTexts(content.commonAnnotations, 'Kustomization.commonAnnotations');
  checkTexts(content.generatorOptions?.labels, 'GeneratorOptions.generatorOptions.labels');
  checkTexts(content.generatorOptions?.annotations, 'GeneratorOptions.generatorOptions.annotations');
  for (const label of content.labels ?? []) checkTexts(label?.pairs, 'Label.labels.pairs');
  for (const name of Object.keys(content)) if (content[name] === null) delete content[name];
  if (content.kind && content.kind !== 'Kustomization' && content.kind !== 'Component') {
    throw new Failure(
      `Failed to read kustomization file under ${folder.path}:\nkind should be Kustomization or Component`,
    );
  }
}

/** Labels and annotations are text; `y: yes` is not. */
function checkTexts(pairs: Json, field: string): void {
  const wrong = Object.values(pairs ?? {}).find((value) => typeof value !== 'string');
  if (wrong === undefined) return;
  throw new Failure(
    `invalid Kustomization: json: cannot unmarshal ${goType(wrong)} into Go struct field ${field} of type string`,
  );
}

function goType(value: Json): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
