import type { Attempt } from '../../../network/index.ts';
import type { ToolContext } from '../../types.ts';
import { certificateProblem } from '../network/certificate.ts';
import type { NetworkClient, Waiting } from '../network/client.ts';
import { CONNECT_ERROR, type ConnectFailure, connectTcp } from '../network/connect.ts';
import { resolveHost } from '../network/resolve.ts';
import type { WebUrl } from '../network/url.ts';
import { CurlFailure, untrustedCertificate } from './failure.ts';
import { tellHandshake } from './handshake.ts';
import type { CurlArguments } from './options.ts';
import type { ProgressMeter } from './progress.ts';
import type { Verbose } from './verbose.ts';

/** Milliseconds of each stage since the transfer began. */
interface Stages {
  nameLookup: number;
  connected: number;
  tlsDone: number;
}

export interface OpenConnection {
  number: number;
  attempt: Attempt;
  /** The address and port asked for; a service's, whatever pod answers. */
  peer: { ip: string; port: number };
  stages: Stages;
  reused: boolean;
}

/** One run of curl: its connections, kept open between requests, and the time limits of the transfer at hand. */
export class CurlSession {
  readonly context: ToolContext;
  /** Waits as the context does, drawing the meter meanwhile. */
  readonly waiting: Waiting;
  readonly client: NetworkClient;
  readonly options: CurlArguments;
  readonly meter: ProgressMeter;
  readonly verbose: Verbose;
  private readonly connections = new Map<string, Omit<OpenConnection, 'stages' | 'reused'>>();
  private startedAt = 0;
  private opened = 0;

  constructor(
    context: ToolContext,
    client: NetworkClient,
    options: CurlArguments,
    meter: ProgressMeter,
    verbose: Verbose,
  ) {
    this.verbose = verbose;
    this.client = client;
    this.options = options;
    this.meter = meter;
    this.context = context;
    this.waiting = {
      clock: {
        now: () => context.clock.now(),
        sleep: (duration, signal) => this.sleepDrawing(duration, signal),
      },
      signal: context.signal,
    };
  }

  begin(): void {
    this.startedAt = this.context.clock.now();
  }

  /** Milliseconds since the transfer began. */
  get elapsed(): number {
    return this.context.clock.now() - this.startedAt;
  }

  /** What `--max-time` leaves. */
  get left(): number {
    return limitOf(this.options.last('max-time')) - this.elapsed;
  }

  say(line: string): void {
    this.verbose.note(line);
  }

  /** A connection to where the URL (or the proxy) leads; throws a CurlFailure. */
  async connect(url: WebUrl, through: WebUrl | undefined): Promise<OpenConnection> {
    const peer = through ?? url;
    const key = `${peer.host}:${peer.port}`;
    const known = this.connections.get(key);
    if (known) {
      this.say(`Re-using existing connection #${known.number} with ${through ? 'proxy' : 'host'} ${peer.host}`);
      return { ...known, stages: { nameLookup: 0, connected: 0, tlsDone: 0 }, reused: true };
    }
    const number = this.opened++;
    try {
      const { attempt, stages, address } = await this.open(peer, number);
      if (url.scheme === 'https') stages.tlsDone = await this.shakeHands(url, attempt);
      const connection = { number, attempt, peer: address };
      this.connections.set(key, connection);
      return { ...connection, stages, reused: false };
    } catch (failure) {
      this.say(`Closing connection ${number}`);
      throw failure;
    }
  }

  /** Closes one connection, so that the next request opens a new one. */
  drop(connection: OpenConnection): void {
    connection.attempt.close();
    for (const [key, { number }] of this.connections) if (number === connection.number) this.connections.delete(key);
  }

  closeAll(): void {
    for (const { attempt } of this.connections.values()) attempt.close();
    this.connections.clear();
  }

  private async open(
    peer: WebUrl,
    number: number,
  ): Promise<{ attempt: Attempt; stages: Stages; address: OpenConnection['peer'] }> {
    const { host, port } = this.redirected(peer);
    const addresses = await this.resolve(host, port);
    const nameLookup = this.elapsed;
    const connectLimit = limitOf(this.options.last('connect-timeout'));
    let failure: ConnectFailure = 'refused';
    for (const [index, ip] of addresses.entries()) {
      this.say(`  Trying ${ip.includes(':') ? `[${ip}]` : ip}:${port}...`);
      const share = index + 1 < addresses.length ? 2 : 1;
      const limit = Math.min(connectLimit - this.elapsed, this.left) / share;
      const result = ip.includes(':')
        ? ({ failure: 'unreachable', elapsed: 0 } as const)
        : await connectTcp(this.waiting, this.client, ip, port, limit);
      if (result.failure === undefined) {
        this.say(`Connected to ${peer.host} (${ip}) port ${port} (#${number})`);
        const stages = { nameLookup, connected: this.elapsed, tlsDone: 0 };
        return { attempt: result.attempt, stages, address: { ip, port } };
      }
      failure = result.failure;
      if (failure !== 'deadline') this.say(`connect to ${ip} port ${port} failed: ${CONNECT_ERROR[failure]}`);
    }
    throw this.connectFailure(peer.host, port, failure, connectLimit);
  }

  private connectFailure(host: string, port: number, failure: ConnectFailure, connectLimit: number): CurlFailure {
    const elapsed = Math.round(this.elapsed);
    if (failure === 'deadline' && this.left <= 0) {
      return new CurlFailure(28, `Connection timed out after ${elapsed} milliseconds`);
    }
    const late = failure === 'deadline' && elapsed >= connectLimit;
    const reason = late ? 'Timeout was reached' : "Couldn't connect to server";
    const text = `Failed to connect to ${host} port ${port} after ${elapsed} ms: ${reason}`;
    this.say(text);
    return new CurlFailure(failure === 'refused' || failure === 'unreachable' ? 7 : 28, text);
  }

  /** `--connect-to`: another machine in place of the URL's. */
  private redirected({ host, port }: WebUrl): { host: string; port: number } {
    for (const rule of this.options.all('connect-to')) {
      const [fromHost = '', fromPort = '', toHost = '', toPort = ''] = rule.split(':');
      const applies = (fromHost === '' || fromHost === host) && (fromPort === '' || Number(fromPort) === port);
      if (applies) return { host: toHost || host, port: Number(toPort) || port };
    }
    return { host, port };
  }

  private async resolve(host: string, port: number): Promise<readonly string[]> {
    for (const rule of this.options.all('resolve')) {
      const [name, rulePort, ...addresses] = rule.replace(/^\+/, '').split(':');
      if (name === host && Number(rulePort) === port) return addresses.join(':').split(',');
    }
    const limit = Math.min(this.left, limitOf(this.options.last('connect-timeout')) - this.elapsed);
    const found = await resolveHost(this.waiting, this.client, host, limit);
    if (found.failure === 'deadline') {
      throw new CurlFailure(28, `Resolving timed out after ${Math.round(this.elapsed)} milliseconds`);
    }
    if (found.failure) {
      this.say(`Could not resolve host: ${host}`);
      throw new CurlFailure(6, `Could not resolve host: ${host}`);
    }
    const addresses = this.options.has('ipv6') ? found.addresses6 : found.addresses;
    if (addresses.length === 0) throw new CurlFailure(7, "Couldn't connect to server");
    return addresses;
  }

  /** TLS: two round trips, then the certificate is judged. Milliseconds since the transfer began. */
  private async shakeHands(url: WebUrl, attempt: Attempt): Promise<number> {
    this.say('ALPN: offers h2,http/1.1');
    await this.waiting.clock.sleep(2 * attempt.rtt, this.context.signal);
    attempt.transfer(517, attempt.server?.tls ? 1200 : 0);
    if (!attempt.server?.tls) {
      const text = 'error:0A00010B:SSL routines::wrong version number';
      this.say(text);
      attempt.close();
      throw new CurlFailure(35, text);
    }
    const problem = certificateProblem(url.host, attempt, await this.trusted());
    const insecure = this.options.has('insecure');
    const authorities = this.options.last('cacert');
    const now = this.context.clock.now();
    tellHandshake(this.verbose, { host: url.host, attempt, problem, insecure, authorities, now });
    if (problem && !insecure) {
      const text = problem.code === undefined ? `SSL: ${problem.text}` : `SSL certificate problem: ${problem.text}`;
      this.say(text);
      attempt.close();
      throw new CurlFailure(60, untrustedCertificate(text));
    }
    this.say('using HTTP/1.1');
    return this.elapsed;
  }

  /** The certificates of `--cacert`; undefined: those the machine trusts. */
  private async trusted(): Promise<string | undefined> {
    const file = this.options.last('cacert');
    if (file === undefined) return undefined;
    const { fs, resolve } = this.context;
    const text = await fs.readFile(resolve(file)).catch(() => undefined);
    if (text !== undefined && (text.includes('-----BEGIN') || this.options.has('insecure'))) return text;
    const failure = new CurlFailure(77, `error setting certificate file: ${file}`);
    this.say(failure.message);
    throw failure;
  }

  private async sleepDrawing(duration: number, signal?: AbortSignal): Promise<void> {
    let remaining = duration;
    while (remaining > 0) {
      const step = Math.min(remaining, this.meter.untilNextRow(this.elapsed));
      const before = this.context.clock.now();
      await this.context.clock.sleep(step, signal);
      if (this.context.clock.now() === before) return;
      remaining -= step;
      if (this.elapsed > 0 && this.elapsed % 1000 === 0) this.meter.tick(this.elapsed);
    }
  }
}

/** Seconds of an option as milliseconds; without one there is no limit. */
function limitOf(value: string | undefined): number {
  const seconds = Number(value ?? 0);
  return seconds > 0 ? seconds * 1000 : Number.POSITIVE_INFINITY;
}
