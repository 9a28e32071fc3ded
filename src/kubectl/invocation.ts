import { ApiClient } from './client/api-client.ts';
import type { Command } from './command.ts';
import { Failure } from './failure.ts';
import type { ParsedFlags, ParsedLine } from './flags.ts';
import { type Kubeconfig, readKubeconfig, resolveContext } from './kubeconfig.ts';
import { logLine } from './log-line.ts';
import type { ApiConnection, KubectlContext, LocalPorts } from './types.ts';

export type DryRun = 'none' | 'client' | 'server';

/** One run of one command: what was typed, where it goes, and where its output goes. */
export class Invocation {
  readonly context: KubectlContext;
  readonly command: Command;
  /** `kubectl rollout status`. */
  readonly path: string;
  readonly flags: ParsedFlags;
  readonly args: readonly string[];
  /** How many arguments came before `--`; -1 without one. */
  readonly dashAt: number;
  readonly client: ApiClient;
  /** The namespace to work in. */
  readonly namespace: string;
  readonly kubeconfig: Kubeconfig | undefined;
  /** Absent on a machine that lends none. */
  readonly ports: LocalPorts | undefined;

  private constructor(
    context: KubectlContext,
    command: Command,
    path: string,
    line: ParsedLine,
    client: ApiClient,
    namespace: string,
    kubeconfig: Kubeconfig | undefined,
    ports: LocalPorts | undefined,
  ) {
    this.context = context;
    this.command = command;
    this.path = path;
    this.flags = line.flags;
    this.args = line.args;
    this.dashAt = line.dashAt;
    this.client = client;
    this.namespace = namespace;
    this.kubeconfig = kubeconfig;
    this.ports = ports;
  }

  static async prepare(
    context: KubectlContext,
    connection: ApiConnection,
    ports: LocalPorts | undefined,
    command: Command,
    path: string,
    line: ParsedLine,
  ): Promise<Invocation> {
    const { flags } = line;
    checkTimeout(flags.string('request-timeout'));
    const offline = path.startsWith('kubectl config') || path.startsWith('kubectl completion');
    const kubeconfig = offline ? undefined : await readKubeconfig(context, flags);
    const target = offline
      ? { namespace: 'default', server: undefined, token: undefined }
      : resolveContext(kubeconfig, globalFlags(command, flags));
    const client = new ApiClient(connection, {
      command: path,
      impersonate: flags.string('as') ? { user: flags.string('as'), groups: flags.list('as-group') } : undefined,
      token: target.token,
      signal: context.signal,
      warn: (text) => context.stderr(`Warning: ${text}\n`),
      unreachable: target.server && !sameServer(target.server, connection.server) ? target.server : undefined,
    });
    const namespace = flags.string('namespace') || target.namespace;
    return new Invocation(context, command, path, line, client, namespace, kubeconfig, ports);
  }

  /** True when `-n` was given. */
  get namespaceGiven(): boolean {
    return this.flags.string('namespace') !== '';
  }

  print(text: string): void {
    this.context.stdout(text);
  }

  complain(text: string): void {
    this.context.stderr(text);
  }

  get dryRun(): DryRun {
    const value = this.flags.string('dry-run');
    switch (value) {
      case '':
      case 'none':
        return 'none';
      case 'client':
      case 'server':
        return value;
      case 'unchanged':
        return 'client';
      default:
        throw new Failure(`Invalid dry-run value (${value}). Must be "none", "server", or "client".`);
    }
  }

  /** Says what real kubectl logs about a bare `--dry-run`. */
  warnBareDryRun(): void {
    if (this.flags.string('dry-run') !== 'unchanged') return;
    this.log('W', 'helpers.go:639', '--dry-run is deprecated and can be replaced with --dry-run=client.');
  }

  /** A line of the Go logger on stderr. */
  log(level: 'I' | 'W' | 'E' | 'F', source: string, text: string): void {
    this.complain(logLine(level, source, text, this.context.clock.now()));
  }
}

/** ` (dry run)`, ` (server dry run)` or nothing. */
export function dryRunSuffix(dryRun: DryRun): string {
  if (dryRun === 'client') return ' (dry run)';
  return dryRun === 'server' ? ' (server dry run)' : '';
}

function sameServer(one: string, other: string): boolean {
  const plain = (url: string): string => url.replace(/\/+$/, '');
  return plain(one) === plain(other);
}

/** A command's own flag of the same name (`create rolebinding --user`) hides the global one. */
function globalFlags(command: Command, flags: ParsedFlags): (name: string) => string {
  return (name) => (command.flags?.some((flag) => flag.name === name) ? '' : flags.string(name));
}

function checkTimeout(text: string): void {
  if (/^\d+$/.test(text) || /^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/.test(text)) return;
  throw new Failure(
    'Invalid timeout value. Timeout must be a single integer in seconds, ' +
      'or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)',
  );
}
