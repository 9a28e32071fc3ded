import type { Kind, KubernetesObject } from '../types.ts';
import { SelectorError } from './label-requirement.ts';

interface FieldTerm {
  field: string;
  value: string;
  negated: boolean;
}

/** Reads `status.phase=Running,metadata.name!=x`; only the fields the kind names may be used. Throws `SelectorError`. */
export function parseFieldSelector(text: string, kind: Kind): (object: KubernetesObject) => boolean {
  const terms = text
    .split(/(?<!\\),/)
    .filter((term) => term !== '')
    .map((term) => withStoredName(parseTerm(term, text), kind));
  for (const { field } of terms) {
    if (!readerOf(field, kind)) throw new SelectorError(`field label not supported: ${field}`);
  }
  return (object) => terms.every(({ field, value, negated }) => (readerOf(field, kind)!(object) === value) !== negated);
}

function parseTerm(term: string, whole: string): FieldTerm {
  const parts = /^(.*?)(!=|==|=)(.*)$/s.exec(term);
  if (!parts) throw new SelectorError(`invalid selector: '${whole}'; can't understand '${term}'`);
  return { field: parts[1]!, value: parts[3]!.replace(/\\(.)/g, '$1'), negated: parts[2] === '!=' };
}

function withStoredName(term: FieldTerm, { storedName }: Kind): FieldTerm {
  return storedName && term.field === 'metadata.name' ? { ...term, value: storedName(term.value) } : term;
}

function readerOf(field: string, kind: Kind): ((object: KubernetesObject) => string) | undefined {
  if (field === 'metadata.name') return (object) => object.metadata.name;
  if (field === 'metadata.namespace' && kind.namespaced) return (object) => object.metadata.namespace ?? '';
  return kind.selectableFields?.[field];
}
