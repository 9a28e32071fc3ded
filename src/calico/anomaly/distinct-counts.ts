import type { LogRow } from '../types.ts';
import type { DistinctCount } from './detector-table.ts';

/** What one source did within one bucket. */
export interface SourceCount {
  namespace: string;
  /** The aggregated name: `netshoot`, `frontend-7cb647d79c-*`. */
  name: string;
  values: ReadonlySet<string | number>;
  inputs: readonly number[];
  /** When the last of it happened (ms). */
  lastAt: number;
}

/** Counts the distinct values of the detector's field per source. Denied flows count; rows without a value do not. */
export function countDistinct(rows: readonly LogRow[], field: DistinctCount['field']): SourceCount[] {
  const sources = new Map<
    string,
    Omit<SourceCount, 'inputs'> & { values: Set<string | number>; inputs: Set<number> }
  >();
  for (const { document, inputs, lastAt } of rows) {
    const value = document[field];
    if (value === null || value === undefined) continue;
    const namespace: string = document['source_namespace'];
    const name: string = document['source_name_aggr'];
    const key = `${namespace}/${name}`;
    const source = sources.get(key) ?? { namespace, name, values: new Set(), inputs: new Set(), lastAt };
    source.values.add(value);
    for (const input of inputs) source.inputs.add(input);
    source.lastAt = Math.max(source.lastAt, lastAt);
    sources.set(key, source);
  }
  return [...sources.values()].map((source) => ({
    ...source,
    inputs: [...source.inputs].sort((left, right) => left - right),
  }));
}
