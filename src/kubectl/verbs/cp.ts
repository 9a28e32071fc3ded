import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { defaultContainer } from './pods-of.ts';
import { runRemote } from './remote.ts';

interface Place {
  pod?: string;
  namespace?: string;
  path: string;
}

/**
 * `kubectl cp` for files of any content and folders of them. The container needs `sh`, `cat` and `find` beside the `tar`
 * that real kubectl needs.
 */
export async function cp(call: Invocation): Promise<void> {
  if (call.args.length !== 2) throw new Failure('source and destination are required');
  const [from, to] = call.args.map(readPlace) as [Place, Place];
  if (from.pod && to.pod) throw new Failure('one of src or dest must be a local file specification');
  if (!from.pod && !to.pod) throw new Failure('one of src or dest must be a remote file specification');
  if (from.path === '' || to.path === '') throw new Failure('filepath can not be empty');
  if (from.pod) await download(call, from, to.path);
  else await upload(call, from.path, to);
}

function readPlace(text: string): Place {
  const colon = text.indexOf(':');
  if (colon === -1 || /^[./]/.test(text)) return { path: text };
  const parts = text.slice(0, colon).split('/');
  if (parts.length > 2) throw new Failure('filespec must match the canonical format: [[namespace/]pod:]file/path');
  return { pod: parts.at(-1)!, namespace: parts.length === 2 ? parts[0] : undefined, path: text.slice(colon + 1) };
}

async function download(call: Invocation, from: Place, path: string): Promise<void> {
  // Only for what it says: real kubectl prints tar's errors as its own output.
  await inPod(call, from, ['tar', 'cf', '-', from.path], { stdout: () => {}, stderr: (text) => call.print(text) });
  const listing = 'if [ -d "$0" ]; then cd "$0" && find . -type d && echo && find . -type f; fi';
  const listed = (await output(call, from, ['sh', '-c', listing, from.path])).split('\n');
  if (listed[0] === '') {
    await requireFile(call, path);
    await writeBelow(call, call.context.resolve(path), await output(call, from, ['cat', from.path]));
    return;
  }
  const folder = call.context.resolve(path).replace(/\/$/, '');
  const gap = listed.indexOf('');
  for (const name of listed.slice(0, gap)) await call.context.fs.mkdir(`${folder}/${name}`, { recursive: true });
  for (const name of listed
    .slice(gap + 1)
    .filter(Boolean)
    .map((each) => each.replace(/^\.\//, ''))) {
    const text = await output(call, from, ['cat', `${from.path.replace(/\/$/, '')}/${name}`]);
    await writeBelow(call, `${folder}/${name}`, text);
  }
}

async function output(call: Invocation, from: Place, command: string[]): Promise<string> {
  let text = '';
  await inPod(call, from, command, { stdout: (part) => void (text += part) });
  return text;
}

async function writeBelow(call: Invocation, path: string, text: string): Promise<void> {
  await call.context.fs.mkdir(path.slice(0, path.lastIndexOf('/')) || '/', { recursive: true });
  await call.context.fs.writeFile(path, text);
}

/** A file does not go into a folder by itself: real kubectl wants its name there too. */
async function requireFile(call: Invocation, path: string): Promise<void> {
  const full = call.context.resolve(path);
  const isFolder = (await call.context.fs.exists(full)) && (await call.context.fs.stat(full)).isDirectory;
  if (isFolder) throw new Failure(`open ${path}: is a directory`);
}

async function upload(call: Invocation, path: string, to: Place): Promise<void> {
  const full = call.context.resolve(path);
  if (!(await call.context.fs.exists(full))) throw new Failure(`${path} doesn't exist in local filesystem`);
  const { fs } = call.context;
  if ((await fs.stat(full)).isDirectory) {
    const name = full.split('/').at(-1)!;
    // As with cp -r: into a folder that is there, else under the new name.
    const target = 'if [ -d "$0" ]; then echo "${0%/}/$1"; else echo "${0%/}"; fi';
    const folder = (await output(call, to, ['sh', '-c', target, to.path, name])).trimEnd();
    for (const each of ['', ...(await foldersBelow(call, full))]) {
      await inPod(call, to, ['mkdir', '-p', `${folder}/${each}`], {});
    }
    for (const file of await filesBelow(call, full)) await uploadFile(call, `${full}/${file}`, to, `${folder}/${file}`);
    return;
  }
  const text = await call.context.fs.readFile(full);
  const name = path.split('/').at(-1)!;
  const script = 'if [ -d "$0" ]; then cat > "$0/$1"; else cat > "$0"; fi';
  await inPod(call, to, ['sh', '-c', script, to.path, name], { input: oneChunk(text) });
}

async function filesBelow(call: Invocation, folder: string): Promise<string[]> {
  const { fs } = call.context;
  const files: string[] = [];
  for (const entry of (await fs.readdir(folder)).sort()) {
    const isFolder = (await fs.stat(`${folder}/${entry}`)).isDirectory;
    if (!isFolder) files.push(entry);
    else for (const inner of await filesBelow(call, `${folder}/${entry}`)) files.push(`${entry}/${inner}`);
  }
  return files;
}

async function foldersBelow(call: Invocation, folder: string): Promise<string[]> {
  const { fs } = call.context;
  const folders: string[] = [];
  for (const entry of (await fs.readdir(folder)).sort()) {
    if (!(await fs.stat(`${folder}/${entry}`)).isDirectory) continue;
    folders.push(entry, ...(await foldersBelow(call, `${folder}/${entry}`)).map((inner) => `${entry}/${inner}`));
  }
  return folders;
}

async function uploadFile(call: Invocation, path: string, to: Place, target: string): Promise<void> {
  const text = await call.context.fs.readFile(path);
  await inPod(call, to, ['sh', '-c', 'mkdir -p "${0%/*}" && cat > "$0"', target], { input: oneChunk(text) });
}

async function* oneChunk(text: string): AsyncGenerator<string> {
  yield text;
}

async function inPod(
  call: Invocation,
  { pod: name, namespace = call.namespace }: Place,
  command: string[],
  streams: { stdout?(text: string): void; stderr?(text: string): void; input?: AsyncIterable<string> },
): Promise<void> {
  const pod = await call.client.get(
    `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(name!)}`,
  );
  const { phase } = pod.status ?? {};
  if (phase === 'Succeeded' || phase === 'Failed') {
    throw new Failure(`cannot exec into a container in a completed pod; current phase is ${phase}`);
  }
  const container = call.flags.string('container') || defaultContainer(call, pod, false);
  await runRemote(call, pod, 'exec', {
    container,
    command,
    stdin: streams.input !== undefined,
    tty: false,
    ...streams,
  });
}
