import { hash } from '../../clock/index.ts';
import type { JsonObject } from '../json-object.ts';
import { apiVersionOf, type KindRegistry } from '../kind-table.ts';
import { OBJECT_META } from '../schema/object-meta.ts';
import type { Kind, Schema } from '../types.ts';
import { jsonResponse } from './respond.ts';

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/** Answers /openapi/v3 and /openapi/v3/GROUPVERSION; undefined for other paths. */
export function openApi(path: string, kinds: KindRegistry, gitVersion: string): Response | undefined {
  if (path === '/openapi/v3') return jsonResponse(index(kinds, gitVersion));
  const place = /^\/openapi\/v3\/(?:api|apis)\/(.+)$/.exec(path)?.[1];
  const served = kinds.all.filter((kind) => apiVersionOf(kind) === place);
  if (served.length === 0) return undefined;
  const response = jsonResponse(document(served, gitVersion));
  // The address carries a hash of the document, so clients may keep it for ever.
  response.headers.set('cache-control', 'public, immutable');
  return response;
}

function index(kinds: KindRegistry, gitVersion: string): JsonObject {
  const paths: JsonObject = {};
  for (const apiVersion of new Set(kinds.all.map(apiVersionOf))) {
    const place = apiVersion.includes('/') ? `apis/${apiVersion}` : `api/${apiVersion}`;
    const served = kinds.all.filter((kind) => apiVersionOf(kind) === apiVersion);
    const version = hash(JSON.stringify(document(served, gitVersion)))
      .toString(16)
      .toUpperCase();
    paths[place] = { serverRelativeURL: `/openapi/v3/${place}?hash=${version}` };
  }
  return { paths };
}

function document(kinds: readonly Kind[], gitVersion: string): JsonObject {
  const schemas: JsonObject = { [META]: openApiSchema(OBJECT_META) };
  const paths: JsonObject = {};
  for (const kind of kinds) {
    schemas[schemaName(kind)] = kindSchema(kind);
    Object.assign(paths, pathsOf(kind));
  }
  return { openapi: '3.0.0', info: { title: 'Kubernetes', version: gitVersion }, paths, components: { schemas } };
}

function schemaName(kind: Kind): string {
  return `${(kind.group || 'core').split('.').reverse().join('.')}.${kind.version}.${kind.kind}`;
}

function groupVersionKind(kind: Kind): JsonObject {
  return { group: kind.group, version: kind.version, kind: kind.kind };
}

function kindSchema(kind: Kind): JsonObject {
  const own = kind.schema?.type === 'object' ? openApiSchema(kind.schema) : { type: 'object' };
  const properties = {
    apiVersion: { type: 'string', description: 'The version of the schema this object follows.' },
    kind: { type: 'string', description: 'The kind of resource this object stands for.' },
    metadata: { allOf: [{ $ref: `#/components/schemas/${META}` }], description: 'What all objects have.', default: {} },
    ...own['properties'],
  };
  return { ...own, properties, 'x-kubernetes-group-version-kind': [groupVersionKind(kind)] };
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

function openApiSchema(schema: Schema): JsonObject {
  const description = schema.description ? { description: schema.description } : {};
  switch (schema.type) {
    case 'object':
      return {
        type: 'object',
        ...description,
        properties: Object.fromEntries(
          Object.entries(schema.fields).map(([name, field]) => [name, openApiSchema(field)]),
        ),
        ...(schema.required?.length ? { required: schema.required } : {}),
      };
    case 'map':
      return { type: 'object', ...description, additionalProperties: openApiSchema(schema.values) };
    case 'array':
      return { type: 'array', ...description, items: openApiSchema(schema.items) };
    case 'quantity':
      return { type: 'string', ...description };
    case 'intOrString':
      return { ...description, oneOf: [{ type: 'integer' }, { type: 'string' }], format: 'int-or-string' };
    case 'any':
      return { ...description };
    default:
      return { type: schema.type, ...description, ...(schema.enum ? { enum: schema.enum } : {}) };
  }
}
