import { ApiError, failure } from '../../cluster/index.ts';

/** One thing Calico's validator finds wrong; `value` as Go prints it. */
export interface FieldError {
  readonly field: string;
  readonly value: unknown;
  readonly reason: string;
}

/** What a failed rule of a single field is reported as: by the field's own name, wherever it stands. */
export function tagError(path: string, value: unknown, tag: string): FieldError {
  const name = path.slice(path.lastIndexOf('.') + 1);
  return { field: name, value, reason: `Reason: failed to validate Field: ${name} because of Tag: ${tag} ` };
}

/** Refuses the object, in the envelope of Calico's validator; kubectl shows it after `Error from server: `. */
export function refuse(errors: readonly FieldError[]): void {
  if (errors.length === 0) return;
  const texts = errors.map(({ field, value, reason }) => `${field} = '${shown(value)}' (${reason})`);
  const message =
    texts.length === 1
      ? `error with field ${texts[0]}`
      : `error with the following fields:\n${texts.map((text) => `-  ${text}\n`).join('')}`;
  throw new ApiError(failure(500, undefined, message));
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shown).join(' ')}]`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
