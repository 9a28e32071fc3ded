import type { Field } from './field.ts';
import { parseIpRange } from './ip-range.ts';
import { documentTime } from './time-span.ts';

/**
 * A document's value in the form the index hands it out in buckets: numbers for numeric and date fields (ms),
 * addresses in canonical spelling, text for the rest. Undefined when the index could not take the value.
 */
export function indexedValue(field: Field, value: unknown): string | number | undefined {
  switch (field.type) {
    case 'number': {
      const number = Number(value);
      return Number.isFinite(number) ? number : undefined;
    }
    case 'date':
      return documentTime(value);
    case 'ip':
      return parseIpRange(String(value))?.text;
    case 'keyword':
      return String(value);
    case 'dynamic':
      return typeof value === 'number' ? value : String(value);
  }
}
