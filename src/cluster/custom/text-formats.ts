import { isAddress, isCidr } from './addresses.ts';

const UUID = (version: string) =>
  new RegExp(`^[0-9a-f]{8}-?[0-9a-f]{4}-?${version}[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}$`, 'i');
const HOSTNAME =
  /^([a-zA-Z0-9\p{L}\p{N}]((?!--)[a-zA-Z0-9\p{L}\p{N}-]{0,61}[a-zA-Z0-9\p{L}\p{N}])?)(\.[a-zA-Z0-9\p{L}\p{N}]([a-zA-Z0-9\p{L}\p{N}-]{0,61}[a-zA-Z0-9\p{L}\p{N}])?)*\.?$/u;
const DURATION = /^[+-]?(\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)((\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))*$/;

/** The formats a schema may ask of a text, as far as they are known here; others are not asked. */
const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  bsonobjectid: (text) => /^[0-9a-f]{24}$/i.test(text),
  byte: (text) => text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text),
  cidr: isCidr,
  date: isDate,
  datetime: isDateTime,
  'date-time': isDateTime,
  duration: (text) => DURATION.test(text) || /^\d+ *(d|day|days|w|week|weeks)$/i.test(text),
  email: (text) => /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+$/.test(text),
  hexcolor: (text) => /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.test(text),
  hostname: (text) => text.length < 256 && HOSTNAME.test(text),
  ipv4: (text) => isAddress(text) && !text.includes(':'),
  ipv6: (text) => isAddress(text) && text.includes(':'),
  mac: (text) => /^([0-9a-f]{2}([:-]))([0-9a-f]{2}\2){4}[0-9a-f]{2}$|^([0-9a-f]{4}\.){2}[0-9a-f]{4}$/i.test(text),
  uri: (text) => URL.canParse(text) || /^\/\S*$/.test(text),
  uuid: (text) => UUID('[0-9a-f]').test(text),
  uuid3: (text) => UUID('3').test(text),
  uuid4: (text) => UUID('4').test(text),
  uuid5: (text) => UUID('5').test(text),
};

/** Whether a text has a format; a format that is not known holds of every text. */
export function hasFormat(text: string, format: string): boolean {
  return !Object.hasOwn(FORMATS, format) || FORMATS[format]!(text);
}

function isDate(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return at !== undefined && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

function isDateTime(text: string): boolean {
  const [, day, time] =
    /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2}(?:\.\d+)?)(?:[Zz]|[+-]\d{2}:?\d{2})$/.exec(text) ?? [];
  return day !== undefined && isDate(day) && !Number.isNaN(Date.parse(`${day}T${time}Z`));
}
