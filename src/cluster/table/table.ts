import type { JsonObject } from '../json-object.ts';
import type { Kind, KubernetesObject } from '../types.ts';

export type IncludeObject = 'None' | 'Metadata' | 'Object';

export interface TableOptions {
  version: 'v1' | 'v1beta1';
  include: IncludeObject;
  now: number;
  metadata: JsonObject;
  /** Watches send the columns with their first event only. */
  columns: boolean;
}

/** The `meta.k8s.io` Table of some objects of one kind; rows share the objects' own metadata. */
export function tableOf(kind: Kind, objects: readonly KubernetesObject[], options: TableOptions): JsonObject {
  const apiVersion = `meta.k8s.io/${options.version}`;
  return {
    kind: 'Table',
    apiVersion,
    metadata: options.metadata,
    columnDefinitions: options.columns ? columnDefinitions(kind) : null,
    rows: objects.map((object) => {
      const cells = kind.columns.map((column) => column.cell(object, options.now));
      const shown = rowObject(object, apiVersion, options.include);
      return shown ? { cells, object: shown } : { cells };
    }),
  };
}

function columnDefinitions(kind: Kind): JsonObject[] {
  return kind.columns.map((column) => ({
    name: column.name,
    type: column.type,
    format: column.format ?? '',
    description: column.description ?? '',
    priority: column.priority ?? 0,
  }));
}

function rowObject(object: KubernetesObject, apiVersion: string, include: IncludeObject): JsonObject | undefined {
  if (include === 'None') return undefined;
  if (include === 'Object') return object;
  return { kind: 'PartialObjectMetadata', apiVersion, metadata: object.metadata };
}
