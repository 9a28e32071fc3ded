import { schemaProblems } from '../custom/schema-problems.ts';
import { anything, flag, integer, listOf, mapOf, struct, text, texts } from '../schema/build.ts';
import { DEFINITION_STATUS } from '../schema/status.ts';
import { column, NAME_COLUMN } from '../table/age-column.ts';
import type { FieldProblem, Kind, KubernetesObject } from '../types.ts';
import { required, supported } from './validate-pod-spec.ts';

const VERSION = struct('CustomResourceDefinitionVersion', {
  name: text,
  served: flag,
  storage: flag,
  deprecated: flag,
  deprecationWarning: text,
  schema: struct('CustomResourceValidation', { openAPIV3Schema: mapOf(anything) }),
  subresources: struct('CustomResourceSubresources', {
    status: mapOf(anything),
    scale: struct('CustomResourceSubresourceScale', {
      specReplicasPath: text,
      statusReplicasPath: text,
      labelSelectorPath: text,
    }),
  }),
  additionalPrinterColumns: listOf(
    struct('CustomResourceColumnDefinition', {
      name: text,
      type: text,
      format: text,
      description: text,
      priority: integer,
      jsonPath: text,
    }),
  ),
  selectableFields: listOf(struct('SelectableField', { jsonPath: text })),
});

export const customResourceDefinitionKind: Kind = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  singular: 'customresourcedefinition',
  shortNames: ['crd', 'crds'],
  categories: ['api-extensions'],
  namespaced: false,
  hasStatus: true,
  schema: struct('CustomResourceDefinition', {
    spec: struct('CustomResourceDefinitionSpec', {
      group: text,
      names: struct('CustomResourceDefinitionNames', {
        plural: text,
        singular: text,
        kind: text,
        listKind: text,
        shortNames: texts,
        categories: texts,
      }),
      scope: text,
      versions: listOf(VERSION),
      conversion: anything,
      preserveUnknownFields: flag,
    }),
    status: DEFINITION_STATUS,
  }),
  columns: [NAME_COLUMN, column('Created At', (one) => one.metadata.creationTimestamp ?? '', { type: 'date' })],
  default(definition) {
    const spec = (definition['spec'] ??= {});
    spec.conversion ??= { strategy: 'None' };
    if (spec.names?.kind) {
      spec.names.listKind ??= `${spec.names.kind}List`;
      spec.names.singular ??= spec.names.kind.toLowerCase();
    }
    definition['status'] ??= {};
  },
  validate: definitionProblems,
};

const SCALE_PATH = /^\.(spec|status)(\.[\w-]+)+$/;

function scaleProblems(scale: Record<string, string> | undefined, field: string): FieldProblem[] {
  if (!scale) return [];
  return ['specReplicasPath', 'statusReplicasPath'].flatMap((name): FieldProblem[] => {
    const value = scale[name];
    if (!value) return [required(`${field}.${name}`)];
    const part = name === 'specReplicasPath' ? '.spec' : '.status';
    if (SCALE_PATH.test(value) && value.startsWith(`${part}.`)) return [];
    return [{ field: `${field}.${name}`, reason: 'Invalid', value, detail: `should be a json path under ${part}` }];
  });
}

function definitionProblems({ metadata, spec, status }: KubernetesObject): FieldProblem[] {
  const { group, names = {}, scope, versions = [] } = spec;
  const problems: FieldProblem[] = [];
  if (!group) problems.push(required('spec.group'));
  if (!names.plural) problems.push(required('spec.names.plural'));
  if (!names.kind) problems.push(required('spec.names.kind'));
  if (scope === undefined) problems.push(required('spec.scope'));
  problems.push(...supported(scope, 'spec.scope', ['Cluster', 'Namespaced']));
  if (names.plural && group && metadata.name !== `${names.plural}.${group}`) {
    const detail = 'must be spec.names.plural+"."+spec.group';
    problems.push({ field: 'metadata.name', reason: 'Invalid', value: metadata.name, detail });
  }
  const stored = versions.filter((version: { storage?: boolean }) => version.storage).length;
  if (stored !== 1) {
    const detail = 'must have exactly one version marked as storage version';
    problems.push({ field: 'spec.versions', reason: 'Invalid', value: versions, detail });
  }
  const versionNames = versions.map(({ name }: { name?: string }) => name);
  if (new Set(versionNames).size < versionNames.length) {
    const detail = 'must contain unique version names';
    problems.push({ field: 'spec.versions', reason: 'Invalid', value: versions, detail });
  }
  for (const [index, name] of (status?.storedVersions ?? []).entries()) {
    if (versionNames.includes(name)) continue;
    const field = `status.storedVersions[${index}]`;
    problems.push({ field, reason: 'Invalid', value: name, detail: 'must appear in spec.versions' });
  }
  for (const [index, version] of versions.entries()) {
    const field = `spec.versions[${index}]`;
    if (!version.name) problems.push(required(`${field}.name`));
    problems.push(...schemaProblems(version.schema?.openAPIV3Schema, `${field}.schema.openAPIV3Schema`));
    problems.push(...scaleProblems(version.subresources?.scale, `${field}.subresources.scale`));
    for (const [at, column] of (version.additionalPrinterColumns ?? []).entries()) {
      const place = `${field}.additionalPrinterColumns[${at}]`;
      if (!column.name) problems.push(required(`${place}.name`));
      if (!column.jsonPath) problems.push(required(`${place}.jsonPath`));
    }
  }
  return problems;
}
