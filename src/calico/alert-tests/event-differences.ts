import { formatDuration } from '../../clock/index.ts';
import type { LogDocument, StoredEvent } from '../types.ts';
import type { ExpectedEvent } from './alert-test-file.ts';

/** An event as it was written; `at` in milliseconds from the start. */
export type WrittenEvent = Pick<StoredEvent, 'at' | 'alert' | 'event'>;

/**
 * What differs between the events a test expects and those written, in order of time, a line or more each. One that is
 * missing or too much is told as such and does not put the others out of step. `only`: the test's single alert.
 */
export function eventDifferences(
  expected: readonly ExpectedEvent[],
  written: readonly WrittenEvent[],
  only: string | undefined,
): string[] {
  const open = new Set(written);
  const unmet = expected.filter((want) => !take(open, (got) => isSame(want, got, only)));
  const told = unmet
    .toSorted((left, right) => left.at - right.at)
    .map((want) => {
      const got = take(open, (each) => isOf(want, each, only));
      return { at: want.at, lines: got ? changed(want, got, only) : [expectedLine(want, only), 'written   nothing'] };
    });
  const spare = [...open].map((got) => ({
    at: got.at,
    lines: [writtenLine(got, {}), '          which nothing expected'],
  }));
  return [...told, ...spare].sort((left, right) => left.at - right.at).flatMap(({ lines }) => lines);
}

/** Takes the first that fits out of `open`. */
function take(open: Set<WrittenEvent>, fits: (event: WrittenEvent) => boolean): WrittenEvent | undefined {
  for (const event of open) {
    if (!fits(event)) continue;
    open.delete(event);
    return event;
  }
  return undefined;
}

/** Whether an event can be the one that was meant: of the same alert, at the same second. */
function isOf({ at, alert }: ExpectedEvent, got: WrittenEvent, only: string | undefined): boolean {
  return (alert ?? only ?? got.alert) === got.alert && Math.abs(at - got.at) < 1_000;
}

function isSame(want: ExpectedEvent, got: WrittenEvent, only: string | undefined): boolean {
  if (!isOf(want, got, only)) return false;
  if (want.description !== undefined && want.description !== got.event.description) return false;
  return want.record === undefined || sorted(want.record) === sorted(got.event.record);
}

function changed(want: ExpectedEvent, got: WrittenEvent, only: string | undefined): string[] {
  const fields = want.record ? differingFields(want.record, got.event.record) : [];
  return [expectedLine(want, only), writtenLine(got, want), ...fields.map((field) => `          ${field}`)];
}

/** `count: 2 expected, 1 written`. */
function differingFields(want: LogDocument, got: LogDocument): string[] {
  const names = [...new Set([...Object.keys(want), ...Object.keys(got)])];
  const said = (record: LogDocument, name: string): string =>
    Object.hasOwn(record, name) ? JSON.stringify(record[name]) : 'nothing';
  return names
    .filter((name) => said(want, name) !== said(got, name))
    .map((name) => `${name}: ${said(want, name)} expected, ${said(got, name)} written`);
}

function expectedLine({ at, alert, record, description }: ExpectedEvent, only: string | undefined): string {
  return `expected  ${formatDuration(at)}  ${alert ?? only ?? ''}  ${JSON.stringify(record ?? description ?? 'an event')}`;
}

/** Shows of a written event what the test looks at. */
function writtenLine({ at, alert, event }: WrittenEvent, want: Partial<ExpectedEvent>): string {
  const isText = want.record === undefined && want.description !== undefined;
  return `written   ${formatDuration(at)}  ${alert}  ${JSON.stringify(isText ? event.description : event.record)}`;
}

function sorted(record: LogDocument): string {
  return JSON.stringify(Object.entries(record).sort(([left], [right]) => (left < right ? -1 : 1)));
}
