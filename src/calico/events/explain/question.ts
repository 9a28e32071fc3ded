import type { Question, StoredEvent } from '../../types.ts';

/** Whether an event is what the question asks for. */
export function answers({ at, inputs, event }: StoredEvent, { since = 0, causedByInput, where }: Question): boolean {
  return at >= since && (!causedByInput || inputs.length > 0) && hasValues(event.record, where);
}

/** Whether a record has every value asked for, compared as text. */
export function hasValues(record: Readonly<Record<string, unknown>>, where: Question['where'] = {}): boolean {
  return Object.entries(where).every(([key, value]) => record[key] !== undefined && String(record[key]) === value);
}
