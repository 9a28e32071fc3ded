import { type OptionProblem, type OptionTable, parseOptions } from '../network/options.ts';

export interface WgetOptions {
  urls: readonly string[];
  quiet: boolean;
  terse: boolean;
  spider: boolean;
  showHeaders: boolean;
  insecure: boolean;
  /** A file of certificates to trust in the place of the machine's. */
  authority?: string;
  /** `-O`; `-` is standard output. */
  output?: string;
  directory?: string;
  /** Milliseconds. */
  timeout?: number;
  tries: number;
  method?: string;
  body?: string;
  headers: readonly string[];
  agent?: string;
  contentOnError: boolean;
}

type WgetCommand = { problem: OptionProblem } | { show: 'help' | 'version' } | { options: WgetOptions };

const GNU: OptionTable = {
  short: 'O:qST:t:vn::dP:U:cNbi:o:a:e:kVh46rl:p',
  long: {
    'output-document=': 'O',
    quiet: 'q',
    'server-response': 'S',
    'timeout=': 'T',
    'connect-timeout=': 'T',
    'read-timeout=': 'read-timeout',
    'dns-timeout=': 'dns-timeout',
    'tries=': 't',
    verbose: 'v',
    'no-verbose': 'nv',
    'directory-prefix=': 'P',
    'user-agent=': 'U',
    'header=': 'header',
    'post-data=': 'post-data',
    'body-data=': 'post-data',
    'method=': 'method',
    spider: 'spider',
    'no-check-certificate': 'insecure',
    'ca-certificate=': 'ca-certificate',
    'content-on-error': 'content-on-error',
    'max-redirect=': 'max-redirect',
    'output-file=': 'o',
    'no-proxy': 'no-proxy',
    'retry-connrefused': 'retry-connrefused',
    'waitretry=': 'waitretry',
    continue: 'c',
    version: 'V',
    help: 'h',
  },
};

const BUSYBOX: OptionTable = {
  short: 'cqST:O:o:P:U:Y:t:',
  long: {
    spider: 'spider',
    'header=': 'header',
    'post-data=': 'post-data',
    'timeout=': 'T',
    'user-agent=': 'U',
    'no-check-certificate': 'insecure',
    quiet: 'q',
    'server-response': 'S',
    continue: 'c',
    'output-document=': 'O',
    'output-file=': 'o',
    'directory-prefix=': 'P',
    'tries=': 't',
  },
};

/** Reads the command line of GNU wget or busybox's. */
export function parseWget(args: readonly string[], flavour: 'gnu' | 'busybox'): WgetCommand {
  const { given, operands, problem } = parseOptions(args, flavour === 'gnu' ? GNU : BUSYBOX);
  if (problem) return { problem };
  const has = (name: string): boolean => given.some((option) => option.name === name);
  const last = (name: string): string | undefined => given.findLast((option) => option.name === name)?.value;
  if (has('V')) return { show: 'version' };
  if (has('h')) return { show: 'help' };
  const body = last('post-data');
  const method = last('method') ?? (body === undefined ? undefined : 'POST');
  const output = last('O');
  const directory = last('P');
  const agent = last('U');
  const authority = last('ca-certificate');
  const timeout = Number(last('T') ?? 0) * 1000;
  return {
    options: {
      urls: operands,
      quiet: has('q'),
      terse: has('nv') || given.some(({ name, value }) => name === 'n' && value.includes('v')),
      spider: has('spider'),
      showHeaders: has('S'),
      insecure: has('insecure'),
      ...(authority === undefined ? {} : { authority }),
      ...(output === undefined ? {} : { output }),
      ...(directory === undefined ? {} : { directory }),
      ...(timeout > 0 ? { timeout } : {}),
      tries: Number(last('t') ?? 20) || Number.POSITIVE_INFINITY,
      ...(method === undefined ? {} : { method }),
      ...(body === undefined ? {} : { body }),
      headers: given.filter(({ name }) => name === 'header').map(({ value }) => value),
      ...(agent === undefined ? {} : { agent }),
      contentOnError: has('content-on-error'),
    },
  };
}
