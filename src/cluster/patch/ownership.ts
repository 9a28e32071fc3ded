import type { JsonObject } from '../json-object.ts';
import { isJsonObject } from '../json-object.ts';
import { badRequest } from '../status.ts';
import type { KubernetesObject } from '../types.ts';
import { fromFieldsV1, toFieldsV1 } from './field-set.ts';

/** One manager's fields. */
export interface Ownership {
  manager: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  time?: string;
  paths: Set<string>;
  subresource?: string;
}

/** The books of an object; throws the 400 for what a client made up and is none. */
export function readOwnerships(object: KubernetesObject): Ownership[] {
  return ((object.metadata.managedFields ?? []) as JsonObject[]).map((entry) => ({
    manager: entry['manager'],
    operation: entry['operation'],
    apiVersion: entry['apiVersion'],
    ...(entry['time'] ? { time: entry['time'] } : {}),
    ...(entry['subresource'] ? { subresource: entry['subresource'] } : {}),
    paths: new Set(fromFieldsV1(entry['fieldsV1'] ?? {})),
  }));
}

export function writeOwnerships(object: KubernetesObject, ownerships: readonly Ownership[]): void {
  object.metadata.managedFields = withoutAncient(ownerships.filter(({ paths }) => paths.size > 0))
    .sort(inOrder)
    .map(({ manager, operation, apiVersion, time, paths, subresource }) => ({
      apiVersion,
      fieldsType: 'FieldsV1',
      fieldsV1: toFieldsV1(paths),
      manager,
      operation,
      ...(subresource ? { subresource } : {}),
      ...(time ? { time } : {}),
    }));
}

const MOST_UPDATERS = 10;

/** Of many programs that once wrote, the oldest become one. */
function withoutAncient(ownerships: readonly Ownership[]): Ownership[] {
  const updaters = ownerships.filter(({ operation }) => operation === 'Update').sort(inOrder);
  if (updaters.length <= MOST_UPDATERS) return [...ownerships];
  const merged = updaters.slice(0, updaters.length - MOST_UPDATERS + 1);
  const paths = new Set(merged.flatMap((one) => [...one.paths]));
  const { apiVersion, time } = merged.at(-1)!;
  const ancient: Ownership = { manager: 'ancient-changes', operation: 'Update', apiVersion, time, paths };
  return [...ownerships.filter((one) => !merged.includes(one)), ancient];
}

function inOrder(left: Ownership, right: Ownership): number {
  const keys = ({ operation, time = '', manager, apiVersion, subresource = '' }: Ownership) =>
    [operation, time, manager, apiVersion, subresource].join('\n');
  return keys(left) < keys(right) ? -1 : 1;
}

const SEGMENT = /^(f:.*|i:\d+|\.)$/s;

/** Throws the 400 for `managedFields` that are not what the server writes. */
export function checkManagedFields(managedFields: unknown): void {
  if (managedFields === undefined || managedFields === null) return;
  if (!Array.isArray(managedFields)) throw badRequest('metadata.managedFields must be a list');
  for (const [index, entry] of managedFields.entries()) {
    const place = `metadata.managedFields[${index}]`;
    if (!isJsonObject(entry)) throw badRequest(`${place} must be an object`);
    if (Object.keys(entry).length === 0) continue;
    for (const field of ['manager', 'operation', 'apiVersion', 'time', 'subresource']) {
      if (entry[field] !== undefined && typeof entry[field] !== 'string') {
        throw badRequest(`${place}.${field} must be a string`);
      }
    }
    if (entry['operation'] !== 'Apply' && entry['operation'] !== 'Update') {
      throw badRequest(`${place}.operation: Invalid value: must be \`Apply\` or \`Update\``);
    }
    if (!isFieldTree(entry['fieldsV1'] ?? {})) throw badRequest(`${place}.fieldsV1 holds paths that are none`);
  }
}

function isFieldTree(tree: unknown): boolean {
  return (
    isJsonObject(tree) && Object.entries(tree).every(([segment, below]) => isSegment(segment) && isFieldTree(below))
  );
}

function isSegment(segment: string): boolean {
  if (SEGMENT.test(segment)) return !segment.includes('\n');
  try {
    if (segment.startsWith('k:')) return isJsonObject(JSON.parse(segment.slice(2)));
    if (segment.startsWith('v:')) return JSON.parse(segment.slice(2)) !== undefined;
  } catch {
    // no JSON
  }
  return false;
}
