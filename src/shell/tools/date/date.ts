import type { Tool, ToolContext } from '../../types.ts';
import { formatDate } from './format-date.ts';
import { parseDate } from './parse-date.ts';

interface Request {
  format: string;
  /** `-d` values, in order; empty = now. */
  expressions: string[];
  file?: string;
}

const ISO: Readonly<Record<string, string>> = {
  date: '%Y-%m-%d',
  hours: '%Y-%m-%dT%H%:z',
  minutes: '%Y-%m-%dT%H:%M%:z',
  seconds: '%Y-%m-%dT%H:%M:%S%:z',
  ns: '%Y-%m-%dT%H:%M:%S,%N%:z',
};
const RFC_EMAIL = '%a, %d %b %Y %H:%M:%S %z';
const DEFAULT = '%a %b %e %H:%M:%S %Z %Y';

/** Prints the simulated time, or the one `-d` names. The machine's time zone is UTC. */
export const date: Tool = {
  name: 'date',
  async run(context) {
    const { args, clock, stdout, stderr } = context;
    const request = read(args);
    if (typeof request === 'string') {
      stderr(`date: ${request}\nTry 'date --help' for more information.\n`);
      return 1;
    }
    if (request.file !== undefined) return printFileTime(context, request.file, request.format);
    if (request.expressions.length === 0) {
      stdout(`${formatDate(clock.now(), request.format)}\n`);
      return 0;
    }
    let code = 0;
    for (const expression of request.expressions) {
      const time = parseDate(expression, clock.now());
      if (time === undefined) {
        stderr(`date: invalid date '${expression}'\n`);
        code = 1;
      } else stdout(`${formatDate(time, request.format)}\n`);
    }
    return code;
  },
};

async function printFileTime(
  { fs, resolve, stdout, stderr }: ToolContext,
  file: string,
  format: string,
): Promise<number> {
  if (!(await fs.exists(resolve(file)))) {
    stderr(`date: ${file}: No such file or directory\n`);
    return 1;
  }
  stdout(`${formatDate((await fs.stat(resolve(file))).mtime.getTime(), format)}\n`);
  return 0;
}

function read(args: readonly string[]): Request | string {
  const request: Request = { format: DEFAULT, expressions: [] };
  const words = [...args];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const [, long, attached] = /^--([a-z0-9-]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (word.startsWith('+')) request.format = word.slice(1);
    else if (word === '-u' || long === 'utc' || long === 'universal') continue;
    else if (word === '-R' || long === 'rfc-email' || long === 'rfc-2822') request.format = RFC_EMAIL;
    else if (/^-I/.test(word) || long === 'iso-8601') {
      const precision = (long ? attached : word.slice(2)) || 'date';
      if (!ISO[precision]) return `invalid argument '${precision}' for '--iso-8601'`;
      request.format = ISO[precision];
    } else if (long === 'rfc-3339') {
      if (attached !== 'date' && attached !== 'seconds') return `invalid argument '${attached ?? ''}' for '--rfc-3339'`;
      request.format = attached === 'date' ? '%Y-%m-%d' : '%Y-%m-%d %H:%M:%S%:z';
    } else if (/^-u?d/.test(word) || long === 'date') {
      const value = long ? (attached ?? words.shift()) : word.replace(/^-u?d/, '') || words.shift();
      if (value === undefined) return "option requires an argument -- 'd'";
      request.expressions.push(value);
    } else if (/^-r/.test(word) || long === 'reference') {
      request.file = (long ? attached : word.slice(2)) || words.shift();
      if (request.file === undefined) return "option requires an argument -- 'r'";
    } else if (word === '-s' || long === 'set') return 'the clock of this lab cannot be set';
    else if (word.startsWith('-')) return `invalid option -- '${word.replace(/^-+/, '')}'`;
    else return `the argument '${word}' lacks a leading '+'`;
  }
  return request;
}
