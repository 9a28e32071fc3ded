import type { Clock } from '../../clock/index.ts';
import type { JsonObject } from '../json-object.ts';
import { type KindRegistry, resourceOf } from '../kind-table.ts';
import { AGE_COLUMN, ageOf, NAME_COLUMN } from '../table/age-column.ts';
import { formatTimestamp } from '../timestamp.ts';
import type { Column, FieldProblem, Kind, KubernetesObject, Store } from '../types.ts';
import { byPriority } from '../version-priority.ts';
import { readJsonPath } from './json-path.ts';
import { defaultsBySchema, fieldsOfSchema, validateBySchema } from './open-api-schema.ts';
import { pruneBySchema } from './prune.ts';
import { ruleProblems } from './rule-problems.ts';
import { rulesOfSchema } from './schema-field-rules.ts';

const DEFINITIONS = 'customresourcedefinitions.apiextensions.k8s.io';

/** Serves what CustomResourceDefinitions define as long as they exist. */
export function startCustomResources(store: Store, kinds: KindRegistry, clock: Clock): void {
  const served = new Map<string, Kind>();
  store.subscribe(DEFINITIONS, ({ type, object, old }) => {
    const { name } = object.metadata;
    if (type === 'DELETED') withdraw(name);
    else if (!old || old['spec'] !== object['spec']) serve(object);
  });

  function serve(definition: KubernetesObject): void {
    const kind = kindOf(definition);
    const taken = kind && kinds.byResource(resourceOf(kind));
    if (!kind) return;
    // What an aggregated server serves stays its own.
    if (!taken || taken === served.get(definition.metadata.name)) {
      served.set(definition.metadata.name, kind);
      kinds.add(kind);
    }
    store.update(DEFINITIONS, undefined, definition.metadata.name, (copy) => {
      copy['status'] = establishedStatus(definition, formatTimestamp(clock.now()));
    });
  }

  function withdraw(name: string): void {
    const kind = served.get(name);
    if (!kind) return;
    for (const object of store.list(resourceOf(kind))) {
      store.delete(resourceOf(kind), object.metadata.namespace, object.metadata.name);
    }
    kinds.remove(resourceOf(kind));
    served.delete(name);
  }
}

function establishedStatus({ spec, status }: KubernetesObject, at: string): JsonObject {
  if (status?.conditions) {
    const storedVersions = [...new Set([...(status.storedVersions ?? []), storedVersionOf(spec)])];
    return { ...status, acceptedNames: spec.names, storedVersions };
  }
  const condition = (type: string, reason: string, message: string) => ({
    type,
    status: 'True',
    lastTransitionTime: at,
    reason,
    message,
  });
  return {
    acceptedNames: spec.names,
    conditions: [
      condition('NamesAccepted', 'NoConflicts', 'no conflicts found'),
      condition('Established', 'InitialNamesAccepted', 'the initial names have been accepted'),
    ],
    storedVersions: [storedVersionOf(spec)],
  };
}

function storedVersionOf(spec: JsonObject): string | undefined {
  return spec['versions'].find((version: JsonObject) => version['storage'])?.name;
}

/** The row of a definition, with the versions served beside the first; undefined when none is served. */
function kindOf({ spec }: KubernetesObject): Kind | undefined {
  const versions: JsonObject[] = [...(spec.versions ?? [])];
  versions.sort((left, right) => byPriority(left['name'], right['name']));
  const served = versions.filter((version) => version['served']);
  const [first, ...otherVersions] = served.map((version) => kindOfVersion(spec, version));
  if (!first || versions.length === 1) return first;
  const unservedVersions = versions.filter((version) => !version['served']).map((version) => version['name']);
  return { ...first, otherVersions, unservedVersions };
}

function kindOfVersion({ names, group, scope, versions }: JsonObject, version: JsonObject): Kind {
  const schema: JsonObject = version['schema']?.openAPIV3Schema ?? {};
  return {
    group,
    version: version['name'],
    kind: names.kind,
    listKind: names.listKind,
    plural: names.plural,
    singular: names.singular,
    ...(names.shortNames ? { shortNames: names.shortNames } : {}),
    ...(names.categories ? { categories: names.categories } : {}),
    namespaced: scope === 'Namespaced',
    custom: true,
    keptAs: `${group}/${storedVersionOf({ versions })}`,
    hasGeneration: true,
    hasStatus: version['subresources']?.status !== undefined,
    hasScale: version['subresources']?.scale !== undefined,
    ...scalePathsOf(version),
    openApiSchema: schema,
    fieldRules: rulesOfSchema(schema),
    schema: fieldsOfSchema(schema),
    columns: columnsOf(version['additionalPrinterColumns']),
    default: (object) => defaultsBySchema(object, schema),
    prune: (object) => pruneBySchema(object, schema),
    validate: (object, { old }) => {
      const problems = validateBySchema(object, schema);
      if (problems.some(isBlocking)) return hasRules(schema) ? [...problems, UNCHECKED] : problems;
      return [...problems, ...ruleProblems(object, old, schema)];
    },
  };
}

/** Problems of the shape, with which rules cannot be asked. */
function isBlocking({ reason, detail }: FieldProblem): boolean {
  return (
    ['Required', 'NotSupported', 'TooLong'].includes(reason) || detail?.includes(' in body must be of type ') === true
  );
}

const UNCHECKED: FieldProblem = {
  field: '<nil>',
  reason: 'Invalid',
  value: null,
  detail:
    'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
};

function hasRules(schema: JsonObject): boolean {
  return JSON.stringify(schema).includes('"x-kubernetes-validations"');
}

function scalePathsOf(version: JsonObject): Pick<Kind, 'scalePaths'> {
  const scale = version['subresources']?.scale;
  if (!scale) return {};
  const { specReplicasPath: spec, statusReplicasPath: status, labelSelectorPath: selector } = scale;
  return { scalePaths: { spec, status, ...(selector ? { selector } : {}) } };
}

function columnsOf(definitions: JsonObject[] | undefined): Column[] {
  if (!definitions?.length) return [NAME_COLUMN, AGE_COLUMN];
  const own = definitions.map((definition): Column => {
    const { name, type, description, priority, jsonPath } = definition;
    return {
      name,
      type: type === 'date' ? 'string' : type,
      description: description ?? '',
      priority: priority ?? 0,
      cell: (object, now) => cellOf(readJsonPath(object, jsonPath), type, now),
    };
  });
  return [NAME_COLUMN, ...own];
}

function cellOf(values: readonly unknown[], type: string, now: number): string | number | boolean | null {
  const [value] = values;
  if (value === undefined || value === null) return type === 'date' ? '<unknown>' : '';
  if (type === 'date') return ageOf(String(value), now);
  if (type === 'integer' || type === 'number') return Number(value);
  if (type === 'boolean') return Boolean(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
