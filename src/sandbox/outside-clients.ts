import type { Caller, ExecStreams, Status } from '../cluster/index.ts';
import { type ApiRequest, type ApiResponse, apiRequest } from '../cluster/index.ts';
import type { Engine } from './engine.ts';
import type { Input } from './inputs.ts';
import { Pieces } from './pieces.ts';
import { dialPod, type PodConversation } from './pod-dialer.ts';
import { TerminalLine } from './terminal-line.ts';

/** A request as it came over the wire. `path` holds the query as well. */
export interface OutsideRequest {
  method: string;
  path: string;
  /** Those that matter to the API: Accept, Content-Type, User-Agent, Impersonate-*. */
  headers: Record<string, string>;
  /** Text as it is, anything else (protobuf) in base64. */
  body?: { text: string } | { base64: string };
}

/** What a command run from outside writes to. */
export type OutsideStreams = Pick<ExecStreams, 'stdout' | 'stderr' | 'tty'> & { stdin: boolean };

/** A running exec or attach. What the client does to it is recorded like everything else it does. */
export interface OutsideSession {
  /** Standard input, on a terminal the keys; null is its end. */
  send(text: string | null): Promise<void>;
  resize(columns: number, rows: number): Promise<void>;
  /** The client is gone. */
  hangUp(): Promise<void>;
  /** The Status the wire ends with. */
  readonly ended: Promise<Status>;
}

/** An open port-forward. */
export interface OutsideForward {
  readonly greeting: string;
  /** What the program in the pod answers; undefined: it hung up. */
  send(text: string): Promise<string | undefined>;
  close(): void;
}

export type OutsideInput = Extract<
  Input,
  { kind: 'request' | 'connect' | 'stream' | 'resize' | 'hang-up' | 'forward' | 'forwarded' }
>;

const CLIENT: Caller = {
  username: 'kubernetes-admin',
  groups: ['system:masters', 'system:authenticated'],
  sourceIP: '127.0.0.1',
};

/** Questions that are POSTed, and change nothing. */
const REVIEW = /\/(?:self)?subject(?:access|rules)?reviews(?:\?|$)|\/localsubjectaccessreviews(?:\?|$)/;

interface Session {
  stdin?: Pieces<string>;
  tty: boolean;
  sizes: Pieces<{ columns: number; rows: number }>;
  stop: AbortController;
}

/**
 * Real programs at the simulated cluster's API. What they change is the learner's doing: each such request, and each
 * piece a running command is sent, is an input of the session. Reads are not.
 */
export class OutsideClients {
  readonly #engine: Engine;
  readonly #accept: (input: Input) => Promise<number>;
  readonly #sessions = new Map<number, Session>();
  readonly #forwards = new Map<number, PodConversation>();

  constructor(engine: Engine, accept: (input: Input) => Promise<number>) {
    this.#engine = engine;
    this.#accept = accept;
  }

  /** How many commands and port-forwards of clients are going on. */
  get open(): number {
    return this.#sessions.size + this.#forwards.size;
  }

  /** Whether a token is one of the cluster's service accounts. */
  knowsToken(token: string): boolean {
    return this.#engine.cluster.knowsToken(token);
  }

  /** The cluster's time (ms). */
  get now(): number {
    return this.#engine.clock.now();
  }

  /** Answers one request. Never rejects; a watch or a followed log streams until `signal` aborts or its body is cancelled. */
  async request(request: OutsideRequest, signal?: AbortSignal): Promise<ApiResponse> {
    const input = isRead(request) ? undefined : await this.#accept({ kind: 'request', ...request });
    const connection = this.#engine.connection(callerOf(request, input));
    return this.#engine.clock.activity(() => connection.request(apiRequestOf(request, signal)));
  }

  /** Why exec, attach or portforward at this address would be refused before its streams open. */
  refusal(request: OutsideRequest): Status | undefined {
    return this.#engine.cluster.connectionRefusal(apiRequestOf(request), callerOf(request));
  }

  /** Starts exec or attach. */
  async connect(request: OutsideRequest, streams: OutsideStreams): Promise<OutsideSession> {
    const { stdin, tty } = streams;
    const { method, path, headers } = request;
    const input = await this.#accept({ kind: 'connect', method, path, headers, stdin, tty });
    const session: Session = {
      stdin: stdin ? new Pieces() : undefined,
      tty,
      sizes: new Pieces(),
      stop: new AbortController(),
    };
    this.#sessions.set(input, session);
    // One after the other, as the client sent them.
    let turn = Promise.resolve();
    const queue = (work: () => Promise<void>): Promise<void> => (turn = turn.then(work));
    const send = (text: string | null) => queue(() => this.#send({ kind: 'stream', of: input, text }));
    const terminal = tty ? new TerminalLine({ screen: streams.stdout, program: (text) => void send(text) }) : undefined;
    const connection = this.#engine.connection(callerOf(request, input));
    const running = this.#engine.clock.activity(() =>
      connection.connect(apiRequestOf(request), {
        stdin: session.stdin,
        stdout: terminal ? (text) => terminal.write(text) : streams.stdout,
        stderr: streams.stderr,
        tty,
        resize: tty ? session.sizes : undefined,
        signal: session.stop.signal,
      }),
    );
    const ended = running.finally(() => {
      this.#sessions.delete(input);
      session.sizes.end();
    });
    return {
      ended,
      send: (text) => {
        if (!terminal || text === null) return send(text);
        terminal.type(text);
        return turn;
      },
      resize: (columns, rows) => queue(() => this.#resize({ kind: 'resize', of: input, columns, rows })),
      hangUp: () => queue(() => this.#hangUp({ kind: 'hang-up', of: input })),
    };
  }

  /** Opens a port of a pod; undefined when nothing listens there. */
  async forward(namespace: string, pod: string, port: number): Promise<OutsideForward | undefined> {
    const input = await this.#accept({ kind: 'forward', namespace, pod, port });
    const object = this.#engine.cluster.store.get('pods', namespace, pod);
    const conversation = object && dialPod(this.#engine.network, object, port, input);
    if (!conversation) return undefined;
    this.#forwards.set(input, conversation);
    return {
      greeting: conversation.greeting,
      send: (text) => this.#forwarded({ kind: 'forwarded', of: input, text }),
      close: () => {
        this.#forwards.delete(input);
        conversation.close();
      },
    };
  }

  /** Puts a recorded input into effect again. */
  async again(input: OutsideInput): Promise<unknown> {
    switch (input.kind) {
      case 'request':
        return this.request(input);
      case 'connect':
        return (await this.connect(input, { ...input, stdout: ignore, stderr: ignore })).ended;
      case 'stream':
        return this.#send(input);
      case 'resize':
        return this.#resize(input);
      case 'hang-up':
        return this.#hangUp(input);
      case 'forward':
        return this.forward(input.namespace, input.pod, input.port);
      case 'forwarded':
        return this.#forwarded(input);
    }
  }

  async #send(input: Extract<Input, { kind: 'stream' }>): Promise<void> {
    if (!this.#sessions.has(input.of)) return;
    await this.#accept(input);
    const session = this.#sessions.get(input.of);
    // A terminal goes on after Ctrl-D.
    if (input.text === null) session?.tty ? session.stdin?.break() : session?.stdin?.end();
    else session?.stdin?.add(input.text);
  }

  async #resize(input: Extract<Input, { kind: 'resize' }>): Promise<void> {
    if (!this.#sessions.has(input.of)) return;
    await this.#accept(input);
    this.#sessions.get(input.of)?.sizes.add({ columns: input.columns, rows: input.rows });
  }

  async #hangUp(input: Extract<Input, { kind: 'hang-up' }>): Promise<void> {
    if (!this.#sessions.has(input.of)) return;
    await this.#accept(input);
    const session = this.#sessions.get(input.of);
    session?.stdin?.end();
    session?.stop.abort(new Error('the client is gone'));
  }

  async #forwarded(input: Extract<Input, { kind: 'forwarded' }>): Promise<string | undefined> {
    if (!this.#forwards.has(input.of)) return undefined;
    await this.#accept(input);
    return this.#forwards.get(input.of)?.send(input.text, this.#engine.clock.now());
  }
}

function ignore(): void {}

function isRead({ method, path }: OutsideRequest): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS' || (method === 'POST' && REVIEW.test(path));
}

function callerOf({ headers }: OutsideRequest, input?: number): Caller {
  const userAgent = headers['user-agent'];
  return { ...CLIENT, ...(userAgent ? { userAgent } : {}), ...(input === undefined ? {} : { input }) };
}

function apiRequestOf({ method, path, headers, body }: OutsideRequest, signal?: AbortSignal): ApiRequest {
  const content = body && ('text' in body ? body.text : Buffer.from(body.base64, 'base64'));
  const carriesBody = method !== 'GET' && method !== 'HEAD';
  return apiRequest(`http://cluster${path}`, { method, headers, body: carriesBody ? content : undefined, signal });
}
