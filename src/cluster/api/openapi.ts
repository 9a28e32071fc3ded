import { hash } from '../../clock/index.ts';
import { ApiResponse } from '../http/api-response.ts';
import type { JsonObject } from '../json-object.ts';
import { apiVersionOf, type KindRegistry } from '../kind-table.ts';
import { OBJECT_META } from '../schema/object-meta.ts';
import { REVIEW_KINDS } from '../schema/reviews.ts';
import type { Kind, Schema } from '../types.ts';
import { jsonResponse } from './respond.ts';

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/** Answers /openapi/v3 and /openapi/v3/GROUPVERSION; undefined for other paths. */
export function openApi(path: string, kinds: KindRegistry, gitVersion: string): ApiResponse | undefined {
  if (path === '/openapi/v3') return jsonResponse(index(kinds, gitVersion));
  const place = /^\/openapi\/v3\/(?:api|apis)\/(.+)$/.exec(path)?.[1];
  const document = place === undefined ? undefined : documentOf(place, kinds, gitVersion);
  if (!document) return undefined;
  // The address carries a hash of the document, so clients may keep it for ever.
  const headers = {
    'content-type': 'application/json',
    'cache-control': 'public, immutable',
    etag: `"${document.hash}"`,
  };
  return new ApiResponse(document.text, { headers });
}

function index(kinds: KindRegistry, gitVersion: string): JsonObject {
  const paths: JsonObject = {};
  for (const apiVersion of new Set(describedKinds(kinds).map(apiVersionOf))) {
    const place = apiVersion.includes('/') ? `apis/${apiVersion}` : `api/${apiVersion}`;
    const document = documentOf(apiVersion, kinds, gitVersion);
    paths[place] = { serverRelativeURL: `/openapi/v3/${place}?hash=${document?.hash}` };
  }
  return { paths };
}

interface Document {
  kinds: readonly Kind[];
  text: string;
  hash: string;
}

/** Reviews are described like kinds, though nothing of them is stored. */
const REVIEWS: readonly Kind[] = REVIEW_KINDS.map((review) => ({
  ...review,
  version: 'v1',
  singular: review.kind.toLowerCase(),
  columns: [],
}));

function describedKinds(registry: KindRegistry): readonly Kind[] {
  return [...registry.served, ...REVIEWS];
}

/** The documents made so far; every apply of a client asks for the index. */
const documents = new WeakMap<KindRegistry, Map<string, Document>>();

function documentOf(apiVersion: string, registry: KindRegistry, gitVersion: string): Document | undefined {
  const kinds = describedKinds(registry).filter((kind) => apiVersionOf(kind) === apiVersion);
  if (kinds.length === 0) return undefined;
  const made = documents.get(registry) ?? new Map<string, Document>();
  documents.set(registry, made);
  const known = made.get(apiVersion);
  if (known?.kinds.length === kinds.length && kinds.every((kind, at) => kind === known.kinds[at])) return known;
  const text = JSON.stringify(describe(kinds, gitVersion));
  const document = { kinds, text, hash: hash(text).toString(16).toUpperCase() };
  made.set(apiVersion, document);
  return document;
}

function describe(kinds: readonly Kind[], gitVersion: string): JsonObject {
  const components = new Components();
  const paths: JsonObject = {};
  for (const kind of kinds) {
    components.add(schemaName(kind), kindSchema(kind, components));
    Object.assign(paths, pathsOf(kind));
  }
  components.add(META, components.structure(OBJECT_META));
  const { schemas } = components;
  return { openapi: '3.0.0', info: { title: 'Kubernetes', version: gitVersion }, paths, components: { schemas } };
}

function schemaName(kind: Kind): string {
  return `${(kind.group || 'core').split('.').reverse().join('.')}.${kind.version}.${kind.kind}`;
}

function groupVersionKind(kind: Kind): JsonObject {
  return { group: kind.group, version: kind.version, kind: kind.kind };
}

const TYPE_FIELDS = {
  apiVersion: { type: 'string', description: 'The version of the schema this object follows.' },
  kind: { type: 'string', description: 'The kind of resource this object stands for.' },
  metadata: { allOf: [{ $ref: `#/components/schemas/${META}` }], description: 'What all objects have.', default: {} },
};

function kindSchema(kind: Kind, components: Components): JsonObject {
  if (kind.openApiSchema) return customSchema(kind, kind.openApiSchema);
  const own: JsonObject = kind.schema?.type === 'object' ? components.structure(kind.schema) : { type: 'object' };
  const properties = { ...TYPE_FIELDS, ...own['properties'] };
  return { ...own, properties, 'x-kubernetes-group-version-kind': [groupVersionKind(kind)] };
}

/** The schema a custom resource came with, and what all objects have. */
function customSchema(kind: Kind, schema: JsonObject): JsonObject {
  const properties = { ...schema['properties'], ...TYPE_FIELDS };
  return { ...schema, properties, 'x-kubernetes-group-version-kind': [groupVersionKind(kind)] };
}

const WRITE_PARAMETERS = ['dryRun', 'fieldManager', 'fieldValidation'].map((name) => ({
  name,
  in: 'query',
  schema: { type: 'string', uniqueItems: true },
}));

/** kubectl looks for `fieldValidation` at a kind's PATCH to decide who validates. */
function pathsOf(kind: Kind): JsonObject {
  const base = kind.group ? `/apis/${kind.group}/${kind.version}` : `/api/${kind.version}`;
  const collection = `${base}${kind.namespaced ? '/namespaces/{namespace}' : ''}/${kind.plural}`;
  const operation = (action: string, parameters: unknown[] = []) => ({
    parameters,
    responses: {
      200: {
        description: 'OK',
        content: { 'application/json': { schema: { $ref: `#/components/schemas/${schemaName(kind)}` } } },
      },
    },
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': groupVersionKind(kind),
  });
  return {
    [collection]: { get: operation('list'), post: operation('post', WRITE_PARAMETERS) },
    [`${collection}/{name}`]: {
      get: operation('get'),
      put: operation('put', WRITE_PARAMETERS),
      patch: operation('patch', [...WRITE_PARAMETERS, { name: 'force', in: 'query', schema: { type: 'boolean' } }]),
      delete: operation('delete'),
    },
  };
}

type Structure = Extract<Schema, { type: 'object' }>;

/** The schemas of a document: each Go struct is one of its own, which the fields of its type refer to. */
class Components {
  readonly schemas: JsonObject = {};
  readonly #sources = new Map<string, Structure>();

  add(name: string, schema: JsonObject): void {
    this.schemas[name] = schema;
  }

  structure(schema: Structure): JsonObject {
    const fields = Object.entries(schema.fields).map(([name, field]) => [name, this.#schema(field)]);
    return {
      type: 'object',
      ...descriptionOf(schema),
      properties: Object.fromEntries(fields),
      ...(schema.required?.length ? { required: schema.required } : {}),
    };
  }

  #schema(schema: Schema): JsonObject {
    const description = descriptionOf(schema);
    switch (schema.type) {
      case 'object':
        return this.#reference(schema) ?? this.structure(schema);
      case 'map':
        return { type: 'object', ...description, additionalProperties: this.#schema(schema.values) };
      case 'array':
        return { type: 'array', ...description, items: this.#schema(schema.items) };
      case 'quantity':
        return { type: 'string', ...description };
      case 'intOrString':
        return { ...description, oneOf: [{ type: 'integer' }, { type: 'string' }], format: 'int-or-string' };
      case 'any':
        return { type: 'object', ...description };
      default:
        return { type: schema.type, ...description, ...(schema.enum ? { enum: schema.enum } : {}) };
    }
  }

  /** Undefined for a struct without a name, or whose name another has taken. */
  #reference(schema: Structure): JsonObject | undefined {
    if (schema.name === undefined) return undefined;
    const name = schema.name === 'ObjectMeta' ? META : `io.k8s.api.${schema.name}`;
    const source = this.#sources.get(name) ?? schema;
    if (source.fields !== schema.fields) return undefined;
    if (!this.#sources.has(name)) {
      this.#sources.set(name, schema);
      const { description: _own, ...shared } = schema;
      this.add(name, this.structure(shared));
    }
    return { allOf: [{ $ref: `#/components/schemas/${name}` }], ...descriptionOf(schema) };
  }
}

function descriptionOf(schema: Schema): JsonObject {
  return schema.description ? { description: schema.description } : {};
}
