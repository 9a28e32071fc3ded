/** What makes an alert the same alert; texts and severity may be the learner's own. */
const COMPARED = ['query', 'dataSet', 'metric', 'condition', 'threshold', 'aggregateBy', 'field', 'detector'] as const;

type Spec = Record<string, unknown>;

/**
 * The first field in which a stored alert differs from the document's, said for people; undefined when none does.
 *
 * @example
 * specDifference({ query: 'a = b' }, { query: 'a = c' }) // 'query is "a = c", the text has "a = b"'
 */
export function specDifference(document: Spec, stored: Spec): string | undefined {
  for (const field of COMPARED) {
    const wanted = normal(field, document[field]);
    const actual = normal(field, stored[field]);
    if (wanted === actual) continue;
    return `${field} is ${actual ?? 'not set'}, the text has ${wanted ?? 'none'}`;
  }
  return undefined;
}

/** Absent and empty are the same, a threshold of 0 is not stored, white space in a query says nothing. */
function normal(field: string, value: unknown): string | undefined {
  if (field === 'threshold') return String(value ?? 0);
  if (value === undefined || value === null || value === '') return undefined;
  if (field === 'query') return JSON.stringify(String(value).replace(/\s+/g, ' ').trim());
  return JSON.stringify(value);
}
