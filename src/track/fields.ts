import { printable } from '../markdown/index.ts';

/** A mapping as YAML gives it; everything else counts as empty. */
export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Text as written, without what could steer a terminal; numbers and booleans become text, anything else is empty. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return printable(value);
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint' ? String(value) : '';
}

export function optionalText(value: unknown): string | undefined {
  return textOf(value) || undefined;
}

/** A number, also one written in quotes. */
export function optionalNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** The texts of a list; empty entries (`tags: [""]`) are left out. */
export function textsOf(value: unknown): string[] {
  return listOf(value).map(textOf).filter(Boolean);
}

export function textMapOf(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(fieldsOf(value)).map(([key, entry]) => [key, textOf(entry)]));
}
