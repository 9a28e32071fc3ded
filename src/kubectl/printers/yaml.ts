import type { Json } from '../client/api-client.ts';

/** The column behind which long text goes on in the next line. */
const BEST_WIDTH = 80;

/**
 * YAML as sigs.k8s.io/yaml prints it: keys in natural order, lists not indented under their key, literal blocks for
 * text of several lines, and quotes around what YAML 1.1 would read as something other than text.
 */
export function printYaml(value: Json): string {
  if (isEmptyCollection(value) || !isCollection(value)) return `${scalar(value, 0, 0)}\n`;
  return `${lines(value, 0).join('\n')}\n`;
}

function lines(value: Json, indent: number): string[] {
  return Array.isArray(value) ? sequence(value, indent) : mapping(value, indent);
}

function mapping(value: Record<string, Json>, indent: number): string[] {
  const pad = ' '.repeat(indent);
  const out: string[] = [];
  for (const key of Object.keys(value).sort(naturalOrder)) {
    const item = value[key];
    if (item === undefined) continue;
    const label = `${pad}${plainOrQuoted(key)}:`;
    if (!isCollection(item) || isEmptyCollection(item)) out.push(`${label} ${scalar(item, indent, label.length + 1)}`);
    else if (Array.isArray(item)) out.push(label, ...sequence(item, indent));
    else out.push(label, ...mapping(item, indent + 2));
  }
  return out;
}

function sequence(items: readonly Json[], indent: number): string[] {
  const pad = ' '.repeat(indent);
  const out: string[] = [];
  for (const item of items) {
    if (!isCollection(item) || isEmptyCollection(item)) {
      out.push(`${pad}- ${scalar(item, indent, indent + 2)}`);
      continue;
    }
    const nested = lines(item, indent + 2);
    out.push(`${pad}- ${nested[0]!.slice(indent + 2)}`, ...nested.slice(1));
  }
  return out;
}

function isCollection(value: Json): boolean {
  return value !== null && typeof value === 'object';
}

function isEmptyCollection(value: Json): boolean {
  return isCollection(value) && (Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0);
}

function scalar(value: Json, indent: number, column: number): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return text(value, indent, column);
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? '[]' : '{}';
}

function numberText(value: number): string {
  const plain = String(value);
  return plain.replace(/e([+-])(\d)$/, 'e$10$2');
}

function text(value: string, indent: number, column: number): string {
  if (value.includes('\n') && allowsBlock(value)) return literalBlock(value, indent);
  const line = plainOrQuoted(value);
  return column + line.length > BEST_WIDTH ? folded(line, indent, column) : line;
}

/** Goes to a new line at the first single space behind column 80, as the Go library does. */
function folded(line: string, indent: number, start: number): string {
  const isDouble = line.startsWith('"');
  const quoted = isDouble || line.startsWith("'");
  let column = start;
  let out = '';
  for (let index = 0; index < line.length; index++) {
    const isInside = quoted ? index > 1 && index < line.length - 2 : true;
    const single = line[index] === ' ' && line[index - 1] !== ' ' && (isDouble || line[index + 1] !== ' ');
    if (single && isInside && column > BEST_WIDTH) {
      out += `\n${' '.repeat(indent + 2)}${line[index + 1] === ' ' ? '\\' : ''}`;
      column = indent + 2;
      continue;
    }
    out += line[index];
    column++;
  }
  return out;
}

function plainOrQuoted(value: string): string {
  if (value === '') return '""';
  if (hasSpecialCharacters(value) || value.includes('\n')) return doubleQuoted(value);
  if (readsAsOtherType(value)) return doubleQuoted(value);
  if (allowsPlain(value)) return value;
  return `'${value.replaceAll("'", "''")}'`;
}

function literalBlock(value: string, indent: number): string {
  const pad = ' '.repeat(indent + 2);
  const hint = /^[ \n]/.test(value) ? '2' : '';
  const trailing = /\n*$/.exec(value)![0].length;
  const chomp = trailing === 0 ? '-' : trailing === 1 && value !== '\n' ? '' : '+';
  const body = value.replace(/\n$/, '').split('\n');
  return `|${hint}${chomp}\n${body.map((line) => (line === '' ? '' : pad + line)).join('\n')}`;
}

/** A literal block cannot hold spaces before a line break, trailing spaces or unprintable characters. */
function allowsBlock(value: string): boolean {
  return !/ \n/.test(value) && !/ $/.test(value) && !hasSpecialCharacters(value.replaceAll('\n', ''));
}

function hasSpecialCharacters(value: string): boolean {
  return /[^\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}\x85\n]/u.test(value);
}

function allowsPlain(value: string): boolean {
  if (/^(?:---|\.\.\.)/.test(value)) return false;
  if (/^[#,[\]{}&*!|>'"%@`]/.test(value)) return false;
  if (/^[?:-](?:\s|$)/.test(value)) return false;
  return !/:(?:\s|$)|\s#|^\s|\s$/.test(value);
}

function readsAsOtherType(value: string): boolean {
  return (
    /^(?:~|null|Null|NULL|<<|y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/.test(
      value,
    ) ||
    /^[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*)$/.test(value) ||
    /^[-+]?(?:\.[0-9]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?$/.test(value) ||
    /^[-+]?(?:\.inf|\.Inf|\.INF)$|^(?:\.nan|\.NaN|\.NAN)$/.test(value) ||
    /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/.test(value) ||
    isTimestamp(value)
  );
}

function isTimestamp(value: string): boolean {
  return /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]|\s+)\d{1,2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|\s*[-+]\d{1,2}(?::?\d{2})?)?)?$/.test(
    value,
  );
}

const NAMED_ESCAPES: Record<string, string> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\x85': '\\N',
  '\xa0': '\\_',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

function doubleQuoted(value: string): string {
  const body = [...value].map((letter) => {
    const named = NAMED_ESCAPES[letter];
    if (named) return named;
    if (!hasSpecialCharacters(letter)) return letter;
    const code = letter.codePointAt(0)!.toString(16).toUpperCase();
    if (code.length <= 2) return `\\x${code.padStart(2, '0')}`;
    return code.length <= 4 ? `\\u${code.padStart(4, '0')}` : `\\U${code.padStart(8, '0')}`;
  });
  return `"${body.join('')}"`;
}

/** The order of keys in the Go library: letters by code, runs of digits by value, other signs before letters. */
export function naturalOrder(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  for (let index = 0; index < left.length && index < right.length; index++) {
    const one = left[index]!;
    const other = right[index]!;
    if (one === other) continue;
    const oneIsLetter = /\p{L}/u.test(one);
    const otherIsLetter = /\p{L}/u.test(other);
    if (oneIsLetter && otherIsLetter) return one < other ? -1 : 1;
    if (oneIsLetter || otherIsLetter) return otherIsLetter ? -1 : 1;
    return compareNumbers(left, right, index) || (one < other ? -1 : 1);
  }
  return left.length - right.length;
}

function compareNumbers(left: readonly string[], right: readonly string[], at: number): number {
  // Inside a number a leading zero counts as a digit, not as padding.
  const inside = (left[at] === '0' || right[at] === '0') && digitBefore(left, at) ? '1' : '';
  const one = digitsFrom(left, at);
  const other = digitsFrom(right, at);
  return Number(inside + one || '0') - Number(inside + other || '0') || one.length - other.length;
}

function digitBefore(letters: readonly string[], at: number): boolean {
  for (let index = at - 1; index >= 0 && /\d/.test(letters[index]!); index--) {
    if (letters[index] !== '0') return true;
  }
  return false;
}

function digitsFrom(letters: readonly string[], at: number): string {
  let end = at;
  while (end < letters.length && /\d/.test(letters[end]!)) end++;
  return letters.slice(at, end).join('');
}
