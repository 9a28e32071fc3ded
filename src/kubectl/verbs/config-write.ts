import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { findContext, type Kubeconfig, kubeconfigPath, readKubeconfig } from '../kubeconfig.ts';
import { printYaml } from '../printers/yaml.ts';

const EMPTY: Kubeconfig = { apiVersion: 'v1', kind: 'Config', preferences: {}, clusters: [], users: [], contexts: [] };

/** Reads a copy of the kubeconfig, has it changed, and writes it back. Resolves with its path. */
async function change(call: Invocation, edit: (config: Kubeconfig, path: string) => void): Promise<void> {
  const path = await kubeconfigPath(call.context, call.flags);
  const exists = await call.context.fs.exists(path);
  const config = structuredClone((exists ? await readKubeconfig(call.context, call.flags) : undefined) ?? EMPTY);
  edit(config, path);
  await call.context.fs.mkdir(path.replace(/\/[^/]*$/, '') || '/', { recursive: true });
  await call.context.fs.writeFile(
    path,
    printYaml({ ...config, apiVersion: 'v1', kind: 'Config', preferences: config.preferences ?? {} }),
  );
}

/** The one NAME; without it the command's help is shown as well. */
async function oneArgument(call: Invocation): Promise<string> {
  if (call.args.length === 1) return call.args[0]!;
  const { helpText } = await import('../help/help-text.ts');
  const { findCommand } = await import('../find-command.ts');
  call.print(helpText(findCommand(call.path.split(' ').slice(1)).chain));
  throw new Failure(`Unexpected args: [${call.args.join(' ')}]`);
}

/** `kubectl config use-context`. */
export async function useContext(call: Invocation): Promise<void> {
  const name = await oneArgument(call);
  await change(call, (config) => {
    if (!findContext(config, name)) throw new Failure(`no context exists with the name: "${name}"`);
    config['current-context'] = name;
  });
  call.print(`Switched to context "${name}".\n`);
}

/** `kubectl config set-context`. */
export async function setContext(call: Invocation): Promise<void> {
  if (call.args.length > 1) throw new Failure(`Unexpected args: [${call.args.join(' ')}]`);
  const current = call.flags.bool('current');
  if (call.args.length === 1 && current) throw new Failure('you cannot specify both a context name and --current');
  if (call.args.length === 0 && !current) throw new Failure('you must specify a non-empty context name or --current');
  let outcome = '';
  await change(call, (config) => {
    const name = current ? config['current-context'] : call.args[0];
    if (!name) throw new Failure('no current context is set');
    const existing = findContext(config, name);
    const entry = existing ?? { name, context: { cluster: '', user: '' } };
    for (const field of ['cluster', 'user', 'namespace'] as const) {
      if (call.flags.changed(field)) entry.context[field] = call.flags.string(field);
    }
    if (!existing) config.contexts.push(entry);
    outcome = `Context "${name}" ${existing ? 'modified' : 'created'}.\n`;
  });
  call.print(outcome);
}

/** `kubectl config rename-context`. */
export async function renameContext(call: Invocation): Promise<void> {
  const [from, to] = call.args;
  if (call.args.length !== 2) throw new Failure('you must specify the old and the new name of the context');
  await change(call, (config, path) => {
    const context = findContext(config, from!);
    if (!context) throw new Failure(`cannot rename the context "${from}", it's not in ${path}`);
    if (findContext(config, to!))
      throw new Failure(`cannot rename the context "${from}", the context "${to}" already exists`);
    context.name = to!;
    if (config['current-context'] === from) config['current-context'] = to;
  });
  call.print(`Context "${from}" renamed to "${to}".\n`);
}

/** `kubectl config delete-context`. */
export async function deleteContext(call: Invocation): Promise<void> {
  await remove(call, 'context', 'contexts');
}

/** `kubectl config delete-cluster`. */
export async function deleteCluster(call: Invocation): Promise<void> {
  await remove(call, 'cluster', 'clusters');
}

/** `kubectl config delete-user`. */
export async function deleteUser(call: Invocation): Promise<void> {
  await remove(call, 'user', 'users');
}

async function remove(call: Invocation, noun: string, list: 'contexts' | 'clusters' | 'users'): Promise<void> {
  const name = await oneArgument(call);
  let text = '';
  await change(call, (config, path) => {
    const at = config[list].findIndex((entry) => entry.name === name);
    if (at === -1) throw new Failure(`cannot delete ${noun} ${name}, not in ${path}`);
    config[list].splice(at, 1);
    if (list === 'contexts' && config['current-context'] === name) {
      call.complain(
        'warning: this removed your active context, use "kubectl config use-context" to select a different one\n',
      );
    }
    text = `deleted ${noun} ${name} from ${path}\n`;
  });
  call.print(text);
}

/** `kubectl config set-cluster`. */
export async function setCluster(call: Invocation): Promise<void> {
  const name = await oneArgument(call);
  await change(call, (config) => {
    const existing = config.clusters.find((entry) => entry.name === name);
    const entry = existing ?? { name, cluster: {} };
    for (const field of ['server', 'certificate-authority', 'tls-server-name']) {
      if (call.flags.changed(field)) entry.cluster[field] = call.flags.string(field);
    }
    if (call.flags.changed('insecure-skip-tls-verify')) {
      entry.cluster['insecure-skip-tls-verify'] = call.flags.bool('insecure-skip-tls-verify');
    }
    if (!existing) config.clusters.push(entry);
  });
  call.print(`Cluster "${name}" set.\n`);
}

/** `kubectl config set-credentials`. */
export async function setCredentials(call: Invocation): Promise<void> {
  const name = await oneArgument(call);
  await change(call, (config) => {
    const existing = config.users.find((entry) => entry.name === name);
    const entry = existing ?? { name, user: {} };
    for (const field of ['token', 'username', 'password', 'client-certificate', 'client-key']) {
      if (call.flags.changed(field)) entry.user[field] = call.flags.string(field);
    }
    if (!existing) config.users.push(entry);
  });
  call.print(`User "${name}" set.\n`);
}

/** `kubectl config set`. */
export async function setProperty(call: Invocation): Promise<void> {
  const [property, value] = call.args;
  if (call.args.length !== 2) throw new Failure('you must specify a property name and its value');
  await change(call, (config) => {
    const { owner, key } = locate(config, property!, true)!;
    owner[key] = value === 'true' || value === 'false' ? value === 'true' : value;
  });
  call.print(`Property "${property}" set.\n`);
}

/** `kubectl config unset`. */
export async function unsetProperty(call: Invocation): Promise<void> {
  const property = await oneArgument(call);
  await change(call, (config) => {
    const place = locate(config, property, false);
    if (place) delete place.owner[place.key];
  });
  call.print(`Property "${property}" unset.\n`);
}

type Fields = Record<string, unknown>;

/** What a kubeconfig itself has beside its lists. */
const PLAIN = new Set(['apiVersion', 'current-context', 'kind', 'preferences', 'extensions']);

/**
 * Walks `clusters.lab.server` to the map that holds the last part; entries of lists go by their names. Undefined for an
 * entry that is not there, unless it is to be made.
 */
function locate(config: Kubeconfig, property: string, create: boolean): { owner: Fields; key: string } | undefined {
  const [first, name, ...rest] = property.split('.');
  const lists: Record<string, string> = { clusters: 'cluster', users: 'user', contexts: 'context' };
  const inner = lists[first!];
  if (!inner && !PLAIN.has(first!)) throw new Failure(`unable to parse ${property} after [] at api.Config`);
  if (!inner) return { owner: config, key: property };
  const entries = config[first!] as { name: string }[];
  let entry = entries.find((each) => each.name === name) as Fields | undefined;
  if (!entry && !create) return undefined;
  if (!entry) {
    entry = { name, [inner]: {} };
    entries.push(entry as { name: string });
  }
  return { owner: entry[inner] as Fields, key: rest.join('.') };
}
