import { formatDuration, parseDuration } from '../../clock/index.ts';
import { fieldOf, keyMeant } from '../query/index.ts';
import type { DataSet, Explanation, LogDocument } from '../types.ts';

/** A file of alert tests, read. Times are milliseconds from the start. */
export interface AlertTestFile {
  /** Manifests of the alerts under test. */
  readonly alerts: readonly AlertSource[];
  readonly calicoRelease: string;
  readonly tests: readonly AlertTest[];
}

/** An alert written out, or the file it is in: all alerts of the file, or the one with that name. */
export type AlertSource =
  | { readonly file: string; readonly name?: string }
  | { readonly manifest: Record<string, unknown> };

export interface AlertTest {
  readonly name: string;
  readonly rows: readonly RowInput[];
  /** How long the clock runs. */
  readonly until: number;
  /** All events that must be written, in order; undefined: not looked at. */
  readonly events?: readonly ExpectedEvent[];
  readonly explain: readonly ExpectedExplanation[];
}

export interface RowInput {
  readonly at: number;
  /** When alerts can see it first. */
  readonly visible: number;
  readonly dataSet: DataSet;
  /** What differs from the data set's ordinary row. */
  readonly document: LogDocument;
  /** The learner's inputs with a part in it. */
  readonly inputs: readonly number[];
}

export interface ExpectedEvent {
  readonly at: number;
  readonly alert?: string;
  readonly record?: LogDocument;
  readonly description?: string;
}

export interface ExpectedExplanation {
  readonly at: number;
  readonly alert?: string;
  readonly verdict?: Explanation['verdict'];
  readonly cause?: string;
}

/** What is wrong with a test file, and where in it. */
export class AlertTestError extends Error {
  override readonly name = 'AlertTestError';
  readonly path: readonly (string | number)[];

  constructor(path: readonly (string | number)[], message: string) {
    super(message);
    this.path = path;
  }
}

const DATA_SETS: readonly DataSet[] = ['flows', 'dns', 'audit', 'l7', 'waf', 'vulnerability'];
const VERDICTS = ['fired', 'not-yet', 'cannot', 'unknown'];
/** A flush every ten seconds and eight seconds on the way, as in the shipped environments. */
const USUAL_DELAY = 18_000;
const MOST_ROWS = 100_000;

type Path = readonly (string | number)[];

/** Reads the YAML value of an alert test file. Throws `AlertTestError` for the first thing that is wrong. */
export function readAlertTests(value: unknown): AlertTestFile {
  const file = fields(value, [], ['alerts', 'calicoRelease', 'tests']);
  return {
    alerts: list(file['alerts'], ['alerts']).map((each, index) => readAlert(each, ['alerts', index])),
    calicoRelease: file['calicoRelease'] === undefined ? '3.14' : String(file['calicoRelease']),
    tests: list(file['tests'], ['tests']).map((each, index) => readTest(each, ['tests', index])),
  };
}

function readAlert(value: unknown, path: Path): AlertSource {
  const alert = fields(value, path);
  if (typeof alert['file'] === 'string') {
    const { file, name } = fields(value, path, ['file', 'name']);
    return { file: String(file), ...(name !== undefined && { name: String(name) }) };
  }
  if (alert['kind'] === 'GlobalAlert') return { manifest: alert };
  throw new AlertTestError(path, 'an alert is a GlobalAlert written out, or "file: PATH" of one');
}

function readTest(value: unknown, path: Path): AlertTest {
  const test = fields(value, path, ['name', 'rows', 'until', 'events', 'explain']);
  const { name, events, explain = [], rows = [] } = test;
  if (typeof name !== 'string' || name === '') throw new AlertTestError(path, 'a test needs a name');
  if (events === undefined && test['explain'] === undefined) {
    throw new AlertTestError(
      path,
      `the test "${name}" expects nothing: give it events (an empty list for none) or explain`,
    );
  }
  const until = time(test['until'], [...path, 'until']);
  const entries = <Entry extends { at: number }>(
    key: string,
    value: unknown,
    read: (value: unknown, path: Path) => Entry[],
  ): Entry[] =>
    list(value, [...path, key]).flatMap((each, index) => {
      const entry = read(each, [...path, key, index]);
      if (entry.every(({ at }) => at <= until)) return entry;
      throw new AlertTestError(
        [...path, key, index, 'at'],
        `that is after the test's end (until: ${formatDuration(until)}), so it would never be looked at`,
      );
    });
  return {
    name,
    rows: entries('rows', rows, readRows),
    until,
    ...(events !== undefined && { events: entries('events', events, (each, at) => [readEvent(each, at)]) }),
    explain: entries('explain', explain, (each, at) => [readExplain(each, at)]),
  };
}

function readRows(value: unknown, path: Path): RowInput[] {
  const row = fields(value, path, ['at', 'visible', 'times', 'ports', 'input', ...DATA_SETS]);
  const dataSets = DATA_SETS.filter((name) => row[name] !== undefined);
  const dataSet = dataSets[0];
  if (!dataSet || dataSets.length > 1) {
    throw new AlertTestError(path, `a row names its data set, one of: ${DATA_SETS.join(', ')}`);
  }
  const document = fields(row[dataSet] ?? {}, [...path, dataSet]);
  checkKeys(document, dataSet, [...path, dataSet]);
  const at = time(row['at'], [...path, 'at']);
  const visible = row['visible'] === undefined ? at + USUAL_DELAY : time(row['visible'], [...path, 'visible']);
  if (visible < at) throw new AlertTestError([...path, 'visible'], 'a row cannot be visible before it happened');
  const inputs = row['input'] === undefined ? [] : [count(row['input'], [...path, 'input'])];
  const times = row['times'] === undefined ? 1 : count(row['times'], [...path, 'times']);
  const eachPort = ports(row['ports'], [...path, 'ports']);
  if (eachPort.length * times > MOST_ROWS) {
    throw new AlertTestError(
      path,
      `one entry makes at most ${MOST_ROWS} rows, and this would make ${eachPort.length * times}`,
    );
  }
  const copies = eachPort.flatMap((port) =>
    Array.from({ length: times }, () => (port === undefined ? document : { ...document, dest_port: port })),
  );
  return copies.map((copy) => ({ at, visible, dataSet, document: copy, inputs }));
}

/** `1-600`: a row for each port. */
function ports(value: unknown, path: Path): (number | undefined)[] {
  if (value === undefined) return [undefined];
  const [, first, last] = /^(\d{1,5})-(\d{1,5})$/.exec(String(value)) ?? [];
  if (first === undefined || Number(first) > Number(last) || Number(last) > 65_535) {
    throw new AlertTestError(path, `ports are written as 1-600, not ${JSON.stringify(value)}`);
  }
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => Number(first) + index);
}

/** A misspelt key or word would make a row that no query can match, and nobody would see why. */
function checkKeys(document: LogDocument, dataSet: DataSet, path: Path): void {
  if (dataSet === 'waf' || dataSet === 'vulnerability') return;
  for (const [key, value] of Object.entries(document)) {
    const isKnown = fieldOf(dataSet, key).known || PARTS.some((part) => fieldOf(dataSet, `${key}.${part}`).known);
    if (!isKnown) throw noSuchKey(dataSet, key, keyMeant(dataSet, key), [...path, key]);
    const [whole, meant] = misspeltPart(dataSet, key, value) ?? [];
    if (whole !== undefined) throw noSuchKey(dataSet, whole, meant, [...path, key]);
    checkWord(dataSet, key, value, [...path, key]);
  }
}

function noSuchKey(dataSet: DataSet, key: string, meant: string | undefined, path: Path): AlertTestError {
  const advice = meant === undefined ? '' : `; did you mean ${meant}?`;
  return new AlertTestError(path, `${dataSet} rows have no ${key}${advice}`);
}

/** A key within an object that differs by a slip from one that queries know: what was written, and what was meant. */
function misspeltPart(dataSet: DataSet, key: string, value: unknown): [string, string] | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  for (const part of Object.keys(value)) {
    const whole = `${key}.${part}`;
    const meant = fieldOf(dataSet, whole).known ? undefined : keyMeant(dataSet, whole);
    if (meant?.startsWith(`${key}.`)) return [whole, meant];
  }
  return undefined;
}

/** Words that logs write in one way only. */
function checkWord(dataSet: DataSet, key: string, value: unknown, path: Path): void {
  const { rule } = fieldOf(dataSet, key);
  if (typeof rule === 'string' || typeof value !== 'string' || rule.includes(value)) return;
  const right = rule.find((word) => word.toLowerCase() === value.toLowerCase());
  if (right) throw new AlertTestError(path, `the log writes ${right}, not ${value}`);
}

/** What stands below the keys that hold objects. */
const PARTS = ['labels', 'all_policies', 'x', 'name', 'resource', 'code', 'username', 'kind', 'rdata'];

function readEvent(value: unknown, path: Path): ExpectedEvent {
  const event = fields(value, path, ['at', 'alert', 'record', 'description']);
  return {
    at: time(event['at'], [...path, 'at']),
    ...optionalText(event, 'alert', path),
    ...optionalText(event, 'description', path),
    ...(event['record'] !== undefined && { record: fields(event['record'], [...path, 'record']) }),
  };
}

function readExplain(value: unknown, path: Path): ExpectedExplanation {
  const expected = fields(value, path, ['at', 'alert', 'verdict', 'cause']);
  const { verdict, cause } = expected;
  if (verdict === undefined && cause === undefined) throw new AlertTestError(path, 'give a verdict, a cause, or both');
  if (verdict !== undefined && !VERDICTS.includes(String(verdict))) {
    throw new AlertTestError([...path, 'verdict'], `a verdict is one of: ${VERDICTS.join(', ')}`);
  }
  return {
    at: time(expected['at'], [...path, 'at']),
    ...optionalText(expected, 'alert', path),
    ...optionalText(expected, 'cause', path),
    ...(verdict !== undefined && { verdict: verdict as Explanation['verdict'] }),
  };
}

function optionalText<Key extends string>(
  from: Record<string, unknown>,
  key: Key,
  path: Path,
): { [key in Key]?: string } {
  const value = from[key];
  if (value === undefined) return {};
  if (typeof value !== 'string')
    throw new AlertTestError([...path, key], `${key} is a text, not ${JSON.stringify(value)}`);
  return { [key]: value } as { [key in Key]?: string };
}

function fields(value: unknown, path: Path, allowed?: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new AlertTestError(path, `${path.at(-1) ?? 'the file'} must be a mapping of names to values`);
  }
  const unknown = allowed && Object.keys(value).find((key) => !allowed.includes(key));
  if (unknown !== undefined) {
    throw new AlertTestError([...path, unknown], `there is no ${unknown} here; known are: ${allowed!.join(', ')}`);
  }
  return value as Record<string, unknown>;
}

function list(value: unknown, path: Path): unknown[] {
  if (!Array.isArray(value)) throw new AlertTestError(path, `${path.at(-1)} must be a list`);
  return value;
}

function time(value: unknown, path: Path): number {
  const duration = typeof value === 'string' ? parseDuration(value) : value === 0 ? 0 : undefined;
  if (duration === undefined || duration < 0) {
    throw new AlertTestError(path, `${path.at(-1)} is a time from the start, such as 20s or 1m30s`);
  }
  return duration;
}

function count(value: unknown, path: Path): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > MOST_ROWS) {
    throw new AlertTestError(path, `${path.at(-1)} is a whole number from 1 to ${MOST_ROWS}`);
  }
  return value;
}
