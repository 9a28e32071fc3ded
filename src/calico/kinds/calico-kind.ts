import type { Kind, Schema } from '../../cluster/index.ts';

/** What all kinds of the projectcalico.org server share: its group, and tables with a moment instead of an age. */
export const CALICO_KIND = {
  group: 'projectcalico.org',
  version: 'v3',
  custom: true,
  aggregated: true,
  columns: [
    {
      name: 'Name',
      type: 'string',
      format: 'name',
      description: 'The name of the object, unique within its scope.',
      cell: (object) => object.metadata.name,
    },
    {
      name: 'Created At',
      type: 'date',
      description: 'When the object was created, RFC 3339 in UTC.',
      cell: (object) => object.metadata.creationTimestamp ?? null,
    },
  ],
} as const satisfies Partial<Kind>;

/** An object's schema around the fields that are its own. */
export function objectSchema(fields: Record<string, Schema>): Schema {
  return {
    type: 'object',
    fields: { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: { type: 'any' }, ...fields },
  };
}
