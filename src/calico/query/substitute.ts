import { goQuote } from './go-quote.ts';
import { QueryError } from './query-error.ts';
import { templateVariables } from './template-variables.ts';

export interface Substitution {
  readonly name: string;
  readonly values?: readonly string[] | null;
}

/**
 * Puts sets of values in the place of `${name}` references of a query text, which therefore belong behind IN or NOTIN.
 * Names match in any case. Throws `QueryError` for an unknown or ambiguous name and an unterminated reference.
 *
 * @example
 * substitute('dest_name IN ${pods}', [{ name: 'pods', values: ['a', 'b'] }]) // dest_name IN {"a","b"}
 */
export function substitute(text: string, substitutions: readonly Substitution[]): string {
  let result = text;
  for (const name of templateVariables(text)) {
    const found = substitutions.filter((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
    // The misspelling is the product's own.
    if (found.length === 0) throw new QueryError(`substition not found for variable ${name}`);
    if (found.length > 1) throw new QueryError(`found more than one substitution for variable ${name}`);
    const members = (found[0]!.values ?? []).filter(Boolean).map(goQuote);
    result = result.replace(`\${${name}}`, () => `{${members.join(',')}}`);
  }
  return result;
}
