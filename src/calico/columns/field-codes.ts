import type { Field } from '../query/index.ts';
import type { LogDocument } from '../types.ts';
import { ABSENT, type Codes, Column } from './column.ts';
import type { Segment } from './segment.ts';

/** A field of a segment as codes: rows with the same code have the same in that field. */
export interface FieldCodes {
  readonly codes: Codes;
  /** How many codes there are. */
  readonly size: number;
  /** A document that has, for the field, what the rows with this code have, and nothing else. */
  document(code: number): LogDocument;
  /** The column whose values are the field's own, as they are: that saves making documents. */
  readonly plain: Column | undefined;
}

/** Finds the column a field lives in. Keys may hold dots themselves, so a path can begin in several; they are joined. */
export function fieldCodes(segment: Segment, field: Field): FieldCodes {
  const keys = topLevelKeys(field).filter((key) => segment.column(key));
  if (keys.length > 1) {
    const column = segment.joinedColumn(keys);
    return {
      codes: column.codes,
      size: column.values.length,
      document: (code) => column.values[code] as LogDocument,
      plain: undefined,
    };
  }
  const key = keys[0];
  if (key === undefined) return NOWHERE;
  const column = segment.column(key)!;
  return {
    codes: column.codes,
    size: column.values.length,
    document(code) {
      const value = column.values[code];
      return value === ABSENT ? {} : { [key]: value };
    },
    plain: field.path.length === 1 && field.nested === undefined ? column : undefined,
  };
}

const NOWHERE: FieldCodes = { codes: new Column().codes, size: 1, document: () => ({}), plain: undefined };

/** The keys of a document below which the field's values can be. */
function topLevelKeys({ nested, path }: Field): string[] {
  if (nested !== undefined) return [nested];
  return path.map((_, index) => path.slice(0, index + 1).join('.'));
}
