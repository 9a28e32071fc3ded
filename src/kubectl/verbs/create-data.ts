import { bytesOfText, isBinary } from '../../cluster/index.ts';
import type { Json } from '../client/api-client.ts';
import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { createObject, metadata, nameArgument } from './create-object.ts';

const KEY_SYNTAX =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or " +
  "'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";
const VARIABLE_SYNTAX =
  "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not " +
  "start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is " +
  "'[-._a-zA-Z][-._a-zA-Z0-9]*')";

/** `kubectl create configmap`. */
export async function createConfigMap(call: Invocation): Promise<void> {
  const name = nameArgument(call);
  const data = [...(await collectData(call, 'ConfigMap', name))];
  const [plain, binary] = [data.filter(([, text]) => !isBinary(text)), data.filter(([, text]) => isBinary(text))];
  const texts = plain.length > 0 ? { data: Object.fromEntries(plain) } : {};
  const encoded = binary.map(([key, text]) => [key, base64(text)]);
  const binaries = encoded.length > 0 ? { binaryData: Object.fromEntries(encoded) } : {};
  const object = {
    kind: 'ConfigMap',
    apiVersion: 'v1',
    metadata: metadata(call, name),
    ...texts,
    ...binaries,
  };
  await createObject(call, object, 'failed to create configmap:');
}

/** `kubectl create secret generic`. */
export async function createGenericSecret(call: Invocation): Promise<void> {
  const name = nameArgument(call);
  const data = await collectData(call, 'Secret', name);
  await createSecret(call, name, call.flags.string('type') || undefined, Object.fromEntries(data));
}

/** `kubectl create secret tls`. */
export async function createTlsSecret(call: Invocation): Promise<void> {
  const name = nameArgument(call);
  const [cert, key] = [call.flags.string('cert'), call.flags.string('key')];
  if (!cert || !key) throw new Failure('key and cert must be specified');
  const read = async (path: string): Promise<string> => {
    const full = call.context.resolve(path);
    if (await call.context.fs.exists(full)) return call.context.fs.readFile(full);
    throw new Failure(`Cannot read file ${path}, open ${path}: no such file or directory`);
  };
  await createSecret(call, name, 'kubernetes.io/tls', { 'tls.crt': await read(cert), 'tls.key': await read(key) });
}

/** `kubectl create secret docker-registry`. */
export async function createRegistrySecret(call: Invocation): Promise<void> {
  const name = nameArgument(call);
  const username = call.flags.string('docker-username');
  const password = call.flags.string('docker-password');
  const email = call.flags.string('docker-email');
  if (!username || !password) {
    throw new Failure(
      'either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
    );
  }
  const entry = { username, password, ...(email ? { email } : {}), auth: base64(`${username}:${password}`) };
  const config = JSON.stringify({ auths: { [call.flags.string('docker-server')]: entry } });
  await createSecret(call, name, 'kubernetes.io/dockerconfigjson', { '.dockerconfigjson': config });
}

async function createSecret(
  call: Invocation,
  name: string,
  type: string | undefined,
  data: Record<string, string>,
): Promise<void> {
  const encoded = Object.fromEntries(Object.entries(data).map(([key, value]) => [key, base64(value)]));
  const object: Json = {
    kind: 'Secret',
    apiVersion: 'v1',
    metadata: metadata(call, name),
    ...(Object.keys(encoded).length > 0 ? { data: encoded } : {}),
    ...(type ? { type } : {}),
  };
  // Real kubectl has no colon here.
  await createObject(call, object, 'failed to create secret');
}

async function collectData(call: Invocation, kind: string, name: string): Promise<Map<string, string>> {
  const data = new Map<string, string>();
  const add = (key: string, value: string): void => {
    if (!/^[-._a-zA-Z0-9]+$/.test(key))
      throw new Failure(`"${key}" is not a valid key name for a ${kind}: ${KEY_SYNTAX}`);
    if (data.has(key)) {
      // Real kubectl words it in two ways.
      throw new Failure(
        kind === 'Secret'
          ? `cannot add key ${key}, another key by that name already exists`
          : `cannot add key "${key}", another key by that name already exists in Data for ${kind} "${name}"`,
      );
    }
    data.set(key, value);
  };
  for (const source of call.flags.list('from-file')) await addFile(call, source, add);
  for (const source of call.flags.list('from-literal')) addLiteral(source, add);
  for (const path of call.flags.list('from-env-file')) {
    for (const [key, value] of parseVariables(await readSource(call, path))) add(key, value);
  }
  return new Map([...data].sort(([one], [other]) => (one < other ? -1 : 1)));
}

function addLiteral(source: string, add: (key: string, value: string) => void): void {
  const equals = source.indexOf('=');
  if (equals < 1) throw new Failure(`invalid literal source ${source}, expected key=value`);
  const value = source.slice(equals + 1);
  add(source.slice(0, equals), /^(["']).*\1$/s.test(value) ? value.slice(1, -1) : value);
}

async function addFile(call: Invocation, source: string, add: (key: string, value: string) => void): Promise<void> {
  if (source.split('=').length > 2) throw new Failure("key names or file paths cannot contain '='");
  if (source.startsWith('=')) throw new Failure(`key name for file path ${source.slice(1)} missing`);
  if (source.endsWith('=')) throw new Failure(`file path for key name ${source.slice(0, -1)} missing`);
  const [, key, path] = /^(?:([^=]+)=)?(.*)$/s.exec(source)!;
  const { fs } = call.context;
  const full = call.context.resolve(path!);
  if (!(await fs.exists(full))) throw new Failure(`error reading ${path}: no such file or directory`);
  if (!(await fs.stat(full)).isDirectory) {
    return add(key ?? path!.split('/').at(-1)!, await fs.readFile(full));
  }
  if (key) throw new Failure('cannot give a key name for a directory path');
  for (const entry of (await fs.readdir(full)).sort()) {
    const file = `${full.replace(/\/$/, '')}/${entry}`;
    if ((await fs.stat(file)).isFile) add(entry, await fs.readFile(file));
  }
}

async function readSource(call: Invocation, path: string): Promise<string> {
  const full = call.context.resolve(path);
  if (!(await call.context.fs.exists(full))) throw new Failure(`error reading ${path}: no such file or directory`);
  return call.context.fs.readFile(full);
}

function* parseVariables(text: string): Generator<[string, string]> {
  for (const line of text.split(/\r?\n/)) {
    const trimmed = line.trimStart();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const equals = trimmed.indexOf('=');
    const key = equals === -1 ? trimmed : trimmed.slice(0, equals);
    if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(key))
      throw new Failure(`"${key}" is not a valid key name: ${VARIABLE_SYNTAX}`);
    yield [key, equals === -1 ? '' : trimmed.slice(equals + 1)];
  }
}

function base64(text: string): string {
  return btoa(Array.from(bytesOfText(text), (byte) => String.fromCharCode(byte)).join(''));
}
