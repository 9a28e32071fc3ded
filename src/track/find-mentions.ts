import { allCommands } from './commands/all-commands.ts';
import { type KubectlCall, kubectlCall } from './commands/kubectl-call.ts';
import type { Command } from './commands/split-commands.ts';
import { appliedManifests, cleanPath, writtenPaths } from './manifests/applied-manifests.ts';
import { manifestDocuments } from './manifests/manifest-documents.ts';
import type { Mentions, Track } from './types.ts';

interface Found {
  namespaces: Set<string>;
  pods: Set<string>;
  files: Set<string>;
}

const POD_VERBS = new Set(['exec', 'logs', 'attach', 'cp', 'port-forward', 'debug']);
const OBJECT_VERBS = new Set(['get', 'label', 'annotate', 'describe', 'delete', 'edit', 'patch', 'wait', 'expose']);
const POD_KINDS = new Set(['pod', 'pods', 'po']);
const NAMESPACE_KINDS = new Set(['namespace', 'namespaces', 'ns']);
const FILE_READERS = new Set([
  'cat',
  'sed',
  'head',
  'tail',
  'less',
  'more',
  'grep',
  'awk',
  'envsubst',
  'cp',
  'mv',
  'source',
  '.',
  'bash',
  'sh',
  'vi',
  'vim',
  'nano',
  'wc',
  'diff',
  'yq',
  'jq',
]);
const FILE = /^(?:[\w.-]+\/)+[\w.-]+\.(?:ya?ml|json|sh|txt|conf|cfg|env|md|py|tmpl|tpl|csv|crt|key|pem)$/;
const CLUSTER_HOST =
  /(?<=^|[\s'"@]|:\/\/)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.([a-z0-9](?:[a-z0-9-]*[a-z0-9])?)(?:\.svc(?:\.cluster\.local)?)?(?=[\s:/'"`|;)]|$)/g;
/** Ends of names outside the cluster and of files; not `dev`, which labs use as a namespace. */
const NO_NAMESPACES = new Set('com org net io gov edu info biz local yaml yml json html txt log sh gz'.split(' '));
/** Of whoever works on an Instruqt machine. */
const HOME = /^(?:~|\$HOME|\$\{HOME\}|\/root)\//;
const PROBES = /\b(?:curl|wget|nc|ncat|ping|nslookup|dig|nmap|telnet|http)\b/;

/**
 * What a track's blocks take for granted, to find the environment that has it: namespaces, pods as
 * `namespace/name`, and files on the host. What its own blocks create is apart, in `created`.
 */
export function findMentions(track: Track): Mentions {
  const mentioned = empty();
  const created = empty();
  const blocks = track.challenges.flatMap(({ steps }) => steps).flatMap((step) => step.blocks);
  noteSetUp(track, created);
  let directory: string | undefined = '';
  for (const block of blocks.filter(({ runnable }) => runnable)) {
    noteCreatedObjects(block.code.text, created);
    for (const command of allCommands(block.code.text)) {
      directory = changeDirectory(command, directory);
      const call = kubectlCall(command);
      if (call) noteCall(call, mentioned, created);
      noteHosts(command, mentioned);
      noteFiles(command, call, directory, mentioned);
      for (const path of writtenPaths(command)) created.files.add(path);
      noteFetched(command, created);
    }
  }
  return withoutCreated(mentioned, created);
}

/** What set-up scripts and firedrill.yml bring is there before the first block. */
function noteSetUp({ scripts, challenges, sidecar }: Track, created: Found): void {
  for (const { text } of [...scripts.setup, ...challenges.flatMap((challenge) => challenge.scripts.setup)]) {
    noteCreatedObjects(text, created);
    for (const command of allCommands(text)) {
      const call = kubectlCall(command);
      if (call) noteCall(call, empty(), created);
      for (const path of writtenPaths(command)) created.files.add(path.replace(HOME, ''));
      noteFetched(command, created);
    }
  }
  for (const path of Object.keys(sidecar.files)) created.files.add(path.replace(HOME, ''));
}

function empty(): Found {
  return { namespaces: new Set(), pods: new Set(), files: new Set() };
}

function noteCreatedObjects(script: string, created: Found): void {
  for (const { text } of appliedManifests(script, () => undefined)) {
    for (const { kind, name, namespace } of manifestDocuments(text)) {
      if (kind === 'Namespace') created.namespaces.add(name);
      if (kind === 'Pod') created.pods.add(`${namespace || 'default'}/${name}`);
    }
  }
}

function noteCall(call: KubectlCall, mentioned: Found, created: Found): void {
  const [kind = '', ...names] = call.arguments;
  const namespace = call.namespace ?? 'default';
  if (call.namespace && isName(call.namespace)) mentioned.namespaces.add(call.namespace);
  if (call.verb === 'create' && NAMESPACE_KINDS.has(kind)) addNames(created.namespaces, names);
  else if (call.verb === 'run') addNames(created.pods, [`${namespace}/${kind}`]);
  else if (POD_VERBS.has(call.verb)) addNames(mentioned.pods, podNames(call, namespace));
  else if (OBJECT_VERBS.has(call.verb)) noteObjects(kind, names, namespace, mentioned);
}

/** `exec NAME`, `exec pod/NAME`; `cp` names its pod before a colon. */
function podNames({ verb, arguments: given }: KubectlCall, namespace: string): string[] {
  if (verb === 'cp')
    return given.filter((path) => path.includes(':')).map((path) => inNamespace(path.split(':')[0]!, namespace));
  const name = given[0]?.replace(/^(?:pods?|po)\//, '') ?? '';
  return name.includes('/') ? [] : [`${namespace}/${name}`];
}

function inNamespace(name: string, namespace: string): string {
  return name.includes('/') ? name : `${namespace}/${name}`;
}

function noteObjects(kind: string, names: readonly string[], namespace: string, mentioned: Found): void {
  const slashed = /^(?:pods?|po)\/(.+)$/.exec(kind)?.[1];
  if (slashed) addNames(mentioned.pods, [`${namespace}/${slashed}`]);
  const objects = names.filter((name) => !/[=:]|-$/.test(name));
  if (POD_KINDS.has(kind))
    addNames(
      mentioned.pods,
      objects.map((name) => `${namespace}/${name}`),
    );
  if (NAMESPACE_KINDS.has(kind)) addNames(mentioned.namespaces, objects);
}

/** `frontend.hipstershop` asked for by a probe speaks of a namespace. */
function noteHosts({ words }: Command, mentioned: Found): void {
  const line = words.map(({ text }) => text).join(' ');
  if (!PROBES.test(line)) return;
  for (const word of words.slice(1)) {
    for (const match of word.text.matchAll(CLUSTER_HOST))
      if (!NO_NAMESPACES.has(match[1]!)) addNames(mentioned.namespaces, [match[1]!]);
  }
}

function noteFiles(
  command: Command,
  call: KubectlCall | undefined,
  directory: string | undefined,
  mentioned: Found,
): void {
  if (directory === undefined) return;
  const program = command.words.find(({ text }) => text !== 'sudo')?.text ?? '';
  const read = FILE_READERS.has(program) ? command.words.slice(1).map(({ text }) => text) : [];
  const input = command.redirections.filter(({ operator }) => operator === '<').map(({ target }) => target.text);
  const paths = [...read, ...input].filter((path) => FILE.test(cleanPath(path)));
  const given = (call?.files ?? []).filter((path) => path !== '-' && !/^\w+:\/\/|[$*{}[\]?<>]/.test(path));
  for (const path of [...given, ...paths]) {
    const relative = cleanPath(path.replace(/^~\//, ''));
    if (!relative.startsWith('/') && !relative.startsWith('..')) mentioned.files.add(directory + relative);
  }
}

/** Files a download brings are the document's own. */
function noteFetched({ words }: Command, created: Found): void {
  const texts = words.map(({ text }) => text);
  const [program = ''] = texts;
  const urls = texts.filter((text) => /^https?:\/\//.test(text));
  if (program === 'git' && texts[1] === 'clone') {
    const target =
      texts.slice(3).find((text) => !text.startsWith('-')) ??
      urls[0]
        ?.split('/')
        .at(-1)
        ?.replace(/\.git$/, '');
    if (target) created.files.add(`${cleanPath(target)}/`);
  }
  if (program === 'curl' || program === 'wget') {
    const output = texts[texts.findIndex((text) => /^-[a-zA-Z]*[oO]$|^--output$/.test(text)) + 1];
    for (const name of [output, ...urls.map((url) => url.split('/').at(-1))])
      if (name) created.files.add(cleanPath(name));
  }
}

/** Undefined: somewhere outside the home directory; paths there are not the environment's. */
function changeDirectory({ words }: Command, directory: string | undefined): string | undefined {
  if (words[0]?.text !== 'cd') return directory;
  const target = (words[1]?.text ?? '~').replace(/^~\/?/, '~/');
  if (target === '~/' || target === '$HOME') return '';
  if (target.startsWith('~/')) return `${cleanPath(target.slice(2)).replace(/\/$/, '')}/`;
  if (directory === undefined || /^[/$-]/.test(target)) return undefined;
  if (!target.startsWith('..')) return `${directory}${cleanPath(target).replace(/\/$/, '')}/`;
  return target === '..' || target === '../' ? directory.replace(/[^/]+\/$/, '') : undefined;
}

function isName(text: string): boolean {
  return /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/.test(text);
}

function addNames(set: Set<string>, names: readonly string[]): void {
  for (const name of names) if (name.split('/').every(isName)) set.add(name);
}

function withoutCreated(mentioned: Found, created: Found): Mentions {
  const folders = [...created.files].filter((path) => path.endsWith('/'));
  const isOwn = (path: string) => created.files.has(path) || folders.some((folder) => path.startsWith(folder));
  const isOwnPod = (pod: string) => created.pods.has(pod) || created.namespaces.has(pod.split('/')[0]!);
  return {
    namespaces: [...mentioned.namespaces].filter((name) => !created.namespaces.has(name)),
    pods: [...mentioned.pods].filter((pod) => !isOwnPod(pod)),
    files: [...mentioned.files].filter((path) => !isOwn(path)),
    created: { namespaces: [...created.namespaces], pods: [...created.pods], files: [...created.files] },
  };
}
