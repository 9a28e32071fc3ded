import { nearestWord } from '../../cluster/index.ts';
import type { DataSet } from '../types.ts';
import { DATA_SET_FIELDS } from './data-set-fields.ts';

/** The key of a data set that a misspelt one probably stands for; undefined when none is near. */
export function keyMeant(dataSet: DataSet, key: string): string | undefined {
  const known = DATA_SET_FIELDS[dataSet].fields.flatMap(({ keys, prefix }) => (prefix ? [] : keys));
  return nearestWord(key, known);
}

/** Numeric keys of a data set, for those who look for one. */
export function numericKeys(dataSet: DataSet): readonly string[] {
  const rows = DATA_SET_FIELDS[dataSet].fields.filter(({ rule, type }) => rule === 'count' || type === 'number');
  return rows.flatMap(({ keys }) => keys);
}
