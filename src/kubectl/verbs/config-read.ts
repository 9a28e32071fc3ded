import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { findContext, type Kubeconfig, readKubeconfig } from '../kubeconfig.ts';
import { alignColumns, TABLE_LAYOUT } from '../printers/columns.ts';
import { goJson } from '../printers/json.ts';
import { objectPrinter } from '../printers/printer.ts';
import { printYaml } from '../printers/yaml.ts';

const EMPTY: Kubeconfig = { clusters: [], users: [], contexts: [] };

async function read(call: Invocation): Promise<Kubeconfig> {
  return (await readKubeconfig(call.context, call.flags)) ?? EMPTY;
}

/** `kubectl config current-context`. */
export async function currentContext(call: Invocation): Promise<void> {
  const config = await read(call);
  if (!config['current-context']) throw new Failure('current-context is not set');
  call.print(`${config['current-context']}\n`);
}

/** `kubectl config get-clusters`. */
export async function getClusters(call: Invocation): Promise<void> {
  call.print(nameLines((await read(call)).clusters));
}

/** `kubectl config get-users`. */
export async function getUsers(call: Invocation): Promise<void> {
  call.print(nameLines((await read(call)).users));
}

function nameLines(entries: readonly { name: string }[]): string {
  return `NAME\n${entries
    .map(({ name }) => `${name}\n`)
    .sort()
    .join('')}`;
}

/** `kubectl config get-contexts`. */
export async function getContexts(call: Invocation): Promise<void> {
  const config = await read(call);
  const output = call.flags.string('output');
  if (output && output !== 'name') throw new Failure(`output must be one of '' or 'name': ${output}`);
  const names = call.args.length > 0 ? [...call.args] : config.contexts.map(({ name }) => name);
  const missing = names.filter((name) => !findContext(config, name));
  const found = names.filter((name) => findContext(config, name)).sort();
  if (output === 'name') call.print(found.map((name) => `${name}\n`).join(''));
  else call.print(contextTable(call, config, found));
  if (missing.length > 0) throw new Failure(`context ${missing[0]} not found`);
}

function contextTable(call: Invocation, config: Kubeconfig, names: readonly string[]): string {
  const header = call.flags.bool('no-headers') ? [] : ['CURRENT\tNAME\tCLUSTER\tAUTHINFO\tNAMESPACE'];
  const rows = names.map((name) => {
    const { context } = findContext(config, name)!;
    const mark = config['current-context'] === name ? '*' : '';
    return [mark, name, context.cluster ?? '', context.user ?? '', context.namespace ?? ''].join('\t');
  });
  return alignColumns([...header, ...rows].map((line) => `${line}\n`).join(''), TABLE_LAYOUT);
}

/** `kubectl config view`. */
export async function view(call: Invocation): Promise<void> {
  const file = await read(call);
  const asked = call.flags.string('context');
  const whole = asked ? { ...file, 'current-context': asked } : file;
  const config = call.flags.bool('minify') ? minified(whole) : whole;
  const shown = ordered(call.flags.bool('raw') ? config : redacted(config));
  const output = call.flags.string('output');
  if (output === '' || output === 'yaml') return call.print(printYaml(shown));
  if (output === 'json') return call.print(`${goJson(shown, 4)}\n`);
  const printer = await objectPrinter(call);
  call.print(printer!(shown));
}

function minified(config: Kubeconfig): Kubeconfig {
  const current = config['current-context'];
  const context = current ? findContext(config, current) : undefined;
  if (!context) throw new Failure('current-context must exist in order to minify');
  return {
    ...config,
    contexts: [context],
    clusters: config.clusters.filter(({ name }) => name === context.context.cluster),
    users: config.users.filter(({ name }) => name === context.context.user),
  };
}

const SECRET_FIELDS = new Set(['token', 'password']);
const DATA_FIELDS = new Set(['certificate-authority-data', 'client-certificate-data', 'client-key-data']);

function redacted(config: Kubeconfig): Kubeconfig {
  const hide = (fields: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(fields).map(([key, value]) => {
        if (SECRET_FIELDS.has(key)) return [key, 'REDACTED'];
        return [key, DATA_FIELDS.has(key) ? 'DATA+OMITTED' : value];
      }),
    );
  return {
    ...config,
    clusters: config.clusters.map((entry) => ({ ...entry, cluster: hide(entry.cluster) })),
    users: config.users.map((entry) => ({ ...entry, user: hide(entry.user) })),
  };
}

/** The fields in the order Go's types have them, for JSON. */
function ordered(config: Kubeconfig): Record<string, unknown> {
  const none = <T>(list: T[]): T[] | null => (list.length > 0 ? list : null);
  return {
    kind: 'Config',
    apiVersion: 'v1',
    preferences: config.preferences ?? {},
    clusters: none(config.clusters.map(({ name, cluster }) => ({ name, cluster: serverFirst(cluster) }))),
    users: none(config.users.map(({ name, user }) => ({ name, user }))),
    contexts: none(config.contexts.map(({ name, context }) => ({ name, context }))),
    'current-context': config['current-context'] ?? '',
  };
}

function serverFirst({ server, ...rest }: { server?: string }): Record<string, unknown> {
  return { server, ...rest };
}
