import type { Json } from '../../client/api-client.ts';
import { goText } from '../jsonpath.ts';

/** How Go prints a value where none is said how: `<nil>`, `map[a:b]`, `[x y]`. */
export function goPrint(values: readonly Json[]): string {
  return values
    .map((value, index) => {
      const apart = index > 0 && typeof value !== 'string' && typeof values[index - 1] !== 'string';
      return (apart ? ' ' : '') + goText(value);
    })
    .join('');
}

/** The type of a value of a JSON document in Go. */
export function goType(value: Json): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return '[]interface {}';
  if (typeof value === 'object') return 'map[string]interface {}';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  return typeof value === 'boolean' ? 'bool' : 'string';
}

const VERB = /%([-+# 0]*)(\d+)?(?:\.(\d+))?(.)|%$/gs;

/** `fmt.Sprintf`: what does not fit its verb, or is missing, is said in the text. */
export function goPrintf(pattern: string, values: readonly Json[]): string {
  let used = 0;
  const text = pattern.replace(VERB, (whole, flags = '', width, precision, verb: string | undefined) => {
    if (verb === undefined) return '%!(NOVERB)';
    if (verb === '%') return '%';
    if (used >= values.length) return `%!${verb}(MISSING)`;
    const value = values[used++];
    const digits = precision === undefined ? undefined : Number(precision);
    const printed = formatted(verb, value, digits, flags);
    return printed === undefined ? mismatch(verb, value) : padded(printed, value, Number(width ?? 0), flags, whole);
  });
  const extra = values.slice(used).map((value) => `${goType(value)}=${goText(value)}`);
  return extra.length > 0 ? `${text}%!(EXTRA ${extra.join(', ')})` : text;
}

function mismatch(verb: string, value: Json): string {
  return value === null || value === undefined ? `%!${verb}(<nil>)` : `%!${verb}(${goType(value)}=${goText(value)})`;
}

function formatted(verb: string, value: Json, precision: number | undefined, flags: string): string | undefined {
  const isNumber = typeof value === 'number';
  const isInteger = isNumber && Number.isInteger(value);
  const sign = flags.includes('+') && isNumber && value >= 0 ? '+' : '';
  switch (verb) {
    case 'v':
      return sign + goText(value);
    case 'T':
      return goType(value);
    case 's':
      return typeof value === 'object' && value !== null
        ? goText(value)
        : typeof value === 'string'
          ? value.slice(0, precision)
          : undefined;
    case 'q':
      return typeof value === 'string' ? JSON.stringify(value) : undefined;
    case 't':
      return typeof value === 'boolean' ? String(value) : undefined;
    case 'd':
      return isInteger ? sign + String(value) : undefined;
    case 'f':
    case 'F':
      return isNumber && !isInteger ? sign + value.toFixed(precision ?? 6) : undefined;
    case 'e':
      return isNumber && !isInteger ? value.toExponential(precision ?? 6).replace(/e([-+])(\d)$/, 'e$10$2') : undefined;
    case 'g':
      return isNumber && !isInteger ? String(precision ? Number(value.toPrecision(precision)) : value) : undefined;
    case 'c':
      return isInteger ? String.fromCodePoint(value) : undefined;
    case 'x':
    case 'X':
    case 'o':
    case 'b':
      return inBase(verb, value, isInteger);
    default:
      return undefined;
  }
}

function inBase(verb: string, value: Json, isInteger: boolean): string | undefined {
  const text = isInteger
    ? (value as number).toString(verb === 'o' ? 8 : verb === 'b' ? 2 : 16)
    : typeof value === 'string' && /x/i.test(verb)
      ? [...new TextEncoder().encode(value)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
      : undefined;
  return verb === 'X' ? text?.toUpperCase() : text;
}

function padded(text: string, value: Json, width: number, flags: string, whole: string): string {
  if (flags.includes('-')) return text.padEnd(width);
  if (!flags.includes('0') || typeof value !== 'number') return text.padStart(width);
  const sign = /^[-+]/.exec(text)?.[0] ?? '';
  return whole ? sign + text.slice(sign.length).padStart(width - sign.length, '0') : text;
}
