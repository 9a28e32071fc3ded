import type { Column, KubernetesObject } from '../types.ts';
import { humanDuration } from './human-duration.ts';

/** The first column of every table. */
export const NAME_COLUMN: Column = {
  name: 'Name',
  type: 'string',
  format: 'name',
  description:
    'Name must be unique within a namespace. It is required when creating resources and cannot be changed afterwards.',
  cell: (object) => object.metadata.name,
};

/** How old the object is, by the cluster's clock. */
export const AGE_COLUMN: Column = {
  name: 'Age',
  type: 'string',
  description: 'Time since the object was created.',
  cell: (object, now) => ageOf(object.metadata.creationTimestamp, now),
};

/** The time since `timestamp`, or `<unknown>` without one. */
export function ageOf(timestamp: string | undefined, now: number): string {
  if (!timestamp) return '<unknown>';
  if (timestamp !== last.timestamp || now !== last.now) {
    last = { timestamp, now, age: humanDuration(now - Date.parse(timestamp)) };
  }
  return last.age;
}

/** Objects made together are listed together: the last age is often the next one too. */
let last = { timestamp: '', now: Number.NaN, age: '' };

/** A column whose cell is read off the object. */
export function column(
  name: string,
  cell: (object: KubernetesObject, now: number) => string | number | boolean | null,
  more: Partial<Column> = {},
): Column {
  return { name, type: 'string', cell, ...more };
}

/** As `column`, but shown by `-o wide` only. */
export function wideColumn(name: string, cell: Column['cell']): Column {
  return column(name, cell, { priority: 1 });
}
