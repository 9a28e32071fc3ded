/** A moment as a query can name it: a second, or a whole day. Milliseconds, both ends included. */
export interface TimeSpan {
  readonly first: number;
  readonly last: number;
  /** UTC, `YYYY-MM-DD hh:mm:ss` or `YYYY-MM-DD`. */
  readonly text: string;
}

const DAY = 86_400_000;
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)$/;
const PLAIN = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;
const DATE = /^\d{4}-\d\d-\d\d$/;

/** Reads RFC 3339, `YYYY-MM-DD hh:mm:ss` (UTC) or `YYYY-MM-DD`; undefined when the text is none of them. */
export function parseTimeSpan(text: string): TimeSpan | undefined {
  if (DATE.test(text)) return spanFrom(text, `${text}T00:00:00Z`, DAY);
  if (PLAIN.test(text)) return spanFrom(text, `${text.replace(' ', 'T')}Z`, 1_000);
  if (!RFC_3339.test(text)) return undefined;
  const moment = Date.parse(text);
  if (Number.isNaN(moment)) return undefined;
  const plain = new Date(moment).toISOString().slice(0, 19);
  return spanFrom(plain.replace('T', ' '), `${plain}Z`, 1_000);
}

/** A document's time in milliseconds: epoch seconds as flow logs have them, epoch milliseconds, or RFC 3339. */
export function documentTime(value: unknown): number | undefined {
  if (typeof value === 'number') return Math.abs(value) < 1e11 ? value * 1_000 : value;
  const moment = Date.parse(String(value));
  return Number.isNaN(moment) ? undefined : moment;
}

function spanFrom(text: string, iso: string, length: number): TimeSpan | undefined {
  const first = Date.parse(iso);
  // Date.parse rolls 30 February over; such a day does not exist.
  if (Number.isNaN(first) || new Date(first).toISOString().slice(0, 19) !== iso.slice(0, 19)) return undefined;
  return { first, last: first + length - 1, text };
}
