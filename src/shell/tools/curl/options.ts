/** One option of curl: its letter if any, whether it takes a value. */
interface CurlOption {
  letter?: string;
  value?: true;
}

/** The options of curl 7.88 firedrill knows; those without an effect here are accepted all the same. */
const OPTIONS: Readonly<Record<string, CurlOption>> = {
  basic: {},
  cacert: { value: true },
  capath: { value: true },
  cert: { letter: 'E', value: true },
  compressed: {},
  'connect-timeout': { value: true },
  cookie: { letter: 'b', value: true },
  data: { letter: 'd', value: true },
  'data-ascii': { value: true },
  'data-binary': { value: true },
  'data-raw': { value: true },
  'data-urlencode': { value: true },
  'dump-header': { letter: 'D', value: true },
  fail: { letter: 'f' },
  'fail-with-body': {},
  get: { letter: 'G' },
  globoff: { letter: 'g' },
  head: { letter: 'I' },
  header: { letter: 'H', value: true },
  help: { letter: 'h' },
  'http0.9': {},
  'http1.0': { letter: '0' },
  'http1.1': {},
  http2: {},
  include: { letter: 'i' },
  insecure: { letter: 'k' },
  interface: { value: true },
  ipv4: { letter: '4' },
  ipv6: { letter: '6' },
  json: { value: true },
  'local-port': { value: true },
  key: { value: true },
  location: { letter: 'L' },
  'max-redirs': { value: true },
  'max-time': { letter: 'm', value: true },
  'no-buffer': { letter: 'N' },
  'no-keepalive': {},
  'no-progress-meter': {},
  noproxy: { value: true },
  output: { letter: 'o', value: true },
  'progress-bar': { letter: '#' },
  proxy: { letter: 'x', value: true },
  referer: { letter: 'e', value: true },
  'remote-name': { letter: 'O' },
  request: { letter: 'X', value: true },
  resolve: { value: true },
  'connect-to': { value: true },
  retry: { value: true },
  'retry-all-errors': {},
  'retry-connrefused': {},
  'retry-delay': { value: true },
  'retry-max-time': { value: true },
  'show-error': { letter: 'S' },
  silent: { letter: 's' },
  'tcp-nodelay': {},
  tlsv1: { letter: '1' },
  'tlsv1.2': {},
  'tlsv1.3': {},
  'upload-file': { letter: 'T', value: true },
  url: { value: true },
  user: { letter: 'u', value: true },
  'user-agent': { letter: 'A', value: true },
  verbose: { letter: 'v' },
  version: { letter: 'V' },
  'write-out': { letter: 'w', value: true },
};

/** What the command line asks for; a name may be given several times. */
export interface CurlArguments {
  urls: readonly string[];
  has(name: string): boolean;
  last(name: string): string | undefined;
  all(name: string): readonly string[];
  /** Options in the order given, for those that add up (data). */
  given: readonly { name: string; value: string }[];
}

/** Reads curl's command line; a string is the complaint. Long names may be cut short, letters bundled. */
export function parseCurl(args: readonly string[]): CurlArguments | string {
  const given: { name: string; value: string }[] = [];
  const urls: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const arg = args[index]!;
    if (!arg.startsWith('-') || arg === '-') {
      urls.push(arg);
      continue;
    }
    if (arg === '--') {
      urls.push(...args.slice(index + 1));
      break;
    }
    if (arg.startsWith('--')) {
      const name = longName(arg.slice(2));
      if (name === undefined) return `option ${arg}: is unknown`;
      if (!OPTIONS[name]!.value) given.push({ name, value: '' });
      else if (index + 1 >= args.length) return `option ${arg}: requires parameter`;
      else given.push({ name, value: args[++index]! });
      continue;
    }
    for (let at = 1; at < arg.length; at++) {
      const name = LETTERS.get(arg[at]!);
      if (name === undefined) return `option ${arg}: is unknown`;
      if (!OPTIONS[name]!.value) {
        given.push({ name, value: '' });
        continue;
      }
      const rest = arg.slice(at + 1);
      if (rest === '' && index + 1 >= args.length) return `option ${arg}: requires parameter`;
      given.push({ name, value: rest === '' ? args[++index]! : rest });
      break;
    }
  }
  const all = (name: string): string[] => given.filter((option) => option.name === name).map((option) => option.value);
  return {
    urls: [...all('url'), ...urls],
    given,
    all,
    last: (name) => all(name).at(-1),
    has: (name) => given.some((option) => option.name === name),
  };
}

const LETTERS = new Map(
  Object.entries(OPTIONS).flatMap(([name, { letter }]): [string, string][] => (letter ? [[letter, name]] : [])),
);

function longName(word: string): string | undefined {
  if (OPTIONS[word]) return word;
  const candidates = Object.keys(OPTIONS).filter((name) => name.startsWith(word));
  return candidates.length === 1 ? candidates[0] : undefined;
}
