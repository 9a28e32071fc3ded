import type { LogDocument } from '../types.ts';
import type { Field } from './field.ts';

/** Whether a value at the field passes, null standing for what the index puts in its place; lists count by element. */
export function someValue(field: Field, object: LogDocument, test: (value: unknown) => boolean): boolean {
  if (field.path.length === 1) return someLeaf(object[field.path[0]!], field.whenNull, test);
  return someBelow(object, field.path, field.whenNull, test);
}

/** The members a nested field looks at one by one; the document itself when the field is not nested. */
export function membersOf(field: Field, document: LogDocument): readonly LogDocument[] {
  if (field.nested === undefined) return [document];
  const part: unknown = document[field.nested];
  if (Array.isArray(part)) return part.filter(isObject);
  return isObject(part) ? [part] : [];
}

/** All values a field has in a document, as the index sees them. */
export function fieldValues(field: Field, document: LogDocument): unknown[] {
  const values: unknown[] = [];
  for (const member of membersOf(field, document)) {
    someValue(field, member, (value) => {
      values.push(value);
      return false;
    });
  }
  return values;
}

/** Names may hold dots themselves (label keys do), so every way to read the rest of the path is tried. */
function someBelow(
  object: LogDocument,
  path: readonly string[],
  whenNull: unknown,
  test: (value: unknown) => boolean,
): boolean {
  if (Object.hasOwn(object, path.join('.')) && someLeaf(object[path.join('.')], whenNull, test)) return true;
  for (let length = 1; length < path.length; length++) {
    const part: unknown = object[path.slice(0, length).join('.')];
    const rest = path.slice(length);
    for (const inner of Array.isArray(part) ? part : [part]) {
      if (isObject(inner) && someBelow(inner, rest, whenNull, test)) return true;
    }
  }
  return false;
}

function someLeaf(value: unknown, whenNull: unknown, test: (value: unknown) => boolean): boolean {
  if (value === undefined) return false;
  if (value === null) return whenNull !== undefined && test(whenNull);
  if (Array.isArray(value)) return value.some((element) => someLeaf(element, whenNull, test));
  return typeof value !== 'object' && test(value);
}

function isObject(value: unknown): value is LogDocument {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
