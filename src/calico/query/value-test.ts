import type { Field } from './field.ts';
import { type IpRange, parseAddress, parseIpRange } from './ip-range.ts';
import type { Comparator } from './query.ts';
import { QueryError } from './query-error.ts';
import { documentTime, parseTimeSpan, type TimeSpan } from './time-span.ts';
import { compileWildcard } from './wildcard.ts';

/** Judges one value of a document (never a list); a column store can ask it once per distinct value. */
export type ValueTest = (value: unknown) => boolean;

/** Comparators as asked of one value: `!=` is the absence of an equal one, which is for the document to say. */
export type ValueComparator = Exclude<Comparator, '!='>;

/** Compiles `field <comparator> text`. Throws `QueryError` when the index could not read the text as the field's type. */
export function compileValueTest(field: Field, comparator: ValueComparator, text: string): ValueTest {
  switch (field.type) {
    case 'keyword':
      return keywordTest(field, comparator, text);
    case 'number':
      return numberTest(comparator, readNumber(field, text));
    case 'ip':
      return ipTest(comparator, readIp(field, text));
    case 'date':
      return dateTest(comparator, readDate(field, text));
    case 'dynamic':
      return dynamicTest(field, comparator, text);
  }
}

/** Compiles the members of a set: true when any pattern covers the whole value. */
export function compileMemberTest(field: Field, members: readonly string[]): ValueTest {
  const tests = members.map((member) => compileWildcard(folded(field, member)));
  return (value) => {
    const text = folded(field, String(value));
    return tests.some((test) => test(text));
  };
}

/** Whether `order` (below, at or above zero) is what the comparator asks for. */
export function ordered(comparator: ValueComparator, order: number): boolean {
  switch (comparator) {
    case '=':
      return order === 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function folded(field: Field, text: string): string {
  if (field.fold === 'lower') return text.toLowerCase();
  return field.fold === 'upper' ? text.toUpperCase() : text;
}

function keywordTest(field: Field, comparator: ValueComparator, text: string): ValueTest {
  const wanted = folded(field, text);
  if (comparator === '=') return (value) => folded(field, String(value)) === wanted;
  return (value) => ordered(comparator, compareText(folded(field, String(value)), wanted));
}

/** By UTF-8 bytes, as the index orders terms; code points give the same order. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  if (!SURROGATE.test(left) && !SURROGATE.test(right)) return left < right ? -1 : 1;
  const [a, b] = [Array.from(left), Array.from(right)];
  for (let index = 0; index < a.length && index < b.length; index++) {
    const difference = a[index]!.codePointAt(0)! - b[index]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Only where there is none do code units order as code points do. */
const SURROGATE = /[\ud800-\udfff]/;

function numberTest(comparator: ValueComparator, wanted: number): ValueTest {
  return (value) => {
    const number = typeof value === 'number' ? value : numberOf(String(value));
    return number !== undefined && ordered(comparator, number - wanted);
  };
}

function ipTest(comparator: ValueComparator, range: IpRange): ValueTest {
  return (value) => {
    const address = parseAddress(String(value));
    return address !== undefined && ordered(comparator, orderInSpan(address, range.first, range.last));
  };
}

function dateTest(comparator: ValueComparator, span: TimeSpan): ValueTest {
  return (value) => {
    const time = documentTime(value);
    return time !== undefined && ordered(comparator, orderInSpan(time, span.first, span.last));
  };
}

function orderInSpan<T extends number | bigint>(value: T, first: T, last: T): number {
  if (value < first) return -1;
  return value > last ? 1 : 0;
}

/** A field the table does not know is indexed by what its values are. */
function dynamicTest(field: Field, comparator: ValueComparator, text: string): ValueTest {
  const asText = keywordTest(field, comparator, text);
  const wanted = numberOf(text);
  const asNumber = wanted === undefined ? undefined : numberTest(comparator, wanted);
  return (value) => (typeof value === 'number' ? (asNumber?.(value) ?? false) : asText(value));
}

function readNumber(field: Field, text: string): number {
  const number = numberOf(text);
  if (number === undefined) throw new QueryError(`${field.key} holds numbers, and "${text}" is none`);
  return number;
}

function readIp(field: Field, text: string): IpRange {
  const range = parseIpRange(text);
  if (!range) throw new QueryError(`${field.key} holds IP addresses, and "${text}" is neither an address nor a CIDR`);
  return range;
}

function readDate(field: Field, text: string): TimeSpan {
  const span = parseTimeSpan(text);
  if (!span) throw new QueryError(`${field.key} holds times, and "${text}" is none (write YYYY-MM-DD hh:mm:ss)`);
  return span;
}

function numberOf(text: string): number | undefined {
  return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text) ? Number(text) : undefined;
}
