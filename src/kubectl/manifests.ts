import { type Document, parseDocument } from 'yaml';
import { type JsonStream, readJsonStream } from '../cluster/index.ts';
import type { Json } from './client/api-client.ts';
import { Failure, throwCollected } from './failure.ts';
import { goYamlError } from './go-yaml/go-yaml-error.ts';
import type { Invocation } from './invocation.ts';
import { metadataProblem } from './metadata-problem.ts';
import { GO_YAML } from './yaml-reader.ts';

/** One object of a manifest, or why it could not be read; in the order written. */
export type ManifestEntry = { source: string; object: Json } | { source: string; failure: Failure };

/** Reads everything `-f` and `-k` name. Throws for paths that are not there. */
export async function readManifests(call: Invocation, options: { validate: boolean }): Promise<ManifestEntry[]> {
  const kustomization = call.flags.string('kustomize');
  const entries: ManifestEntry[] = [];
  if (kustomization) {
    const { buildKustomization } = await import('./kustomize/build.ts');
    for (const object of await buildKustomization(call, kustomization)) entries.push({ source: kustomization, object });
  }
  const missing: unknown[] = [];
  for (const name of call.flags.list('filename')) {
    try {
      for (const { source, text } of await readSource(call, name)) {
        entries.push(...readDocuments(text, source, options.validate));
      }
    } catch (failure) {
      missing.push(failure);
    }
  }
  throwCollected(missing);
  return entries;
}

/**
 * YAML 1.1 as Go reads it (`yes`, `on`, `y` are booleans), one value a document; comment-only documents are left out.
 * With `core` as kustomize reads resources: only `true` and `false` are booleans.
 */
export function parseManifest(text: string, source: string, options: { core?: boolean } = {}): Json[] {
  if (looksLikeJson(text) && !options.core) {
    const { values, problem } = readJsonStream(text);
    if (problem) throw jsonFailure(source, problem);
    return values;
  }
  return splitDocuments(text).flatMap((part) => {
    const value = parsePart(part, source, options.core);
    return value === null || value === undefined ? [] : [value];
  });
}

/** Throws for the first path of `-f` that is not there. */
export async function requirePaths(call: Invocation): Promise<void> {
  for (const name of call.flags.list('filename')) {
    const isPath = name !== '-' && !/^https?:\/\//.test(name);
    if (isPath && !(await call.context.fs.exists(call.context.resolve(name))) && (await glob(call, name)).length === 0)
      throw new Failure(`the path "${name}" does not exist`);
  }
}

async function readSource(call: Invocation, name: string): Promise<{ source: string; text: string }[]> {
  const { fs } = call.context;
  if (name === '-') return [{ source: 'STDIN', text: await call.context.stdin() }];
  if (/^https?:\/\//.test(name)) return [{ source: name, text: await download(call, name) }];
  const path = call.context.resolve(name);
  if (!(await fs.exists(path))) {
    const matches = await glob(call, name);
    if (matches.length > 0) return (await Promise.all(matches.map((match) => readSource(call, match)))).flat();
    throw new Failure(`the path "${name}" does not exist`);
  }
  if (!(await fs.stat(path)).isDirectory) return [{ source: name, text: await fs.readFile(path) }];
  const files = await filesBelow(call, name.replace(/\/+$/, ''), call.flags.bool('recursive'));
  if (files.length === 0) {
    throw new Failure(`error reading [${name}]: recognized file extensions are [.json .yaml .yml]`);
  }
  return Promise.all(
    files.map(async (file) => ({ source: file, text: await fs.readFile(call.context.resolve(file)) })),
  );
}

/** What the machine's own curl gets there, so that names, policies and servers have their say. */
async function download(call: Invocation, url: string): Promise<string> {
  let printed = '';
  let complaint = '';
  const code = await call.context.exec(['curl', '-sSL', '-w', '\n%{http_code}', url], {
    stdout: (text) => void (printed += text),
    stderr: (text) => void (complaint += text),
  });
  const end = printed.lastIndexOf('\n');
  const status = printed.slice(end + 1);
  if (code !== 0) throw new Failure(unreachable(url, code, complaint));
  if (!status.startsWith('2')) {
    const reason = REASONS[status] ?? '';
    throw new Failure(`unable to read URL "${url}", server reported ${status} ${reason}, status code=${status}`);
  }
  return printed.slice(0, end);
}

const REASONS: Readonly<Record<string, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** curl's exit code for a name nobody knows. */
const NO_SUCH_HOST = 6;

function unreachable(url: string, code: number, complaint: string): string {
  const hostname = URL.canParse(url) ? new URL(url).hostname : '';
  if (code === NO_SUCH_HOST) return `Get "${url}": dial tcp: lookup ${hostname} on 127.0.0.53:53: no such host`;
  return `Get "${url}": ${complaint.trim().replace(/^curl: \(\d+\) /, '')}`;
}

async function filesBelow(call: Invocation, folder: string, recursive: boolean): Promise<string[]> {
  const { fs } = call.context;
  const files: string[] = [];
  for (const entry of (await fs.readdir(call.context.resolve(folder))).sort()) {
    const path = folder === '.' ? entry : `${folder}/${entry}`;
    if ((await fs.stat(call.context.resolve(path))).isDirectory) {
      if (recursive) files.push(...(await filesBelow(call, path, true)));
    } else if (/\.(?:json|ya?ml)$/.test(entry)) files.push(path);
  }
  return files;
}

/** A pattern the shell left alone: kubectl expands `*` and `?` in the last part itself. */
async function glob(call: Invocation, pattern: string): Promise<string[]> {
  const slash = pattern.lastIndexOf('/');
  const folder = slash === -1 ? '.' : pattern.slice(0, slash);
  if (!/[*?[]/.test(pattern) || !(await call.context.fs.exists(call.context.resolve(folder)))) return [];
  const body = pattern.slice(slash + 1).replace(/[.+^${}()|\\]/g, '\\$&');
  const matcher = new RegExp(`^${body.replaceAll('*', '[^/]*').replaceAll('?', '[^/]')}$`);
  const names = (await call.context.fs.readdir(call.context.resolve(folder))).filter((name) => matcher.test(name));
  return names.sort().map((name) => (slash === -1 ? name : `${folder}/${name}`));
}

function readDocuments(text: string, source: string, validate: boolean): ManifestEntry[] {
  const entries: ManifestEntry[] = [];
  if (looksLikeJson(text)) {
    const { values, problem } = readJsonStream(text);
    for (const value of values) entries.push(...readObject(value, source, validate));
    return problem ? [...entries, { source, failure: jsonFailure(source, problem) }] : entries;
  }
  for (const part of splitDocuments(text)) {
    try {
      const value = parsePart(part, source);
      if (value !== null && value !== undefined) entries.push(...readObject(value, source, validate));
    } catch (failure) {
      // Nothing after a broken document can be trusted.
      return [...entries, { source, failure: failure as Failure }];
    }
  }
  return entries;
}

function readObject(value: Json, source: string, validate: boolean): ManifestEntry[] {
  const problem = validate ? shapeProblem(value) : undefined;
  if (problem) {
    const hint = 'if you choose to ignore these errors, turn validation off with --validate=false';
    return [
      { source, failure: new Failure(`error validating "${source}": error validating data: ${problem}; ${hint}`) },
    ];
  }
  const missing = missingField(value);
  if (missing) {
    const text = `unable to decode "${source}": Object '${missing}' is missing in '${JSON.stringify(value)}'`;
    return [{ source, failure: new Failure(text) }];
  }
  const unreadable = metadataProblem(value.metadata);
  if (unreadable) return [{ source, failure: new Failure(`unable to decode "${source}": ${unreadable}`) }];
  if (value.kind.endsWith('List') && Array.isArray(value.items)) {
    return value.items.flatMap((item: Json) => readObject(item, source, validate));
  }
  return [{ source, object: value }];
}

function shapeProblem(value: Json): string | undefined {
  if (typeof value !== 'object' || Array.isArray(value)) return 'invalid object to validate';
  const missing = [!value.apiVersion && 'apiVersion not set', !value.kind && 'kind not set'].filter(Boolean);
  return missing.length > 1 ? `[${missing.join(', ')}]` : missing[0] || undefined;
}

function missingField(value: Json): string | undefined {
  if (typeof value !== 'object' || Array.isArray(value) || typeof value.kind !== 'string') return 'Kind';
  return typeof value.apiVersion === 'string' ? undefined : 'apiVersion';
}

/** What begins with a brace is read as JSON to its end, one object behind the other. */
function looksLikeJson(text: string): boolean {
  return /^\s*\{/.test(text);
}

function jsonFailure(source: string, { message, offset }: NonNullable<JsonStream['problem']>): Failure {
  return new Failure(
    `error parsing ${source}: ${offset === undefined ? 'unexpected EOF' : `json: offset ${offset}: ${message}`}`,
  );
}

function splitDocuments(text: string): string[] {
  if (looksLikeJson(text)) return [text];
  return text.split(/^---(?:[ \t].*)?(?:\n|$)/m);
}

function parsePart(part: string, source: string, core = false): Json {
  const error = core ? undefined : goYamlError(part);
  if (error) throw new Failure(`error parsing ${source}: error converting YAML to JSON: ${error}`);
  const document = parseDocument(part, core ? { version: '1.2', uniqueKeys: false } : { ...GO_YAML, strict: true });
  // What only this library refuses; kustomize says less of it.
  const [problem] = document.errors;
  if (problem) {
    const line = part.slice(0, problem.pos[0]).split('\n').length;
    throw new Failure(
      `error parsing ${source}: error converting YAML to JSON: yaml: line ${line}: did not find expected key`,
    );
  }
  return toJson(document);
}

/** Go turns dates back into the text they were written as. */
function toJson(document: Document): Json {
  return JSON.parse(
    JSON.stringify(document.toJS({ maxAliasCount: 100 }), (_, value) =>
      typeof value === 'bigint' ? Number(value) : value,
    ) ?? 'null',
  );
}
