import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { defaultContainer } from './pods-of.ts';
import { runRemote } from './remote.ts';

interface Place {
  pod?: string;
  namespace?: string;
  path: string;
}

/** `kubectl cp` for single text files. The container needs `cat` to read and `sh` to write, where real kubectl needs `tar`. */
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
  let text = '';
  await inPod(call, from, ['cat', from.path], { stdout: (part) => void (text += part) });
  await call.context.fs.writeFile(await fileIn(call, path, from.path), text);
}

/** A folder as the destination keeps the file's name. */
async function fileIn(call: Invocation, path: string, source: string): Promise<string> {
  const full = call.context.resolve(path);
  const isFolder = (await call.context.fs.exists(full)) && (await call.context.fs.stat(full)).isDirectory;
  return isFolder ? `${full.replace(/\/$/, '')}/${source.split('/').at(-1)}` : full;
}

async function upload(call: Invocation, path: string, to: Place): Promise<void> {
  const full = call.context.resolve(path);
  if (!(await call.context.fs.exists(full))) throw new Failure(`${path} doesn't exist in local filesystem`);
  if ((await call.context.fs.stat(full)).isDirectory)
    throw new Failure('this kubectl copies single files; name each file of the directory');
  const text = await call.context.fs.readFile(full);
  const name = path.split('/').at(-1)!;
  const script = 'if [ -d "$0" ]; then cat > "$0/$1"; else cat > "$0"; fi';
  await inPod(call, to, ['sh', '-c', script, to.path, name], { input: oneChunk(text) });
}

async function* oneChunk(text: string): AsyncGenerator<string> {
  yield text;
}

async function inPod(
  call: Invocation,
  { pod: name, namespace = call.namespace }: Place,
  command: string[],
  streams: { stdout?(text: string): void; input?: AsyncIterable<string> },
): Promise<void> {
  const pod = await call.client.get(
    `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(name!)}`,
  );
  const container = call.flags.string('container') || defaultContainer(call, pod, false);
  await runRemote(call, pod, 'exec', {
    container,
    command,
    stdin: streams.input !== undefined,
    tty: false,
    ...streams,
  });
}
