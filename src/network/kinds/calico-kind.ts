import type { Kind, Schema } from '../../cluster/index.ts';
import { dropEmpty } from './drop-empty.ts';

/** A kind of the projectcalico.org API server: what is common to all is filled in. */
export function calicoKind(row: Pick<Kind, 'kind' | 'plural' | 'namespaced'> & Partial<Kind>): Kind {
  return {
    group: 'projectcalico.org',
    version: 'v3',
    singular: row.kind.toLowerCase(),
    custom: true,
    aggregated: true,
    columns: [
      {
        name: 'Name',
        type: 'string',
        format: 'name',
        description: 'Name, unique within the namespace or the cluster.',
        cell: ({ metadata }) => metadata.name,
      },
      {
        name: 'Created At',
        type: 'date',
        description: 'Moment of creation, RFC 3339.',
        cell: ({ metadata }) => metadata.creationTimestamp ?? null,
      },
    ],
    ...row,
    prepare(object, context) {
      row.prepare?.(object, context);
      if (object['spec']) object['spec'] = dropEmpty(object['spec']);
    },
  };
}

/** Schema of an object with this spec; `name` is the Go struct's. */
export function specSchema(fields: Record<string, Schema>, name?: string): Schema {
  return { type: 'object', fields: { spec: { type: 'object', ...(name ? { name, package: 'v3' } : {}), fields } } };
}
