const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const DAY = 86_400_000;

type Field = (date: Date) => string;

const pad = (value: number, width = 2, fill = '0'): string => String(value).padStart(width, fill);
const hour12 = (date: Date): number => date.getUTCHours() % 12 || 12;

const FIELDS: Readonly<Record<string, Field>> = {
  a: (date) => DAYS[date.getUTCDay()]!.slice(0, 3),
  A: (date) => DAYS[date.getUTCDay()]!,
  b: (date) => MONTHS[date.getUTCMonth()]!.slice(0, 3),
  B: (date) => MONTHS[date.getUTCMonth()]!,
  c: (date) => expand(date, '%a %b %e %H:%M:%S %Y'),
  C: (date) => pad(Math.floor(date.getUTCFullYear() / 100)),
  d: (date) => pad(date.getUTCDate()),
  D: (date) => expand(date, '%m/%d/%y'),
  e: (date) => pad(date.getUTCDate(), 2, ' '),
  F: (date) => expand(date, '%Y-%m-%d'),
  g: (date) => pad(isoWeek(date).year % 100),
  G: (date) => String(isoWeek(date).year),
  h: (date) => FIELDS['b']!(date),
  H: (date) => pad(date.getUTCHours()),
  I: (date) => pad(hour12(date)),
  j: (date) => pad(dayOfYear(date), 3),
  k: (date) => pad(date.getUTCHours(), 2, ' '),
  l: (date) => pad(hour12(date), 2, ' '),
  m: (date) => pad(date.getUTCMonth() + 1),
  M: (date) => pad(date.getUTCMinutes()),
  n: () => '\n',
  N: (date) => `${pad(date.getUTCMilliseconds(), 3)}000000`,
  p: (date) => (date.getUTCHours() < 12 ? 'AM' : 'PM'),
  P: (date) => (date.getUTCHours() < 12 ? 'am' : 'pm'),
  q: (date) => String(Math.floor(date.getUTCMonth() / 3) + 1),
  r: (date) => expand(date, '%I:%M:%S %p'),
  R: (date) => expand(date, '%H:%M'),
  s: (date) => String(Math.floor(date.getTime() / 1_000)),
  S: (date) => pad(date.getUTCSeconds()),
  t: () => '\t',
  T: (date) => expand(date, '%H:%M:%S'),
  u: (date) => String(date.getUTCDay() || 7),
  U: (date) => pad(Math.floor((dayOfYear(date) + 6 - date.getUTCDay()) / 7)),
  V: (date) => pad(isoWeek(date).week),
  w: (date) => String(date.getUTCDay()),
  W: (date) => pad(Math.floor((dayOfYear(date) + 6 - ((date.getUTCDay() + 6) % 7)) / 7)),
  x: (date) => expand(date, '%m/%d/%y'),
  X: (date) => expand(date, '%H:%M:%S'),
  y: (date) => pad(date.getUTCFullYear() % 100),
  Y: (date) => String(date.getUTCFullYear()),
  z: () => '+0000',
  Z: () => 'UTC',
  '%': () => '%',
};

/** `time` (ms since the epoch) in UTC, as `date +FORMAT` of coreutils prints it; unknown directives stay as they are. */
export function formatDate(time: number, format: string): string {
  return expand(new Date(time), format);
}

function expand(date: Date, format: string): string {
  return format.replace(
    /%([-_0^#]?)(\d*)(:{0,3})([a-zA-Z%])/g,
    (whole, flag: string, width: string, colons: string, letter: string) => {
      if (letter === 'z' && colons) return colons.length === 2 ? '+00:00:00' : '+00:00';
      const field = FIELDS[letter];
      if (!field) return whole;
      return adjusted(field(date), flag, Number(width), letter);
    },
  );
}

function adjusted(text: string, flag: string, width: number, letter: string): string {
  if (letter === 'N') return width > 0 && width < 9 ? text.slice(0, width) : text;
  if (flag === '-') return text.replace(/^[0 ]+(?=.)/, '');
  if (flag === '_') return text.replace(/^0+(?=.)/, (zeros) => ' '.repeat(zeros.length)).padStart(width, ' ');
  if (flag === '^') return text.toUpperCase();
  return text.padStart(width, /^\d/.test(text) ? '0' : ' ');
}

function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY) + 1;
}

function isoWeek(date: Date): { year: number; week: number } {
  const day = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
  const thursday = new Date(day + (3 - ((date.getUTCDay() + 6) % 7)) * DAY);
  return { year: thursday.getUTCFullYear(), week: Math.floor((dayOfYear(thursday) - 1) / 7) + 1 };
}
