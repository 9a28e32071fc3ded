/** A schedule in cron's five fields. */
export interface CronSchedule {
  /** The first moment after `time` (ms) it names, at a full minute, in UTC; undefined: none within five years. */
  next(time: number): number | undefined;
}

const FIELDS = [
  { low: 0, high: 59 },
  { low: 0, high: 23 },
  { low: 1, high: 31 },
  { low: 1, high: 12 },
  { low: 0, high: 7 },
] as const;

const MACROS: Record<string, string> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};

const NAMES: Record<string, number> = Object.fromEntries([
  ...['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'].map((name, at) => [
    name,
    at + 1,
  ]),
  ...['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'].map((name, at) => [name, at]),
]);

const MINUTE = 60_000;
const HORIZON = 5 * 366 * 24 * 60 * MINUTE;

/** Reads a cron schedule; undefined when it is none. */
export function parseCron(text: string): CronSchedule | undefined {
  const fields = (MACROS[text.trim()] ?? text.trim()).split(/\s+/);
  if (fields.length !== 5) return undefined;
  const sets = fields.map((field, index) => parseField(field, FIELDS[index]!));
  if (sets.some((set) => set === undefined)) return undefined;
  const [minutes, hours, days, months, weekdays] = sets as Set<number>[];
  if (weekdays!.has(7)) weekdays!.add(0);
  const anyDay = fields[2]!.startsWith('*');
  const anyWeekday = fields[4]!.startsWith('*');
  const fitsDay = (date: Date): boolean => {
    const byDay = days!.has(date.getUTCDate());
    const byWeekday = weekdays!.has(date.getUTCDay());
    return anyDay || anyWeekday ? byDay && byWeekday : byDay || byWeekday;
  };
  return {
    next(time) {
      let at = (Math.floor(time / MINUTE) + 1) * MINUTE;
      while (at <= time + HORIZON) {
        const date = new Date(at);
        if (!months!.has(date.getUTCMonth() + 1) || !fitsDay(date)) at = startOfNext(at, 24 * 60 * MINUTE);
        else if (!hours!.has(date.getUTCHours())) at = startOfNext(at, 60 * MINUTE);
        else if (!minutes!.has(date.getUTCMinutes())) at += MINUTE;
        else return at;
      }
      return undefined;
    },
  };
}

function startOfNext(time: number, unit: number): number {
  return (Math.floor(time / unit) + 1) * unit;
}

function parseField(field: string, { low, high }: { low: number; high: number }): Set<number> | undefined {
  const values = new Set<number>();
  for (const part of field.split(',')) {
    const [range = '', stepText = '1'] = part.split('/');
    const step = Number(stepText);
    if (!Number.isInteger(step) || step < 1) return undefined;
    const bounds = parseRange(range, low, high, part.includes('/'));
    if (!bounds) return undefined;
    for (let value = bounds[0]; value <= bounds[1]; value += step) values.add(value);
  }
  return values;
}

function parseRange(range: string, low: number, high: number, stepped: boolean): [number, number] | undefined {
  if (range === '*' || range === '?') return [low, high];
  const [from, to] = range
    .split('-')
    .map((word) => NAMES[word.toLowerCase()] ?? (/^\d+$/.test(word) ? Number(word) : Number.NaN));
  const end = to ?? (stepped ? high : from);
  if (from === undefined || end === undefined || !(from >= low) || !(end <= high) || !(from <= end)) return undefined;
  return [from, end];
}
