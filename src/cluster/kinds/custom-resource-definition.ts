import { anything, flag, listOf, mapOf, struct, text } from '../schema/build.ts';
import { column, NAME_COLUMN } from '../table/age-column.ts';
import type { FieldProblem, Kind, KubernetesObject } from '../types.ts';
import { required, supported } from './validate-pod-spec.ts';

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
      names: mapOf(anything),
      scope: text,
      versions: listOf(mapOf(anything)),
      conversion: anything,
      preserveUnknownFields: flag,
    }),
    status: anything,
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

function definitionProblems({ metadata, spec }: KubernetesObject): FieldProblem[] {
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
  for (const [index, version] of versions.entries()) {
    if (version.schema?.openAPIV3Schema) continue;
    problems.push(required(`spec.versions[${index}].schema.openAPIV3Schema`, 'schemas are required'));
  }
  return problems;
}
