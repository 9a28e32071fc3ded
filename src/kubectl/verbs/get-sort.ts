import { bytesOf } from '../../cluster/index.ts';
import type { Json } from '../client/api-client.ts';
import { Exit, Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { compileJsonPath, type JsonPath } from '../printers/jsonpath.ts';
import { relaxedPath } from '../printers/jsonpath-parser.ts';
import type { Target } from '../selection.ts';

/** `--sort-by` for whole objects. Throws when no object has the field. */
export function sortObjects(call: Invocation, targets: readonly Target[], field: string): Target[] {
  const path = compileJsonPath(relaxedPath(field));
  const values = new Map(targets.map((target) => [target, valueAt(path, target.object)]));
  if (targets.length > 1 && [...values.values()].every((value) => value === undefined)) throw noSuchField(field);
  refuseUnsortable(call, field, values.values());
  return targets.toSorted((one, other) => compareValues(values.get(one), values.get(other)));
}

/** `--sort-by` for Tables: each table's rows. A single table without the field comes out empty, as in kubectl. */
export function sortTables(call: Invocation, targets: readonly Target[], field: string): Target[] {
  const path = compileJsonPath(relaxedPath(field));
  if (targets.length > 1 && new Set(targets.map((target) => target.resource)).size > 1) throw noSuchField(field);
  const rows = targets.flatMap((target) => (target.object.rows ?? []) as Json[]);
  const values = new Map(rows.map((row) => [row, valueAt(path, row.object)]));
  refuseUnsortable(call, field, values.values());
  const found = [...values.values()].some((value) => value !== undefined);
  const sorted = found ? rows.toSorted((one, other) => compareValues(values.get(one), values.get(other))) : [];
  const [first] = targets;
  return first ? [{ ...first, object: { ...first.object, rows: sorted } }] : [];
}

/** Two lists or maps cannot be told apart: kubectl's logger ends the program. */
function refuseUnsortable(call: Invocation, field: string, values: Iterable<Json>): void {
  const all = [...values];
  const value = all.length > 1 ? all.find((each) => each !== null && typeof each === 'object') : undefined;
  if (value === undefined) return;
  const type = Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}';
  const text = `Field ${relaxedPath(field)} in [][][]reflect.Value is an unsortable type: interface, err: unsortable type: ${type}`;
  call.log('F', 'sorter.go:306', text);
  throw new Exit(1);
}

function valueAt(path: JsonPath, object: Json): Json {
  return path.find(object).flat()[0];
}

function noSuchField(field: string): Failure {
  return new Failure(`couldn't find any field with path "${relaxedPath(field)}" in the list of objects`);
}

function compareValues(one: Json, other: Json): number {
  if (one === undefined || other === undefined) return Number(one !== undefined) - Number(other !== undefined);
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  const quantities = [bytesOf(one), bytesOf(other)];
  if (quantities[0] !== undefined && quantities[1] !== undefined) return quantities[0] - quantities[1];
  return String(one).localeCompare(String(other), 'en', { numeric: true });
}
