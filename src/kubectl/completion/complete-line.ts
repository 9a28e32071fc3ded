import { discover, resourcePath } from '../client/discovery.ts';
import { findResource } from '../client/resource-names.ts';
import type { Command } from '../command.ts';
import { COMMANDS } from '../commands.ts';
import { GLOBAL_FLAGS } from '../flag-sets.ts';
import { bareValue, type Flag } from '../flags.ts';
import type { Invocation } from '../invocation.ts';
import { listItems } from '../selection.ts';

/** A word that may stand at the end of the line, and what it means. */
interface Candidate {
  text: string;
  help?: string;
}

/** Candidates, and whether files may stand there as well. */
interface Candidates {
  words: readonly Candidate[];
  files: boolean;
  /** Only files with these endings, and folders. */
  endings?: readonly string[];
}

/** Types whose objects a command takes without their type. */
const OWN_TYPE: Readonly<Record<string, string>> = {
  logs: 'pods',
  exec: 'pods',
  attach: 'pods',
  'port-forward': 'pods',
  debug: 'pods',
  cp: 'pods',
  'top pod': 'pods',
  'top node': 'nodes',
  cordon: 'nodes',
  uncordon: 'nodes',
  drain: 'nodes',
};

/** Commands that take a pod by its name, or find one of an object of these types. */
const POD_OF = new Set(['logs', 'exec', 'attach', 'port-forward']);
const POD_OWNERS = 'daemonsets,deployments,pods,jobs,replicasets,replicationcontrollers,services,statefulsets'.split(
  ',',
);

/** Commands that work on some types only. */
const OWN_TYPES: Readonly<Record<string, readonly string[]>> = {
  taint: ['node'],
  expose: ['pod', 'service', 'replicationcontroller', 'deployment', 'replicaset'],
  scale: ['deployment', 'replicaset', 'replicationcontroller', 'statefulset'],
  autoscale: ['deployment', 'replicaset', 'replicationcontroller', 'statefulset'],
  'rollout pause': ['deployment'],
  'rollout resume': ['deployment'],
  'rollout history': ['deployment', 'daemonset', 'statefulset'],
  'rollout restart': ['deployment', 'daemonset', 'statefulset'],
  'rollout status': ['deployment', 'daemonset', 'statefulset'],
  'rollout undo': ['deployment', 'daemonset', 'statefulset'],
  'set image': [
    'daemonsets',
    'deployments',
    'pods',
    'cronjobs',
    'replicasets',
    'replicationcontrollers',
    'statefulsets',
  ],
};

/** Commands whose first word is a type and whose others are objects of it. */
const TYPED = new Set(
  'get,describe,delete,edit,label,annotate,patch,scale,expose,autoscale,wait,taint,explain,rollout history,rollout pause,rollout restart,rollout resume,rollout status,rollout undo,set env,set image,set resources,set selector,set serviceaccount'.split(
    ',',
  ),
);

const OUTPUTS =
  'json,yaml,name,go-template,go-template-file,template,templatefile,jsonpath,jsonpath-as-json,jsonpath-file,custom-columns,custom-columns-file,wide'.split(
    ',',
  );

/** What may stand in the place of the last of `words`, a line without `kubectl`. Never fails: unknown means nothing. */
export async function completeLine(call: Invocation, words: readonly string[]): Promise<Candidates> {
  const word = words.at(-1) ?? '';
  const line = readLine(words.slice(0, -1));
  const found = await candidates(call, line, word);
  const begun = /^--[\w-]+=(.*)$/.exec(word)?.[1] ?? word;
  return { ...found, words: found.words.filter(({ text }) => text.startsWith(begun)) };
}

interface Line {
  path: string;
  command: Command;
  flags: readonly Flag[];
  args: readonly string[];
  /** The flag whose value comes next. */
  open?: Flag;
  inside: boolean;
}

function readLine(words: readonly string[]): Line {
  let command: Command = COMMANDS;
  const path: string[] = [];
  const args: string[] = [];
  let open: Flag | undefined;
  for (const word of words) {
    const flags = [...(command.flags ?? []), ...GLOBAL_FLAGS];
    if (open) open = undefined;
    else if (word === '--') return { path: path.join(' '), command, flags, args, inside: true };
    else if (word.startsWith('-')) open = word.includes('=') ? undefined : valued(flags, word);
    else {
      const next = args.length === 0 ? command.commands?.find(({ name }) => name === word) : undefined;
      if (next) {
        command = next;
        path.push(word);
      } else args.push(word);
    }
  }
  const flags = [...(command.flags ?? []), ...GLOBAL_FLAGS];
  return { path: path.join(' '), command, flags, args, inside: false, ...(open ? { open } : {}) };
}

function valued(flags: readonly Flag[], word: string): Flag | undefined {
  const flag = flags.find(({ name, short }) => word === `--${name}` || word === `-${short}`);
  return flag && bareValue(flag) === undefined ? flag : undefined;
}

async function candidates(call: Invocation, line: Line, word: string): Promise<Candidates> {
  if (line.inside) return { words: [], files: true };
  if (line.open) return flagValues(call, line.open);
  const valueAt = word.startsWith('--') ? word.indexOf('=') : -1;
  if (valueAt !== -1) return inlineValues(call, line, word.slice(0, valueAt));
  if (word.startsWith('-')) {
    const flags = line.flags.map(({ name, help }) => ({ text: `--${name}`, help })).sort(byText);
    return { words: flags, files: false };
  }
  const { commands = [] } = line.command;
  if (commands.length > 0 && line.args.length === 0) {
    const names = commands.map(({ name, short }) => ({ text: name, help: short })).sort(byText);
    return { words: names, files: false };
  }
  return argumentsOf(call, line, word);
}

/** `--output=j`: the values, without the flag. */
async function inlineValues(call: Invocation, line: Line, flag: string): Promise<Candidates> {
  const found = line.flags.find(({ name }) => `--${name}` === flag);
  if (!found) return { words: [], files: false };
  return flagValues(call, found);
}

async function flagValues(call: Invocation, flag: Flag): Promise<Candidates> {
  switch (flag.name) {
    case 'namespace':
      return { words: await names(call, 'namespaces'), files: false };
    case 'output':
      return { words: OUTPUTS.map((text) => ({ text })), files: false };
    case 'dry-run':
      return { words: ['none', 'server', 'client'].map((text) => ({ text })), files: false };
    case 'context':
    case 'cluster':
    case 'user':
      return { words: (call.kubeconfig?.[`${flag.name}s`] ?? []).map(({ name }) => ({ text: name })), files: false };
    case 'filename':
      return { words: [], files: true, endings: ['json', 'yaml', 'yml'] };
    default:
      return { words: [], files: /file|kustomize|kubeconfig/.test(flag.name) };
  }
}

async function argumentsOf(call: Invocation, { path, args }: Line, word: string): Promise<Candidates> {
  if (path === 'completion') {
    return { words: args.length === 0 ? SHELLS.map((text) => ({ text })) : [], files: false };
  }
  if (/^config (use|delete|rename|set)-context$/.test(path)) {
    return { words: args.length === 0 ? contexts(call) : [], files: false };
  }
  const own = OWN_TYPE[path];
  if (own) {
    const objects = args.length === 0 ? await names(call, own) : [];
    const owners = args.length === 0 && POD_OF.has(path) ? POD_OWNERS.map((type) => ({ text: `${type}/` })) : [];
    return { words: [...objects, ...owners], files: path === 'cp' };
  }
  if (!TYPED.has(path)) return { words: [], files: false };
  const slash = word.indexOf('/');
  if (slash !== -1) {
    const type = word.slice(0, slash);
    const objects = await names(call, type);
    return { words: objects.map(({ text }) => ({ text: `${type}/${text}` })), files: false };
  }
  if (args.length > 0) {
    return { words: path === 'explain' ? [] : without(await names(call, args[0]!), args.slice(1)), files: false };
  }
  if (OWN_TYPES[path]) return { words: OWN_TYPES[path].map((text) => ({ text })), files: false };
  // After a comma another type goes on with the same word.
  const before = word.slice(0, word.lastIndexOf(',') + 1);
  const resources = (await discover(call.client)).filter(({ verbs }) => path === 'explain' || verbs.includes('list'));
  const sorted = resources.toSorted(
    (one, other) => compare(one.group, other.group) || compare(one.plural, other.plural),
  );
  const types = sorted.map(({ plural, group }) => ({ text: before + (group ? `${plural}.${group}` : plural) }));
  return { words: types, files: false };
}

function without(candidates: readonly Candidate[], given: readonly string[]): readonly Candidate[] {
  return candidates.filter(({ text }) => !given.includes(text));
}

const SHELLS = ['bash', 'zsh', 'fish', 'powershell'];

function contexts(call: Invocation): Candidate[] {
  return (call.kubeconfig?.contexts ?? []).map(({ name }) => ({ text: name }));
}

async function names(call: Invocation, type: string): Promise<Candidate[]> {
  try {
    const resource = await findResource(call.client, type);
    const list = await call.client.get(resourcePath(resource, resource.namespaced ? call.namespace : undefined));
    return listItems(resource, list).map(({ name }) => ({ text: name }));
  } catch {
    return [];
  }
}

function byText(one: Candidate, other: Candidate): number {
  return compare(one.text, other.text);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
