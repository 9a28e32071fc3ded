import { parse } from 'yaml';
import type { ApiRequest } from '../http/api-request.ts';
import { isJsonObject, type JsonObject } from '../json-object.ts';
import { jsonSyntaxError } from '../json-syntax.ts';
import { PATCH_TYPES } from '../patch/apply-patch.ts';
import { decodeProtobuf } from '../protobuf/decode-protobuf.ts';
import { badRequest, unsupportedMediaType } from '../status.ts';
import type { Call } from './call.ts';

export function mediaTypeOf(request: ApiRequest): string {
  return (request.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
}

const PROTOBUF = 'application/vnd.kubernetes.protobuf';
const ACCEPTED = ['application/json', 'application/yaml', PROTOBUF];

/** The object in a request's body: JSON, YAML or protobuf. Throws 400 and 415. */
export async function readObject({ request }: Pick<Call, 'request'>): Promise<JsonObject> {
  const mediaType = mediaTypeOf(request) || 'application/json';
  if (mediaType === PROTOBUF) return readProtobuf(request);
  const text = await request.text();
  if (mediaType !== 'application/json' && !isYaml(mediaType)) throw unsupportedMediaType(ACCEPTED);
  const body = isYaml(mediaType) ? parseYaml(text) : parseJson(text);
  if (!isJsonObject(body)) throw badRequest(`couldn't get version/kind; json parse error: the body must be an object`);
  return body;
}

async function readProtobuf(request: ApiRequest): Promise<JsonObject> {
  try {
    return decodeProtobuf(new Uint8Array(await request.arrayBuffer()));
  } catch (error) {
    throw badRequest((error as Error).message);
  }
}

/** The body of a DELETE, which may be empty. */
export async function readDeleteOptions(call: Call): Promise<JsonObject> {
  if (mediaTypeOf(call.request) === PROTOBUF) return readProtobuf(call.request);
  const text = await call.request.text();
  if (!text.trim()) return {};
  const body = parseJson(text);
  return isJsonObject(body) ? body : {};
}

/** A patch: JSON, or YAML for a server-side apply (which kubectl sends as JSON too). */
export async function readPatch(call: Call): Promise<unknown> {
  const text = await call.request.text();
  const mediaType = mediaTypeOf(call.request);
  if (isYaml(mediaType)) return parseYaml(text);
  const problem = jsonSyntaxError(text);
  if (problem !== undefined)
    throw badRequest(mediaType === PATCH_TYPES.merge ? `error decoding patch: ${problem}` : problem);
  return JSON.parse(text);
}

function isYaml(mediaType: string): boolean {
  return mediaType === 'application/yaml' || mediaType === 'application/apply-patch+yaml';
}

/** Parsed JSON; throws the 400 for what is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest(`couldn't get version/kind; json parse error: ${jsonSyntaxError(text)}`);
  }
}

function parseYaml(text: string): unknown {
  if (text.trimStart().startsWith('{')) return parseJson(text);
  try {
    return parse(text, { version: '1.1' });
  } catch (error) {
    throw badRequest(`error parsing YAML: ${(error as Error).message}`);
  }
}
