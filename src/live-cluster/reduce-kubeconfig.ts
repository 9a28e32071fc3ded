import { dirname, isAbsolute, resolve } from 'node:path';
import { ClusterError } from './cluster-error.ts';

/** A piece of a kubeconfig: whatever its writer put there. */
// biome-ignore lint/suspicious/noExplicitAny: the shape is kubectl's business
export type Fields = Record<string, any>;

interface Named<Key extends string> {
  name: string;
  value: Fields;
  key: Key;
}

/** A kubeconfig file, parsed. */
export interface KubeconfigFile {
  path: string;
  config: Fields;
}

export interface ReduceOptions {
  /** The current one by default. */
  context?: string;
  /** The user's own surroundings, for the programs that fetch a login: they alone see them. */
  env: Readonly<Record<string, string | undefined>>;
  readFile(path: string): Buffer;
}

export interface ReducedKubeconfig {
  /** One context, one cluster, one user, no path that needs the file's place. */
  config: Record<string, unknown>;
  context: string;
  server: string;
  /** What must not appear in transcripts. */
  secrets: readonly string[];
  /** What the user should know about this login. */
  notices: readonly string[];
}

/** Settings of cloud logins: an `exec` program needs the user's, the track's commands do not. */
const LOGIN_VARIABLES =
  /^(AWS|AZURE|ARM|AAD|GOOGLE|GCLOUD|CLOUDSDK|USE_GKE|OCI|DIGITALOCEAN|IBMCLOUD|VAULT|KUBELOGIN)_/;

/**
 * What is left of the user's kubeconfig files for one context. The first file that names something wins, as with kubectl;
 * certificates and tokens in files are read in, relative to the file that names them; programs that fetch a login get the
 * user's HOME back, which the track's commands do not have. Throws `ClusterError` naming what there is.
 */
export function reduceKubeconfig(files: readonly KubeconfigFile[], options: ReduceOptions): ReducedKubeconfig {
  const current = files.map(({ config }) => config['current-context']).find(Boolean);
  const name = options.context ?? current;
  const known = files.flatMap(({ config }) => (config.contexts ?? []).map((entry: { name: string }) => entry.name));
  const choice = known.length === 0 ? 'your kubeconfig names none' : `there are: ${[...new Set(known)].join(', ')}`;
  if (!name) throw new ClusterError(`no context is current; name one with --context (${choice})`);
  const context = find(files, 'contexts', 'context', name);
  if (!context) throw new ClusterError(`there is no context "${name}"; ${choice}`);
  const cluster = find(files, 'clusters', 'cluster', context.value.cluster);
  if (!cluster?.value.server)
    throw new ClusterError(`context "${name}" names the cluster "${context.value.cluster}", which has no server`);
  const user = find(files, 'users', 'user', context.value.user);
  const login = loginOf(user, options);
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    contexts: [{ name, context: context.value }],
    clusters: [{ name: cluster.name, cluster: readIn(cluster, ['certificate-authority'], options) }],
    users: user ? [{ name: user.name, user: login.value }] : [],
  };
  return { config, context: name, server: cluster.value.server, ...login };
}

type Found = Named<string> & { folder: string };

function find(files: readonly KubeconfigFile[], list: string, key: string, name: string): Found | undefined {
  for (const { path, config } of files) {
    const entry = (config[list] ?? []).find((entry: { name: string }) => entry.name === name);
    if (entry) return { name, key, value: entry[key] ?? {}, folder: dirname(path) };
  }
  return undefined;
}

/** The entry with files taken in as `FIELD-data`. */
function readIn({ value, folder }: Found, fields: readonly string[], { readFile }: ReduceOptions): Fields {
  const out = { ...value };
  for (const field of fields) {
    if (!out[field]) continue;
    const path = resolve(folder, out[field]);
    try {
      out[`${field}-data`] ??= readFile(path).toString('base64');
    } catch (error) {
      throw new ClusterError(`your kubeconfig names ${path}, which cannot be read (${(error as Error).message})`);
    }
    delete out[field];
  }
  return out;
}

function loginOf(user: Found | undefined, options: ReduceOptions) {
  if (!user) return { value: {}, secrets: [], notices: [] };
  const value = readIn(user, ['client-certificate', 'client-key'], options);
  const notices: string[] = [];
  if (value.tokenFile) value.tokenFile = resolve(user.folder, value.tokenFile);
  if (value.exec) {
    value.exec = programOf(value.exec, user.folder, options.env);
    notices.push(`the login comes from ${value.exec.command}, which runs with your own HOME`);
  }
  if (value['auth-provider'])
    notices.push(
      `the login is kept by the "${value['auth-provider'].name}" provider; what it renews stays in the session's copy, so log in anew if your own stops working`,
    );
  const provider = value['auth-provider']?.config ?? {};
  const secrets = [value.token, value.password, value['client-key-data'], ...Object.values(provider)].filter(
    (secret): secret is string => typeof secret === 'string' && secret.length >= 6,
  );
  return { value, secrets, notices };
}

/** A path is relative to the kubeconfig, a bare name is looked for on the PATH. */
function programOf(exec: Fields, folder: string, env: ReduceOptions['env']): Fields {
  const command =
    /[/\\]/.test(exec.command) && !isAbsolute(exec.command) ? resolve(folder, exec.command) : exec.command;
  const own = Object.entries(env).filter(
    ([name, value]) => value !== undefined && (LOGIN_VARIABLES.test(name) || PLACES.includes(name)),
  );
  const set = new Set((exec.env ?? []).map(({ name }: { name: string }) => name));
  return {
    ...exec,
    command,
    env: [...(exec.env ?? []), ...own.filter(([name]) => !set.has(name)).map(([name, value]) => ({ name, value }))],
  };
}

/** Where such programs keep what they know. */
const PLACES = ['HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'APPDATA', 'SSH_AUTH_SOCK', 'DBUS_SESSION_BUS_ADDRESS'];
