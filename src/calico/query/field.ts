import type { DataSet } from '../types.ts';
import { DATA_SET_FIELDS, type FieldRow, type FieldType, type ValueRule } from './data-set-fields.ts';

/** One key of a data set: how its values are checked, found in a document and compared. */
export interface Field {
  readonly key: string;
  readonly type: FieldType;
  readonly rule: ValueRule;
  /** False: the data set has no such key; sets and open data sets may still name it. */
  readonly known: boolean;
  /** The document's part that is looked at member by member. */
  readonly nested: string | undefined;
  /** Where the value is, below `nested` when there is one. */
  readonly path: readonly string[];
  readonly fold: 'lower' | 'upper' | undefined;
  /** What a null counts as: addresses and ports have a stand-in in the index. */
  readonly whenNull: string | number | undefined;
}

/** Looks a key up in its data set's table; a key that is not there comes back as unknown, typed by its values. */
export function fieldOf(dataSet: DataSet, key: string): Field {
  const { fields, nested: parents, aliases } = DATA_SET_FIELDS[dataSet];
  const row = fields.find((candidate) => covers(candidate, key));
  const nested = parents.find((parent) => key.startsWith(`${parent}.`));
  const path = aliases[key] ?? (nested ? key.slice(nested.length + 1) : key);
  const type = row ? (row.type ?? typeOf(row.rule)) : 'dynamic';
  return {
    key,
    type,
    rule: row?.rule ?? 'any',
    known: row !== undefined,
    nested,
    path: path.split('.'),
    fold: row?.fold,
    whenNull: type === 'ip' ? '0.0.0.0' : row?.rule === 'port' ? 0 : undefined,
  };
}

function covers(row: FieldRow, key: string): boolean {
  if (!row.prefix) return row.keys.includes(key);
  return row.keys.some((start) => key.startsWith(start) && key.length > start.length);
}

function typeOf(rule: ValueRule): FieldType {
  if (rule === 'date' || rule === 'ip') return rule;
  return rule === 'count' || rule === 'port' || rule === 'statusCode' ? 'number' : 'keyword';
}
