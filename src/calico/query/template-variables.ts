import { QueryError } from './query-error.ts';

/**
 * The names between `${` and the next `}` of a template, in order and as often as they are written. Throws
 * `QueryError` when a `${` is never closed.
 */
export function templateVariables(template: string): string[] {
  const names: string[] = [];
  for (let start = template.indexOf('${'); start >= 0; start = template.indexOf('${', start)) {
    const end = template.indexOf('}', start);
    if (end < 0) throw new QueryError('unterminated }');
    names.push(template.slice(start + 2, end));
    start = end + 1;
  }
  return names;
}
