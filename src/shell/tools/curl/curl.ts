import type { ToolContext } from '../../types.ts';
import type { NetworkClient, NetworkProgram } from '../network/client.ts';
import { parseUrl } from '../network/url.ts';
import { CurlFailure } from './failure.ts';
import { type CurlArguments, parseCurl } from './options.ts';
import { createProgressMeter } from './progress.ts';
import { CURL_VERSION, type Payload, readPayload } from './request.ts';
import { CurlSession } from './session.ts';
import { type Destination, transfer } from './transfer.ts';
import { Verbose } from './verbose.ts';
import { type TransferFigures, writeOut } from './write-out.ts';

const HELP = `Usage: curl [options...] <url>
 -d, --data <data>          HTTP POST data
 -f, --fail                 Fail fast with no output on HTTP errors
 -h, --help <category>      Get help for commands
 -i, --include              Include protocol response headers in the output
 -o, --output <file>        Write to file instead of stdout
 -O, --remote-name          Write output to a file named as the remote file
 -s, --silent               Silent mode
 -T, --upload-file <file>   Transfer local FILE to destination
 -u, --user <user:password> Server user and password
 -A, --user-agent <name>    Send User-Agent <name> to server
 -v, --verbose              Make the operation more talkative
 -V, --version              Show version number and quit

This is not the full help, this menu is stripped into categories.
Use "--help category" to get an overview of all categories.
For all options use the manual or "--help all".
`;

const VERSION_TEXT = `curl ${CURL_VERSION} (x86_64-pc-linux-gnu) libcurl/${CURL_VERSION} OpenSSL/3.0.19
Release-Date: 2023-02-20
Protocols: http https
Features: alt-svc AsynchDNS HTTPS-proxy IPv6 Largefile SSL
`;

/** HTTP answers worth another try with `--retry`. */
const TRANSIENT = new Set([408, 429, 500, 502, 503, 504]);

/** curl 7.88: HTTP and HTTPS with curl's texts, exit codes and progress meter. */
export const curl: NetworkProgram = { name: 'curl', run };

async function run(context: ToolContext, client: NetworkClient): Promise<number> {
  const options = parseCurl(context.args);
  if (typeof options === 'string') return refuse(context, options);
  if (options.has('help')) return print(context, HELP);
  if (options.has('version')) return print(context, VERSION_TEXT);
  if (options.urls.length === 0) return refuse(context, 'no URL specified!');

  let payload: Payload | undefined;
  try {
    payload = await readPayload(context, options);
  } catch (failure) {
    return report(context, options, failure);
  }
  let code = 0;
  const outputs = options.given.filter(({ name }) => name === 'output' || name === 'remote-name');
  for (const [index, url] of options.urls.entries()) {
    code = await fetchWithRetries(context, client, options, url, payload, outputs[index]);
  }
  return code;
}

async function fetchWithRetries(
  context: ToolContext,
  client: NetworkClient,
  options: CurlArguments,
  url: string,
  payload: Payload | undefined,
  output: { name: string; value: string } | undefined,
): Promise<number> {
  const tries = 1 + Number(options.last('retry') ?? 0);
  let pause = Number(options.last('retry-delay') ?? 0) * 1000 || 1000;
  for (let attempt = 1; ; attempt++) {
    const { code, status } = await fetchOne(context, client, options, url, payload, output);
    const worthIt =
      code === 28 ||
      (code === 7 && options.has('retry-connrefused')) ||
      ((code === 0 || code === 22) && TRANSIENT.has(status)) ||
      (code !== 0 && options.has('retry-all-errors'));
    if (!worthIt || attempt >= tries) return code;
    if (!options.has('silent')) {
      const problem = code === 28 ? 'timeout' : status >= 400 ? 'HTTP error' : 'connection refused';
      const left = tries - attempt;
      context.stderr(
        `Warning: Problem: ${problem}. Will retry in ${pause / 1000} seconds. ${left} ${left === 1 ? 'retry' : 'retries'} \nWarning: left.\n`,
      );
    }
    await context.clock.sleep(pause, context.signal);
    if (!options.has('retry-delay')) pause *= 2;
  }
}

async function fetchOne(
  context: ToolContext,
  client: NetworkClient,
  options: CurlArguments,
  url: string,
  payload: Payload | undefined,
  output: { name: string; value: string } | undefined,
): Promise<{ code: number; status: number }> {
  const file = output?.name === 'remote-name' ? remoteName(url) : output?.value;
  if (file === '') {
    context.stderr('curl: Remote file name has no length!\n');
    const failure = new CurlFailure(23, 'Failed writing received data to disk/application');
    return { code: report(context, options, failure), status: 0 };
  }
  const toFile = file !== undefined && file !== '-';
  const onTerminal = context.tty.stdout && !toFile;
  const quiet = options.has('silent') || options.has('no-progress-meter') || onTerminal;
  const malformed = parseUrl(url).problem !== undefined;
  const meter = createProgressMeter((text) => context.stderr(text), !quiet && !malformed);
  const verbose = new Verbose(options.has('verbose') ? (text) => context.stderr(text) : undefined, !onTerminal);
  const session = new CurlSession(context, client, options, meter, verbose);
  const body = collect(context, options, toFile, onTerminal);
  const figures = noFigures(file ?? '');
  let code = 0;
  try {
    await transfer(session, url, payload, body.destination, figures);
  } catch (failure) {
    if (!(failure instanceof CurlFailure)) throw failure;
    // A name that was not found leaves the meter's row unfinished.
    if (failure.code !== 6) meter.breakLine();
    figures.exitCode = failure.code;
    figures.error = failure.message;
    code = report(context, options, failure);
  } finally {
    session.closeAll();
  }
  figures.total = session.elapsed;
  if (toFile && (code === 0 || body.text() !== '')) await save(context, file, body.text());
  if (options.has('dump-header')) await save(context, options.last('dump-header')!, body.head());
  const format = options.last('write-out');
  if (format !== undefined) context.stdout(writeOut(format, figures, (text) => context.stderr(text)));
  return { code, status: figures.status };
}

function collect(context: ToolContext, options: CurlArguments, toFile: boolean, onTerminal: boolean) {
  let text = '';
  let head = '';
  const shows = options.has('include') || options.has('head');
  const write = (piece: string): void => {
    if (toFile) text += piece;
    else if (piece !== '') context.stdout(piece);
  };
  const destination: Destination = {
    onTerminal,
    write,
    writeHead: (piece) => {
      head += piece;
      if (shows) write(piece);
    },
  };
  return { destination, text: () => text, head: () => head };
}

async function save(context: ToolContext, file: string, text: string): Promise<void> {
  if (file === '/dev/null') return;
  if (file === '-' || file === '/dev/stdout') return context.stdout(text);
  if (file === '/dev/stderr') return context.stderr(text);
  await context.fs.writeFile(context.resolve(file), text);
}

function remoteName(url: string): string {
  const parsed = parseUrl(url);
  return parsed.problem ? '' : (parsed.url.target.split('?')[0]!.split('/').at(-1) ?? '');
}

function noFigures(file: string): TransferFigures {
  return {
    url: '',
    scheme: '',
    method: 'GET',
    status: 0,
    contentType: '',
    redirectUrl: '',
    redirects: 0,
    connects: 0,
    received: 0,
    sent: 0,
    headerBytes: 0,
    requestBytes: 0,
    remoteIp: '',
    remotePort: 0,
    localIp: '',
    localPort: 0,
    file,
    exitCode: 0,
    error: '',
    nameLookup: 0,
    connected: 0,
    tlsDone: 0,
    firstByte: 0,
    total: 0,
    headers: [],
  };
}

function report(context: ToolContext, options: CurlArguments, failure: unknown): number {
  if (!(failure instanceof CurlFailure)) throw failure;
  if (!options.has('silent') || options.has('show-error')) {
    context.stderr(`curl: (${failure.code}) ${failure.message}\n`);
  }
  return failure.code;
}

function refuse(context: ToolContext, complaint: string): number {
  context.stderr(`curl: ${complaint}\ncurl: try 'curl --help' or 'curl --manual' for more information\n`);
  return 2;
}

function print(context: ToolContext, text: string): number {
  context.stdout(text);
  return 0;
}
