import type { JsonObject } from '../json-object.ts';

/** A label selector (or a plain map) as tables show it: `app=web,tier in (a,b)`; `<none>` when empty. */
export function selectorText(selector: JsonObject | undefined): string {
  if (!selector) return '<none>';
  const plain = selector['matchLabels'] === undefined && selector['matchExpressions'] === undefined;
  const labels = Object.entries(plain ? selector : (selector['matchLabels'] ?? {}))
    .map(([key, value]) => `${key}=${value}`)
    .sort();
  const expressions = (selector['matchExpressions'] ?? []).map(expressionText);
  return [...labels, ...expressions].join(',') || '<none>';
}

function expressionText({ key, operator, values = [] }: JsonObject): string {
  switch (operator) {
    case 'In':
      return `${key} in (${[...values].sort().join(',')})`;
    case 'NotIn':
      return `${key} notin (${[...values].sort().join(',')})`;
    case 'DoesNotExist':
      return `!${key}`;
    default:
      return key;
  }
}
