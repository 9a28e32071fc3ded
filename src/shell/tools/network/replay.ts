import { createRandom, runFree, VirtualClock } from '../../../clock/index.ts';
import type { FileSystem, ToolContext } from '../../types.ts';
import { networkTools } from '../network.ts';
import { CLIENT, CLIENT_WITHOUT_DNS, recordedTopology } from './recorded-topology.ts';

/** One line of test/golden/net/cases.jsonl. */
export interface Recording {
  id: string;
  tool: string;
  cmd: string;
  client: string;
  user: string;
  tty: boolean;
  normalized_stdout: string;
  normalized_stderr: string;
  code: number;
  seconds: number;
  rerun: string;
}

interface Replayed {
  stdout: string;
  stderr: string;
  code: number;
  seconds: number;
}

const FLAVOURS: Readonly<Record<string, Record<string, string>>> = {
  'busybox-ping': { ping: 'busybox' },
  'busybox-wget': { wget: 'busybox' },
  'busybox-nc': { nc: 'busybox' },
  'busybox-nslookup': { nslookup: 'busybox' },
  'busybox-traceroute': { traceroute: 'busybox' },
  'nc.openbsd': { nc: 'openbsd' },
  'nc.traditional': { nc: 'traditional' },
  ncat: { nc: 'ncat' },
  nmap: { nmap: '7.93' },
};

/** Runs a recorded line against the recorded topology. Knows `;`, `&&`, `|`, quotes, echo, head, printf, wc and timeout. */
export async function replay(recording: Recording): Promise<Replayed> {
  const clock = new VirtualClock(Date.UTC(2026, 10, 21, 21, 7, 0));
  const endpoint = recording.client.includes('53 dropped') ? CLIENT_WITHOUT_DNS : CLIENT;
  const tools = networkTools({
    network: recordedTopology(),
    endpoint: () => endpoint,
    flavours: FLAVOURS[recording.tool] ?? {},
  });
  const files = new Map<string, string>();
  const random = createRandom(recording.id);
  let stdout = '';
  let stderr = '';

  const runProgram = async (
    words: readonly string[],
    stdin: string,
    write: (text: string) => void,
  ): Promise<number> => {
    const [name = '', ...args] = words;
    if (name === 'timeout') return runTimeout(args, stdin, write);
    const tool = tools.find((each) => each.name === name || each.aliases?.includes(name));
    if (!tool) return runBuiltin(name, args, stdin, write, files);
    return tool.run(context(name, args, stdin, write, new AbortController().signal));
  };
  const runTimeout = async (args: readonly string[], stdin: string, write: (text: string) => void): Promise<number> => {
    const rest = args[0] === '-s' ? args.slice(2) : args;
    const abort = new AbortController();
    const timer = clock.after(Number(rest[0]) * 1000, () => abort.abort());
    const tool = tools.find((each) => each.name === rest[1])!;
    const code = await tool.run(context(rest[1]!, rest.slice(2), stdin, write, abort.signal)).catch(() => 124);
    timer.cancel();
    return abort.signal.aborted ? 124 : code;
  };
  const context = (
    name: string,
    args: readonly string[],
    stdin: string,
    write: (text: string) => void,
    signal: AbortSignal,
  ): ToolContext => ({
    name,
    args,
    stdin: () => Promise.resolve(stdin),
    stdinChunks: async function* () {
      if (stdin !== '') yield stdin;
    },
    stdout: write,
    stderr: (text) => {
      if (recording.tty) stdout += text;
      else stderr += text;
    },
    env: new Map(),
    cwd: '/root',
    resolve: (path) => (path.startsWith('/') ? path : `/root/${path}`),
    fs: memoryFiles(files),
    clock,
    random,
    signal,
    tty: { stdin: recording.tty, stdout: recording.tty, columns: 80, rows: 24 },
    exec: () => Promise.resolve(127),
    user: {
      name: recording.user === 'root' ? 'root' : 'user',
      uid: recording.user === 'root' ? 0 : 1000,
      home: '/root',
      hostname: endpoint.name,
    },
  });

  const runLine = async (): Promise<number> => {
    let code = 0;
    for (const list of split(recording.cmd, ';')) {
      for (const pipeline of split(list, '&&')) {
        let stdin = '';
        const stages = split(pipeline, '|');
        for (const [index, stage] of stages.entries()) {
          let piped = '';
          const last = index === stages.length - 1;
          const words = readWords(stage.trim(), code);
          code = await runProgram(words, stdin, (text) => {
            if (last) stdout += text;
            else piped += text;
          });
          stdin = piped;
        }
        if (code !== 0) break;
      }
    }
    return code;
  };
  const startedAt = clock.now();
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  const code = await runFree(clock, clock.activity(runLine), turn);
  if (recording.tty) stdout = stdout.replace(/\n/g, '\r\n');
  return { stdout, stderr, code, seconds: (clock.now() - startedAt) / 1000 };
}

/** Replaces what varies from run to run, in the same spans as the recordings. */
export function normalise(text: string, tool: string): string {
  const dates = text
    .replace(/(Sun|Mon|Tue|Wed|Thu|Fri|Sat), \d\d \w{3} 2026 \d\d:\d\d:\d\d GMT/g, '<date>')
    .replace(/(Sun|Mon|Tue|Wed|Thu|Fri|Sat) \w{3} [ \d]\d \d\d:\d\d:\d\d (UTC )?2026/g, '<date>')
    .replace(/\b\w{3} [ \d]\d \d\d:\d\d:\d\d 202\d GMT/g, '<date>')
    .replace(/2026-\d\d-\d\d \d\d:\d\d(:\d\d)?( UTC)?/g, '<date>');
  return RULES.filter(({ tools }) => tools.test(tool)).reduce(
    (result, { pattern, by }) => result.replace(pattern, by),
    dates,
  );
}

const RULES: readonly { tools: RegExp; pattern: RegExp; by: string }[] = [
  { tools: /^nmap/, pattern: /scanned in [\d.]+ seconds/g, by: 'scanned in <seconds> seconds' },
  { tools: /^nmap/, pattern: /\([\d.]+s latency\)/g, by: '(<seconds>s latency)' },
  { tools: /^nmap/, pattern: /TCP\/IP fingerprinting .* privileges\./g, by: '<fingerprint>' },
  { tools: /^nmap/, pattern: / at \d\d:\d\d/g, by: ' at <time>' },
  { tools: /^nmap/, pattern: /Stats: \d+:\d\d:\d\d elapsed/g, by: 'Stats: <elapsed> elapsed' },
  {
    tools: /^nmap/,
    pattern: /About [\d.]+% done; ETC: \d\d:\d\d \([\d:]+ remaining\)/g,
    by: 'About <percent>% done; ETC: <time> (<elapsed> remaining)',
  },
  { tools: /^nmap/, pattern: /[\d.]+s elapsed/g, by: '<seconds>s elapsed' },
  {
    tools: /^nmap/,
    pattern: /Raw packets sent: \d+ \([\d.]+[KM]?B\) \| Rcvd: \d+ \([\d.]+[KM]?B\)/g,
    by: 'Raw packets sent: <n> (<size>) | Rcvd: <n> (<size>)',
  },
  { tools: /^nmap/, pattern: /\b(start|starttime|endtime|time)="\d+"/g, by: '$1="<epoch>"' },
  { tools: /^nmap/, pattern: /\b(srtt|rttvar|to)="\d+"/g, by: '$1="<us>"' },
  { tools: /^nmap/, pattern: /elapsed="[\d.]+"/g, by: 'elapsed="<seconds>"' },
  { tools: /ping/, pattern: /time=[\d.]+ ms/g, by: 'time=<ms> ms' },
  { tools: /ping/, pattern: /, time \d+ms/g, by: ', time <ms>ms' },
  { tools: /ping/, pattern: /= [\d.]+\/[\d.]+\/[\d.]+\/[\d.]+ ms/g, by: '= <ms>/<ms>/<ms>/<ms> ms' },
  { tools: /ping/, pattern: /= [\d.]+\/[\d.]+\/[\d.]+ ms/g, by: '= <ms>/<ms>/<ms> ms' },
  { tools: /ping/, pattern: /ipg\/ewma [\d.]+\/[\d.]+ ms/g, by: 'ipg/ewma <ms>/<ms> ms' },
  { tools: /ping/, pattern: /pipe \d+/g, by: 'pipe <n>' },
  {
    tools: /^curl/,
    pattern: /(?:\r *\d+ +\d[^\r\n]*?[-0-9]+:[-0-9]+:[-0-9]+ +\d+[kM]?(?=\r|\n|[*c]))+/g,
    by: '<meter>',
  },
  { tools: /^curl/, pattern: /after \d+ ms/g, by: 'after <ms> ms' },
  { tools: /^curl/, pattern: /after \d+ milliseconds/g, by: 'after <ms> milliseconds' },
  { tools: /^curl/, pattern: /time_connect=[\d.]+/g, by: 'time_connect=<seconds>' },
  { tools: /wget/, pattern: /[\d.]+ ?[KMG]?B\/s/g, by: '<rate>' },
  { tools: /busybox-wget/, pattern: /\d:\d\d:\d\d ETA/g, by: '<eta> ETA' },
  { tools: /^wget/, pattern: / in [\d.]+s/g, by: ' in <seconds>s' },
  { tools: /^wget/, pattern: /100% +[\d.]+[KMG]?=[\d.]+s/g, by: '100% <rate>=<seconds>s' },
  { tools: /dig|host|nslookup/, pattern: /id: \d+/g, by: 'id: <id>' },
  { tools: /dig/, pattern: /Query time: \d+ msec/g, by: 'Query time: <ms> msec' },
  { tools: /dig/, pattern: /COOKIE: [0-9a-f]+/g, by: 'COOKIE: <cookie>' },
  { tools: /dig|host/, pattern: /in \d+ ms/g, by: 'in <ms> ms' },
  { tools: /nslookup/, pattern: /completed in \d+ms/g, by: 'completed in <ms>ms' },
  { tools: /trace/, pattern: /[\d.]+( ?)ms/g, by: '<ms>$1ms' },
  { tools: /^ip$/, pattern: /(02|5e)(:[0-9a-f]{2}){5}/g, by: '<mac>' },
  { tools: /^ip$/, pattern: /@if(\d+|<n>) */g, by: '@if<n> ' },
  { tools: /^ip$/, pattern: /netnsid (\d+|<n>)/g, by: 'netnsid <n>' },
  { tools: /^ip$/, pattern: /fe80::[0-9a-f:]+/g, by: 'fe80::<id>' },
  { tools: /ncat/, pattern: /in [\d.]+ seconds/g, by: 'in <seconds> seconds' },
];

function memoryFiles(files: Map<string, string>): FileSystem {
  const missing = (): never => {
    throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
  };
  return {
    readFile: async (path) => files.get(path) ?? missing(),
    writeFile: async (path, text) => void files.set(path, text),
    appendFile: async (path, text) => void files.set(path, (files.get(path) ?? '') + text),
    exists: async (path) => files.has(path),
    stat: missing,
    readdir: async () => [...files.keys()],
    mkdir: async () => {},
    rm: async (path) => void files.delete(path),
  };
}

function runBuiltin(
  name: string,
  args: readonly string[],
  stdin: string,
  write: (text: string) => void,
  files: Map<string, string>,
): number {
  if (name === 'echo') write(`${args.join(' ')}\n`);
  else if (name === 'head') {
    write(
      stdin
        .split('\n')
        .slice(0, Number(args[0]!.slice(1)))
        .join('\n') + '\n',
    );
  } else if (name === 'wc') write(`${files.get(`/root/${args[1]}`)!.length} ${args[1]}\n`);
  else if (name === 'printf') write(args[0]!.replaceAll('\\r', '\r').replaceAll('\\n', '\n'));
  else return 127;
  return 0;
}

function split(line: string, operator: string): string[] {
  const pieces = [''];
  let quote = '';
  for (let index = 0; index < line.length; index++) {
    const char = line[index]!;
    if (quote === '' && line.startsWith(operator, index)) {
      pieces.push('');
      index += operator.length - 1;
      continue;
    }
    if (quote === '' && (char === '"' || char === "'")) quote = char;
    else if (char === quote) quote = '';
    pieces[pieces.length - 1] += char;
  }
  return pieces;
}

function readWords(text: string, status: number): string[] {
  const words = text.match(/(?:"[^"]*"|'[^']*'|[^\s"']+)+/g) ?? [];
  return words.map((word) => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2').replace('$?', String(status)));
}
