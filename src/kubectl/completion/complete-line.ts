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
  return { ...found, words: found.words.filter(({ text }) => text.startsWith(word)) };
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

async function flagValues(call: Invocation, flag: Flag): Promise<Candidates> {
  switch (flag.name) {
    case 'namespace':
      return { words: await names(call, 'namespaces'), files: false };
    case 'output':
      return { words: OUTPUTS.map((text) => ({ text })), files: false };
    case 'dry-run':
      return { words: ['none', 'server', 'client'].map((text) => ({ text })), files: false };
    case 'context':
      return { words: contexts(call), files: false };
    default:
      return { words: [], files: flag.name === 'filename' || /file|kustomize|kubeconfig/.test(flag.name) };
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
    const objects = args.length === 0 || own === 'nodes' ? await names(call, own) : [];
    return { words: objects, files: path === 'cp' };
  }
  if (!TYPED.has(path)) return { words: [], files: false };
  const slash = word.indexOf('/');
  if (slash !== -1) {
    const type = word.slice(0, slash);
    const objects = await names(call, type);
    return { words: objects.map(({ text }) => ({ text: `${type}/${text}` })), files: false };
  }
  if (args.length > 0) return { words: path === 'explain' ? [] : await names(call, args[0]!), files: false };
  const resources = await discover(call.client);
  const types = resources.map(({ plural, group }) => ({ text: group ? `${plural}.${group}` : plural }));
  return { words: types.sort(byText), files: false };
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
  return one.text < other.text ? -1 : one.text > other.text ? 1 : 0;
}
