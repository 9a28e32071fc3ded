import type { Kind, KubernetesObject } from '../cluster/index.ts';
import { COMMANDS, type Command, type Flag, GLOBAL_FLAGS } from '../kubectl/index.ts';
import type { Word, World } from './completion.ts';
import { currentNamespace } from './current-namespace.ts';
import { files } from './files.ts';

/** What the arguments of a command are, by its path below kubectl. Those not listed take none we know. */
const ARGUMENTS: Readonly<Record<string, 'objects' | 'kinds' | 'pods' | 'nodes' | 'pods or files'>> = {
  ...each('objects', 'get describe delete edit label annotate patch scale expose autoscale wait taint'),
  ...each('objects', 'rollout history,rollout pause,rollout restart,rollout resume,rollout status,rollout undo', ','),
  ...each('objects', 'set env,set image,set resources,set serviceaccount', ','),
  explain: 'kinds',
  ...each('pods', 'logs exec attach port-forward debug'),
  'top pod': 'pods',
  ...each('nodes', 'cordon,uncordon,drain,top node', ','),
  cp: 'pods or files',
};

const OUTPUTS = words('json yaml name wide jsonpath= custom-columns= go-template=');

/** What may stand at the end of a kubectl line; `before` are its words so far, without `kubectl`. */
export function kubectlWords(before: readonly string[], word: string, world: World): readonly Word[] {
  const line = readLine(before);
  if (line.inside) return word.includes('/') ? [] : words('sh bash');
  const { wanted } = line;
  if (wanted) return flagValues(wanted, word, line, world);
  const assigned = /^(--?[\w-]+)=(.*)$/s.exec(word);
  if (assigned) {
    const flag = findFlag(assigned[1]!, line.flags);
    if (!flag) return [];
    return flagValues(flag, assigned[2]!, line, world).map((value) => ({
      ...value,
      label: value.label ?? value.text,
      text: `${assigned[1]}=${value.text}`,
    }));
  }
  if (word.startsWith('-')) return line.flags.flatMap((flag) => flagWords(flag));
  const groups = line.command.commands ?? [];
  if (groups.length > 0 && line.arguments.length === 0) return groups.map(({ name }) => ({ text: name }));
  return argumentWords(line, word, world);
}

interface Line {
  command: Command;
  /** `rollout status`. */
  path: string;
  flags: readonly Flag[];
  arguments: readonly string[];
  namespace?: string;
  allNamespaces: boolean;
  /** The flag whose value is being typed. */
  wanted?: Flag;
  /** Behind `--`: a command for the container. */
  inside: boolean;
}

function readLine(before: readonly string[]): Line {
  const line: Line = {
    command: COMMANDS,
    path: '',
    flags: GLOBAL_FLAGS,
    arguments: [],
    allNamespaces: false,
    inside: false,
  };
  for (const word of before) {
    if (line.wanted) takeValue(line, line.wanted, word);
    else if (word === '--') line.inside = true;
    else if (word.startsWith('-') && word !== '-') takeFlag(line, word);
    else takeWord(line, word);
  }
  return line;
}

function takeWord(line: Line, word: string): void {
  const next = line.arguments.length === 0 && line.command.commands?.find((one) => isCalled(one, word));
  if (!next) {
    line.arguments = [...line.arguments, word];
    return;
  }
  line.command = next;
  line.path = line.path === '' ? next.name : `${line.path} ${next.name}`;
  line.flags = [...(next.flags ?? []), ...GLOBAL_FLAGS];
}

function takeFlag(line: Line, word: string): void {
  const [name, value] = word.split(/=(.*)/s);
  const flag = findFlag(name!, line.flags);
  if (!flag) return;
  if (value !== undefined) takeValue(line, flag, value);
  else if (/^-\w.+/.test(name!) && takesValue(flag)) takeValue(line, flag, name!.slice(2));
  else if (takesValue(flag)) line.wanted = flag;
  else if (flag.name === 'all-namespaces') line.allNamespaces = true;
}

function takeValue(line: Line, flag: Flag, value: string): void {
  if (flag.name === 'namespace') line.namespace = value;
  line.wanted = undefined;
}

/** `--name`, `-n`, or the last letter of `-it`. */
function findFlag(spelled: string, flags: readonly Flag[]): Flag | undefined {
  if (spelled.startsWith('--')) return flags.find(({ name }) => name === spelled.slice(2));
  const first = flags.find(({ short }) => short === spelled[1]);
  if (!first || takesValue(first)) return first;
  return flags.find(({ short }) => short === spelled.at(-1));
}

function takesValue({ type, bare }: Flag): boolean {
  return type !== 'bool' && bare === undefined;
}

function flagWords(flag: Flag): Word[] {
  const long = { text: takesValue(flag) ? `--${flag.name}=` : `--${flag.name}`, open: takesValue(flag) };
  return flag.short ? [long, { text: `-${flag.short}` }] : [long];
}

function flagValues({ name }: Flag, typed: string, line: Line, world: World): readonly Word[] {
  switch (name) {
    case 'namespace':
      return namesOf('namespaces', undefined, world);
    case 'container':
      return containers(line, world);
    case 'output':
      return OUTPUTS;
    case 'dry-run':
      return words('client server none');
    case 'filename':
    case 'kustomize':
    case 'kubeconfig':
    case 'from-file':
      return files(typed, world.surroundings);
    case 'selector':
      return labels(typed, line, world);
    case 'cascade':
      return words('background foreground orphan');
    default:
      return [];
  }
}

function argumentWords(line: Line, word: string, world: World): readonly Word[] {
  switch (ARGUMENTS[line.path]) {
    case 'objects':
      return objectWords(line, word, world);
    case 'kinds':
      return line.arguments.length === 0 ? kindWords(word, world) : [];
    case 'pods':
      return line.arguments.length === 0 ? podWords(line, word, world) : [];
    case 'nodes':
      return namesOf('nodes', undefined, world);
    case 'pods or files': {
      const pods = podWords(line, word, world).map(({ text }) => ({ text: `${text}:`, open: true }));
      return [...files(word, world.surroundings), ...pods];
    }
    default:
      return [];
  }
}

/** `TYPE NAME...` or `TYPE/NAME...`; several types stand with commas between. */
function objectWords(line: Line, word: string, world: World): readonly Word[] {
  const slash = /^([\w.-]+)\/(.*)$/.exec(word);
  if (slash) {
    const kind = kindCalled(slash[1]!, world);
    return kind ? names(kind, line, world).map(({ text }) => ({ text: `${slash[1]}/${text}` })) : [];
  }
  const first = line.arguments[0];
  if (first === undefined) {
    const before = word.slice(0, word.lastIndexOf(',') + 1);
    return kindWords(word.slice(before.length), world).map(({ text }) => ({ text: before + text, label: text }));
  }
  const kind = kindCalled(first, world);
  if (!kind || line.command.name === 'image') return [];
  const named = new Set(line.arguments);
  return names(kind, line, world).filter(({ text }) => !named.has(text));
}

/** Pods, and `deployment/NAME` once a kind is typed. */
function podWords(line: Line, word: string, world: World): readonly Word[] {
  if (word.includes('/')) return objectWords({ ...line, arguments: [] }, word, world);
  return namesOf('pods', namespaceOf(line, world), world);
}

/** Names of kinds; a short name only when nothing longer begins so, or it would stand in its way. */
function kindWords(typed: string, { cluster }: World): readonly Word[] {
  const kinds = cluster.kinds.all;
  const counts = new Map<string, number>();
  for (const { plural } of kinds) counts.set(plural, (counts.get(plural) ?? 0) + 1);
  const long = kinds.map(({ plural, group }) => (counts.get(plural)! > 1 && group ? `${plural}.${group}` : plural));
  const fitting = [...long, ...counts.keys()].filter((name) => name.startsWith(typed));
  if (fitting.length > 0) return fitting.map((text) => ({ text }));
  return kinds.flatMap(({ shortNames = [], singular }) => [...shortNames, singular].map((text) => ({ text })));
}

function kindCalled(name: string, { cluster }: World): Kind | undefined {
  const wanted = name.toLowerCase();
  return cluster.kinds.all.find(
    ({ plural, singular, shortNames = [], group }) =>
      plural === wanted || singular === wanted || shortNames.includes(wanted) || `${plural}.${group}` === wanted,
  );
}

function names(kind: Kind, line: Line, world: World): Word[] {
  const namespace = kind.namespaced ? namespaceOf(line, world) : undefined;
  return namesOf(kind.group ? `${kind.plural}.${kind.group}` : kind.plural, namespace, world);
}

function namesOf(resource: string, namespace: string | undefined, { cluster }: World): Word[] {
  return cluster.store.list(resource, namespace).map(({ metadata }) => ({ text: metadata.name }));
}

function namespaceOf({ namespace, allNamespaces }: Line, world: World): string | undefined {
  if (allNamespaces) return undefined;
  return namespace ?? currentNamespace(world.surroundings);
}

function containers(line: Line, world: World): Word[] {
  const name = line.arguments[0]?.replace(/^pods?\//, '');
  const pod = name && world.cluster.store.get('pods', namespaceOf(line, world), name);
  return pod ? pod.spec.containers.map((container: { name: string }) => ({ text: container.name })) : [];
}

/** Keys of the labels the kind's objects carry; behind `key=` the values. */
function labels(typed: string, line: Line, world: World): Word[] {
  const kind = kindCalled(line.arguments[0] ?? 'pods', world) ?? kindCalled('pods', world)!;
  const resource = kind.group ? `${kind.plural}.${kind.group}` : kind.plural;
  const objects = world.cluster.store.list(resource, kind.namespaced ? namespaceOf(line, world) : undefined);
  const before = typed.slice(0, typed.lastIndexOf(',') + 1);
  const [key, value] = typed.slice(before.length).split(/(?<!!)==?/);
  if (value === undefined)
    return keysOf(objects).map((text) => ({ text: `${before}${text}=`, label: text, open: true }));
  const start = typed.slice(0, typed.length - value.length);
  const values = new Set(objects.flatMap(({ metadata }) => metadata.labels?.[key!] ?? []));
  return [...values].map((text) => ({ text: start + text, label: text }));
}

function keysOf(objects: readonly KubernetesObject[]): string[] {
  return [...new Set(objects.flatMap(({ metadata }) => Object.keys(metadata.labels ?? {})))];
}

function isCalled({ name, aliases = [] }: Command, word: string): boolean {
  return name === word || aliases.includes(word);
}

function words(text: string): Word[] {
  return text.split(' ').map((word) => ({ text: word, open: word.endsWith('=') }));
}

function each<T extends string>(what: T, paths: string, separator = ' '): Record<string, T> {
  return Object.fromEntries(paths.split(separator).map((path) => [path, what]));
}
