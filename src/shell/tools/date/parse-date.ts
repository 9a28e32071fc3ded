const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const SECONDS: Readonly<Record<string, number>> = {
  sec: 1,
  min: 60,
  hour: 3_600,
  day: 86_400,
  week: 604_800,
  fortnight: 1_209_600,
};
const DAY = 86_400_000;

interface Reading {
  /** Date and time of day so far, UTC. */
  date: Date;
  timeGiven: boolean;
  /** Minutes east of UTC. */
  zone: number;
  /** What relative items add. */
  months: number;
  milliseconds: number;
}

/** One kind of item of a date expression; `apply` is undefined where the text matches but means nothing. */
interface Item {
  pattern: RegExp;
  apply(reading: Reading, parts: string[], now: number): void;
}

const ITEMS: readonly Item[] = [
  { pattern: /^@(-?\d+(?:\.\d+)?)/, apply: (reading, [, seconds]) => fix(reading, Number(seconds) * 1_000) },
  {
    pattern: /^(\d{4})-(\d{1,2})-(\d{1,2})(?:t(?=\d))?/,
    apply: (reading, [, year, month, day]) => setDay(reading, Number(year), Number(month) - 1, Number(day)),
  },
  {
    pattern: /^(\d{1,2})\/(\d{1,2})\/(\d{4})/,
    apply: (reading, [, month, day, year]) => setDay(reading, Number(year), Number(month) - 1, Number(day)),
  },
  {
    pattern: /^(\d{4})(\d{2})(\d{2})(?!\d)/,
    apply: (reading, [, year, month, day]) => setDay(reading, Number(year), Number(month) - 1, Number(day)),
  },
  {
    pattern: /^(\d{1,2})[ -](jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:[ -](\d{4}))?(?![:\d])/,
    apply: (reading, [, day, month, year]) =>
      setDay(reading, yearOr(reading, year), MONTHS.indexOf(month!), Number(day)),
  },
  {
    pattern: /^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* (\d{1,2})(?![:\d])(?:,? (\d{4})(?!:))?/,
    apply: (reading, [, month, day, year]) =>
      setDay(reading, yearOr(reading, year), MONTHS.indexOf(month!), Number(day)),
  },
  {
    pattern: /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?(?: ?([ap])\.?m\.?)?/,
    apply: (reading, [, hour, minute, second, fraction, half]) =>
      setTime(
        reading,
        twelve(Number(hour), half),
        Number(minute),
        Number(second ?? 0),
        Number(`0.${fraction ?? 0}`) * 1_000,
      ),
  },
  {
    pattern: /^(\d{1,2}) ?([ap])\.?m\.?/,
    apply: (reading, [, hour, half]) => setTime(reading, twelve(Number(hour), half), 0, 0, 0),
  },
  { pattern: /^(?:utc|gmt|z)(?![a-z])/, apply: () => {} },
  {
    pattern: /^([+-])(\d{2}):?(\d{2})(?!\d)/,
    apply: (reading, [, sign, hours, minutes]) => {
      reading.zone = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
    },
  },
  {
    pattern:
      /^([+-]? ?\d+|an?|next|last|this)? ?(sec|second|min|minute|hour|day|week|fortnight|month|year)s?( ago)?(?![a-z])/,
    apply: (reading, [, amount, unit, ago]) => addRelative(reading, amount, unit!, ago !== undefined),
  },
  { pattern: /^now(?![a-z])/, apply: () => {} },
  { pattern: /^today(?![a-z])/, apply: () => {} },
  { pattern: /^yesterday(?![a-z])/, apply: (reading) => void (reading.milliseconds -= DAY) },
  { pattern: /^tomorrow(?![a-z])/, apply: (reading) => void (reading.milliseconds += DAY) },
  { pattern: /^midnight(?![a-z])/, apply: (reading) => setTime(reading, 0, 0, 0, 0) },
  { pattern: /^noon(?![a-z])/, apply: (reading) => setTime(reading, 12, 0, 0, 0) },
  {
    pattern: /^(?:(next|last|this) )?(sun|mon|tue|wed|thu|fri|sat)(?:day|sday|nesday|rsday|urday|s|r|rs)?,?(?![a-z])/,
    apply: (reading, [, which, day]) => setWeekday(reading, DAYS.indexOf(day!), which),
  },
];

/**
 * The moment (ms since the epoch) a `date -d` expression names, in UTC: ISO dates, `@SECONDS`, `2 days ago`,
 * `2024-01-01 +1 day`, `next monday`, `yesterday 10:00`. Undefined when it cannot be read.
 */
export function parseDate(text: string, now: number): number | undefined {
  const reading: Reading = { date: new Date(now), timeGiven: false, zone: 0, months: 0, milliseconds: 0 };
  let rest = text.trim().toLowerCase().replace(/\s+/g, ' ');
  if (rest === '') setTime(reading, 0, 0, 0, 0);
  while (rest !== '') {
    const found = firstMatch(rest);
    if (!found) return undefined;
    found.item.apply(reading, found.parts, now);
    if (Number.isNaN(reading.date.getTime())) return undefined;
    rest = rest.slice(found.parts[0]!.length).replace(/^[ ,]+/, '');
  }
  const { date, months, milliseconds, zone } = reading;
  if (months !== 0) date.setUTCMonth(date.getUTCMonth() + months);
  return date.getTime() + milliseconds - zone * 60_000;
}

function firstMatch(text: string): { item: Item; parts: string[] } | undefined {
  for (const item of ITEMS) {
    const parts = item.pattern.exec(text);
    if (parts && parts[0] !== '') return { item, parts };
  }
  return undefined;
}

function fix(reading: Reading, time: number): void {
  reading.date = new Date(time);
  reading.timeGiven = true;
}

function setDay(reading: Reading, year: number, month: number, day: number): void {
  const valid = new Date(Date.UTC(year, month, day));
  if (valid.getUTCMonth() !== month || valid.getUTCDate() !== day) {
    reading.date = new Date(Number.NaN);
    return;
  }
  reading.date.setUTCFullYear(year, month, day);
  // A date alone means its midnight.
  if (!reading.timeGiven) reading.date.setUTCHours(0, 0, 0, 0);
}

function setTime(reading: Reading, hour: number, minute: number, second: number, millisecond: number): void {
  const valid = hour < 24 && minute < 60 && second <= 60;
  reading.date = valid ? new Date(reading.date.setUTCHours(hour, minute, second, millisecond)) : new Date(Number.NaN);
  reading.timeGiven = true;
}

function addRelative(reading: Reading, amount: string | undefined, unit: string, ago: boolean): void {
  const words: Record<string, number> = { next: 1, last: -1, this: 0, a: 1, an: 1 };
  const count = (amount === undefined ? 1 : (words[amount] ?? Number(amount.replace(' ', '')))) * (ago ? -1 : 1);
  if (unit === 'month') reading.months += count;
  else if (unit === 'year') reading.months += 12 * count;
  else reading.milliseconds += count * SECONDS[{ second: 'sec', minute: 'min' }[unit] ?? unit]! * 1_000;
}

function setWeekday(reading: Reading, weekday: number, which: string | undefined): void {
  const { date } = reading;
  const ahead = (weekday - date.getUTCDay() + 7) % 7;
  const days = which === 'next' ? ahead || 7 : which === 'last' ? ahead - 7 : ahead;
  date.setUTCDate(date.getUTCDate() + days);
  if (!reading.timeGiven) date.setUTCHours(0, 0, 0, 0);
}

function yearOr({ date }: Reading, year: string | undefined): number {
  return year === undefined ? date.getUTCFullYear() : Number(year);
}

function twelve(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  return (hour % 12) + (half === 'p' ? 12 : 0);
}
