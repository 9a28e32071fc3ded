import type { Attempt } from '../../../network/index.ts';
import type { ToolContext } from '../../types.ts';
import { isIPv4 } from '../network/address.ts';
import { certificateProblem } from '../network/certificate.ts';
import type { NetworkClient } from '../network/client.ts';
import { CONNECT_ERROR, connectTcp } from '../network/connect.ts';
import { byteLength, exchangeHttp, type Header, type HttpExchange, headerValue } from '../network/http.ts';
import { problemText } from '../network/options.ts';
import { RESOLVE_ERROR, resolveHost } from '../network/resolve.ts';
import { followLocation, hostHeader, parseUrl, type WebUrl } from '../network/url.ts';
import { chooseFile, saveFile } from './files.ts';
import { parseWget, type WgetOptions } from './options.ts';
import { barProgress, dottedProgress, transferRate } from './progress.ts';

const VERSION = '1.21.3';
const MOST_REDIRECTS = 20;
const NETWORK_FAILURE = 4;
const TLS_FAILURE = 5;
const SERVER_ERROR = 8;

/** GNU wget 1.21: exits 0, 2 for a bad option, 4 for the network, 5 for TLS, 8 for a server's error answer. */
export async function gnuWget(context: ToolContext, client: NetworkClient): Promise<number> {
  const command = parseWget(context.args, 'gnu');
  if ('problem' in command) {
    context.stderr(
      `wget: ${problemText(command.problem)}\nUsage: wget [OPTION]... [URL]...\n\nTry \`wget --help' for more options.\n`,
    );
    return 2;
  }
  if ('show' in command) {
    context.stdout(
      command.show === 'version'
        ? `GNU Wget ${VERSION} built on linux-gnu.\n`
        : `GNU Wget ${VERSION}, a non-interactive network retriever.\nUsage: wget [OPTION]... [URL]...\n`,
    );
    return 0;
  }
  const { options } = command;
  if (options.urls.length === 0) {
    context.stderr("wget: missing URL\nUsage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options.\n");
    return 1;
  }
  const run = new Download(context, client, options);
  let code = 0;
  for (const url of options.urls) code = (await run.fetch(url)) || code;
  return code;
}

type Outcome = { code: number; again?: boolean; redirect?: string };

class Download {
  private readonly context: ToolContext;
  private readonly client: NetworkClient;
  private readonly options: WgetOptions;

  constructor(context: ToolContext, client: NetworkClient, options: WgetOptions) {
    this.context = context;
    this.client = client;
    this.options = options;
  }

  async fetch(text: string): Promise<number> {
    if (this.options.spider) this.say('Spider mode enabled. Check if remote file exists.\n');
    let next = text;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      const parsed = parseUrl(next);
      if (parsed.problem !== undefined) {
        this.complain(`${next}: ${parsed.problem === 'unsupported' ? 'Unsupported scheme' : 'Invalid host name'}.\n`);
        return 1;
      }
      const outcome = await this.fetchPatiently(parsed.url);
      if (outcome.redirect === undefined) return outcome.code;
      next = outcome.redirect;
    }
    this.say(`${MOST_REDIRECTS} redirections exceeded.\n`);
    return SERVER_ERROR;
  }

  private async fetchPatiently(url: WebUrl): Promise<Outcome> {
    const { tries } = this.options;
    for (let attempt = 1; ; attempt++) {
      const count = attempt === 1 ? '' : `(try:${String(attempt).padStart(2)})  `;
      this.say(`--${this.date()}--  ${count}${url.text}\n`);
      const outcome = await this.fetchOnce(url);
      if (!outcome.again) return outcome;
      if (attempt >= tries) {
        this.say('Giving up.\n\n');
        return outcome;
      }
      this.say('Retrying.\n\n');
      await this.context.clock.sleep(Math.min(attempt, 10) * 1000, this.context.signal);
    }
  }

  private async fetchOnce(url: WebUrl): Promise<Outcome> {
    const found = await this.connect(url);
    if ('code' in found) return found;
    const { attempt } = found;
    try {
      if (url.scheme === 'https' && !(await this.trusts(url, attempt))) return { code: TLS_FAILURE };
      const method = this.options.spider ? 'HEAD' : (this.options.method ?? 'GET');
      const body = this.options.body;
      const request = {
        method,
        target: url.target,
        headers: this.requestHeaders(url),
        ...(body === undefined ? {} : { body }),
      };
      this.say('HTTP request sent, awaiting response... ');
      const limits = { tls: url.scheme === 'https', ...(this.options.timeout ? { limit: this.options.timeout } : {}) };
      const answer = await exchangeHttp(this.context, attempt, request, limits);
      if (answer === 'late') {
        this.say('Read error (Connection timed out) in headers.\n');
        return { code: NETWORK_FAILURE, again: true };
      }
      if (answer === 'mute') {
        this.say('No data received.\n');
        return { code: NETWORK_FAILURE, again: true };
      }
      return await this.receive(url, answer);
    } finally {
      attempt.close();
    }
  }

  private async connect(url: WebUrl): Promise<{ attempt: Attempt } | Outcome> {
    const literal = isIPv4(url.host);
    if (!literal) this.say(`Resolving ${url.host} (${url.host})... `);
    const found = await resolveHost(this.context, this.client, url.host, this.options.timeout);
    if (found.failure) {
      this.say(`failed: ${RESOLVE_ERROR[found.failure]}.\n`);
      this.say(`wget: unable to resolve host address '${url.host}'\n`);
      return { code: NETWORK_FAILURE };
    }
    if (!literal) this.say(`${[...found.addresses, ...found.addresses6].join(', ')}\n`);
    let again = false;
    for (const ip of found.addresses) {
      this.say(`Connecting to ${literal ? url.host : `${url.host} (${url.host})|${ip}|`}:${url.port}... `);
      const result = await connectTcp(this.context, this.client, ip, url.port, this.options.timeout);
      if (result.failure === undefined) {
        this.say('connected.\n');
        return { attempt: result.attempt };
      }
      this.complain(`failed: ${CONNECT_ERROR[result.failure]}.\n`);
      again = result.failure === 'deadline' || result.failure === 'timed-out';
    }
    return { code: NETWORK_FAILURE, again };
  }

  private async trusts(url: WebUrl, attempt: Attempt): Promise<boolean> {
    await this.context.clock.sleep(2 * attempt.rtt, this.context.signal);
    if (!attempt.server?.tls) {
      this.complain('Unable to establish SSL connection.\n');
      return false;
    }
    const { authority } = this.options;
    const { fs, resolve } = this.context;
    const trusted = authority === undefined ? undefined : await fs.readFile(resolve(authority)).catch(() => '');
    const problem = certificateProblem(url.host, attempt, trusted);
    if (!problem || this.options.insecure) return true;
    const heading = problem.code === undefined ? 'ERROR: ' : `ERROR: cannot verify ${url.host}'s certificate:\n`;
    this.complain(
      `${heading}${problem.wget}\n` + `To connect to ${url.host} insecurely, use \`--no-check-certificate'.\n`,
    );
    return false;
  }

  private requestHeaders(url: WebUrl): Header[] {
    const { body } = this.options;
    const custom = this.options.headers.map((header): Header => {
      const colon = header.indexOf(':');
      return [header.slice(0, colon), header.slice(colon + 1).trim()];
    });
    return [
      ['Host', hostHeader(url)],
      ['User-Agent', this.options.agent ?? `Wget/${VERSION}`],
      ['Accept', '*/*'],
      ['Accept-Encoding', 'identity'],
      ['Connection', 'Keep-Alive'],
      ...(body === undefined
        ? []
        : ([
            ['Content-Type', 'application/x-www-form-urlencoded'],
            ['Content-Length', String(byteLength(body))],
          ] as const)),
      ...custom,
    ];
  }

  private async receive(url: WebUrl, answer: HttpExchange): Promise<Outcome> {
    const { status, reason, headers } = answer.response;
    if (this.options.showHeaders) {
      const lines = answer.head.split('\r\n').filter((line) => line !== '');
      this.say(`\n${lines.map((line) => `  ${line}\n`).join('')}`);
    } else this.say(`${status} ${reason}\n`);
    const location = headerValue(headers, 'location');
    if (status >= 300 && status < 400 && location !== undefined) {
      this.say(`Location: ${location} [following]\n`);
      return { code: 0, redirect: followLocation(url, location) };
    }
    if (status >= 400) {
      if (this.options.spider) this.say('Remote file does not exist -- broken link!!!\n\n');
      else this.complain(`${this.date()} ERROR ${status}: ${reason}.\n\n`);
      if (this.options.contentOnError && !this.options.spider) await this.save(url, answer);
      return { code: SERVER_ERROR };
    }
    const type = headerValue(headers, 'content-type')?.split(';')[0];
    const length = headerValue(headers, 'content-length');
    this.say(`Length: ${length ?? 'unspecified'}${type === undefined ? '' : ` [${type}]`}\n`);
    if (this.options.spider) {
      const page = type === 'text/html';
      this.say(
        page
          ? 'Remote file exists and could contain further links,\nbut recursion is disabled -- not retrieving.\n\n'
          : 'Remote file exists.\n\n',
      );
      return { code: 0 };
    }
    await this.save(url, answer);
    return { code: 0 };
  }

  private async save(url: WebUrl, answer: HttpExchange): Promise<void> {
    const file = await chooseFile(this.context, url, this.options);
    const size = byteLength(answer.body);
    const toOutput = file === '-';
    this.say(`Saving to: '${toOutput ? 'STDOUT' : file}'\n\n`);
    await saveFile(this.context, file, answer.body);
    const name = toOutput ? '-' : file.split('/').at(-1)!;
    const drawn = this.context.tty.stdout
      ? barProgress(name, size, answer.elapsed)
      : dottedProgress(size, answer.elapsed);
    this.say(drawn);
    const rate = transferRate(size, answer.elapsed);
    const done = toOutput ? 'written to stdout' : `'${file}' saved`;
    this.say(`\n${this.date()} (${rate}) - ${done} [${size}/${size}]\n\n`);
    if (this.options.terse && !this.options.quiet) {
      const target = toOutput ? '-' : file;
      this.context.stderr(`${this.date()} URL:${url.text} [${size}/${size}] -> "${target}" [1]\n`);
    }
  }

  private say(text: string): void {
    if (!this.options.quiet && !this.options.terse) this.context.stderr(text);
  }

  /** What `--no-verbose` still tells. */
  private complain(text: string): void {
    if (!this.options.quiet) this.context.stderr(text);
  }

  private date(): string {
    return new Date(this.context.clock.now()).toISOString().slice(0, 19).replace('T', ' ');
  }
}
