import { parse } from 'yaml';
import { Failure } from './failure.ts';
import type { ParsedFlags } from './flags.ts';
import type { KubectlContext } from './types.ts';
import { GO_YAML } from './yaml-reader.ts';

export interface NamedContext {
  name: string;
  context: { cluster: string; user: string; namespace?: string };
}

/** The file kubectl keeps its clusters, users and contexts in. Unknown fields are kept. */
export interface Kubeconfig {
  apiVersion?: string;
  kind?: string;
  preferences?: Record<string, unknown>;
  clusters: { name: string; cluster: Record<string, unknown> & { server?: string } }[];
  users: { name: string; user: Record<string, unknown> }[];
  contexts: NamedContext[];
  'current-context'?: string;
  [field: string]: unknown;
}

const NOTHING: Kubeconfig = { clusters: [], users: [], contexts: [] };

/** The last text read and what it said: the file changes rarely and is read by every command. */
let lastRead: { text: string; config: Kubeconfig } | undefined;

/** `--kubeconfig`, `$KUBECONFIG` (the first existing of its list), or `~/.kube/config`. */
export async function kubeconfigPath(context: KubectlContext, flags: ParsedFlags): Promise<string> {
  if (flags.string('kubeconfig')) return context.resolve(flags.string('kubeconfig'));
  const listed = (context.env.get('KUBECONFIG') ?? '')
    .split(':')
    .filter(Boolean)
    .map((path) => context.resolve(path));
  for (const path of listed) {
    if (await context.fs.exists(path)) return path;
  }
  return listed[0] ?? `${context.env.get('HOME') ?? '/root'}/.kube/config`;
}

/** The kubeconfig, or undefined when there is no file. */
export async function readKubeconfig(context: KubectlContext, flags: ParsedFlags): Promise<Kubeconfig | undefined> {
  const path = await kubeconfigPath(context, flags);
  if (!(await context.fs.exists(path))) {
    // In a pod there is the account's own way in; elsewhere a file that is not there holds no cluster.
    const isNamed = context.env.get('KUBECONFIG') && !context.env.get('KUBERNETES_SERVICE_HOST');
    if (!flags.string('kubeconfig')) return isNamed ? NOTHING : undefined;
    throw new Failure(`stat ${flags.string('kubeconfig')}: no such file or directory`);
  }
  const text = await context.fs.readFile(path);
  if (lastRead?.text === text) return lastRead.config;
  const parsed = (parse(text, GO_YAML) ?? {}) as Partial<Kubeconfig>;
  const config = {
    ...parsed,
    clusters: parsed.clusters ?? [],
    users: parsed.users ?? [],
    contexts: parsed.contexts ?? [],
  };
  lastRead = { text, config };
  return config;
}

export function findContext(config: Kubeconfig, name: string): NamedContext | undefined {
  return config.contexts.find((each) => each.name === name);
}

export interface ResolvedContext {
  namespace: string;
  /** The server's URL the kubeconfig names; undefined without a kubeconfig. */
  server?: string;
  /** Who asks: --token, else the user's of the kubeconfig. */
  token?: string;
}

/** What the kubeconfig and the global flags together say about where to go. Throws when they name what is not there. */
export function resolveContext(config: Kubeconfig | undefined, flag: (name: string) => string): ResolvedContext {
  const flagServer = flag('server') || undefined;
  const flagToken = flag('token') || undefined;
  if (!config) return { namespace: 'default', server: flagServer, token: flagToken };
  const name = flag('context') || config['current-context'] || '';
  const context = findContext(config, name)?.context;
  if (!context && name)
    throw new Failure(`Error in configuration: context was not found for specified context: ${name}`, { bare: true });
  const clusterName = flag('cluster') || context?.cluster || '';
  const cluster = config.clusters.find((each) => each.name === clusterName);
  if (!cluster && flag('cluster')) throw new Failure(`no server found for cluster "${clusterName}"`);
  const userName = flag('user');
  const user = config.users.find((each) => each.name === (userName || context?.user))?.user;
  if (userName && !user) {
    throw new Failure(`auth info "${userName}" does not exist`);
  }
  return {
    namespace: context?.namespace || 'default',
    server: flagServer ?? cluster?.cluster.server ?? 'http://localhost:8080',
    token: flagToken ?? accountToken(user?.token),
  };
}

/** Tokens of service accounts have three parts; any other stands for whom the connection is made for anyway. */
function accountToken(token: unknown): string | undefined {
  return typeof token === 'string' && token.split('.').length === 3 ? token : undefined;
}
