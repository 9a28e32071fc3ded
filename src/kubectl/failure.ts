import type { Status } from '../cluster/index.ts';

/** Ends a command with a sentence on stderr, prefixed `error: ` unless `bare`. */
export class Failure extends Error {
  readonly code: number;
  readonly bare: boolean;
  /** What goes to stdout before it. */
  readonly printed: string;

  constructor(message: string, options: { code?: number; bare?: boolean; printed?: string } = {}) {
    super(message);
    this.printed = options.printed ?? '';
    this.code = options.code ?? 1;
    this.bare = options.bare ?? false;
  }
}

/** Ends a command with an exit code and nothing more to say. */
export class Exit extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}

/** What the API server answered when it refused. */
export class StatusFailure extends Error {
  readonly status: Status;

  constructor(status: Status) {
    super(status.message ?? 'unknown');
    this.status = status;
  }
}

/** Nobody listens at the address the kubeconfig names. */
export class ConnectionFailure extends Error {
  readonly server: string;

  constructor(server: string) {
    super(`dial tcp ${server}: connect: connection refused`);
    this.server = server;
  }

  /** `localhost:8080`. */
  get host(): string {
    return this.server.replace(/^\w+:\/\//, '').replace(/\/.*$/, '');
  }
}

/** Several failures of one command, each reported on its own line. */
export class Failures extends Error {
  readonly all: readonly unknown[];

  constructor(all: readonly unknown[]) {
    super(`[${all.map((each) => (each instanceof Error ? each.message : String(each))).join(', ')}]`);
    this.all = all;
  }
}

/** A wrong call of a command: names the help to read. */
export function usageFailure(commandPath: string, message: string): Failure {
  return new Failure(`${message}\nSee '${commandPath} -h' for help and examples`);
}

/** Throws what was collected: nothing, the one failure itself, or all of them. */
export function throwCollected(failures: readonly unknown[]): void {
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw new Failures(failures);
}

/** True for a 404 the server answered. */
export function isNotFound(failure: unknown): boolean {
  return failure instanceof StatusFailure && failure.status.reason === 'NotFound';
}

/** Names the manifest a failure came from, as `error when creating "FILE": ...`. */
export function withSource(doing: string, source: string, failure: unknown): unknown {
  const prefix = `error when ${doing} "${source}": `;
  if (failure instanceof StatusFailure) {
    return new StatusFailure({ ...failure.status, message: prefix + failure.message });
  }
  return failure instanceof Error ? new Failure(prefix + failure.message) : failure;
}

/** The text for stderr and the exit code a failure ends the process with. */
export function describeFailure(failure: unknown): { text: string; code: number } {
  if (failure instanceof Exit) return { text: '', code: failure.code };
  if (failure instanceof Failures) {
    return { text: failure.all.map((each) => `${plainMessage(each)}\n`).join(''), code: 1 };
  }
  if (failure instanceof StatusFailure && failure.status.reason === 'Invalid') {
    return { text: `${invalidMessage(failure.status)}\n`, code: 1 };
  }
  if (failure instanceof Failure && !failure.bare && !failure.message.startsWith('error: ')) {
    return { text: withNewline(`error: ${failure.message}`), code: failure.code };
  }
  const code = failure instanceof Failure ? failure.code : 1;
  return { text: withNewline(plainMessage(failure)), code };
}

/** A failure in one sentence, as used inside a list of several. */
export function plainMessage(failure: unknown): string {
  if (failure instanceof StatusFailure) {
    const { reason, message } = failure.status;
    if (reason === 'Unauthorized') return `error: You must be logged in to the server (${message})`;
    return reason ? `Error from server (${reason}): ${message}` : `Error from server: ${message}`;
  }
  if (failure instanceof ConnectionFailure) {
    return `The connection to the server ${failure.host} was refused - did you specify the right host or port?`;
  }
  return failure instanceof Error ? failure.message : String(failure);
}

function invalidMessage(status: Status): string {
  const details = status.details ?? {};
  const isNamed = details.kind || details.name;
  const subject = isNamed ? `The ${details.kind ?? ''} "${details.name ?? ''}" is invalid` : 'The request is invalid';
  const causes = (details.causes ?? []).map((cause) =>
    cause.field ? `${cause.field}: ${cause.message ?? ''}` : (cause.message ?? ''),
  );
  if (causes.length === 0) return isNamed ? subject : `${subject}: ${status.message ?? ''}`;
  if (causes.length === 1) return `${subject}: ${causes[0]}`;
  return `${subject}: \n${causes.map((cause) => `* ${cause}`).join('\n')}`;
}

function withNewline(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
