/** One finding of Calico's validator. `value` is as Go prints it; absent, only the field is named. */
export interface ErroredField {
  readonly field: string;
  readonly value?: string;
  readonly reason: string;
}

/** The message Calico wraps its findings in: one on a line of its own, several as a list. */
export function describeErroredFields(fields: readonly ErroredField[]): string {
  if (fields.length === 1) return `error with field ${describeField(fields[0]!)}`;
  return `error with the following fields:\n${fields.map((field) => `-  ${describeField(field)}\n`).join('')}`;
}

/** A finding of a rule that stands on the field itself (required, min, max, oneof). */
export function tagFailure(field: string, tag: string, value: string): ErroredField {
  return { field, value, reason: `Reason: failed to validate Field: ${field} because of Tag: ${tag} ` };
}

function describeField({ field, value, reason }: ErroredField): string {
  return `${field}${value === undefined ? '' : ` = '${value}'`} (${reason})`;
}
