import { templateVariables } from '../query/index.ts';

/**
 * Fills `${name}` references from a record: text as it is, `count` as a whole number, any other number with one
 * decimal (`8080.0`). A name the record lacks stays as written. Each reference is replaced in turn, once.
 */
export function renderTemplate(template: string, record: Readonly<Record<string, unknown>>): string {
  let text = template;
  for (const name of templateVariables(template)) {
    const value = Object.hasOwn(record, name) ? record[name] : undefined;
    if (value === undefined || value === null) continue;
    text = text.replace(`\${${name}}`, () => formatValue(name, value));
  }
  return text;
}

function formatValue(name: string, value: unknown): string {
  if (typeof value !== 'number') return String(value);
  return name === 'count' ? String(Math.trunc(value)) : oneDecimal(value);
}

/** As Go prints `%.1f`: a value just between two goes to the even one, where toFixed rounds it up. */
function oneDecimal(value: number): string {
  const tenths = value * 10;
  const isBetween = Number.isInteger(value * 4) && Math.abs(tenths % 1) === 0.5;
  return isBetween ? ((2 * Math.round(tenths / 2)) / 10).toFixed(1) : value.toFixed(1);
}
