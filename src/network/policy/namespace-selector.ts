import { NAMESPACE_PREFIX } from '../endpoints/effective-labels.ts';
import type { Selector } from '../selectors/labels.ts';
import { NAMESPACE_LABEL, parseSelector } from '../selectors/parse-selector.ts';

/** Compiles a `namespaceSelector`; alone, `all()` means "in any namespace" and `global()` "in none". */
export function namespaceSelector(text: string): Selector {
  if (text.trim() === 'all()') return (labels) => labels.has(NAMESPACE_LABEL);
  return parseSelector(text, { prefix: NAMESPACE_PREFIX });
}

export function inNamespace(namespace: string): Selector {
  return (labels) => labels.get(NAMESPACE_LABEL) === namespace;
}
