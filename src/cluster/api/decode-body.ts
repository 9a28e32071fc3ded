import { isJsonObject, type JsonObject } from '../json-object.ts';
import { apiVersionOf } from '../kind-table.ts';
import { goMap } from '../patch/strategic-merge-patch.ts';
import { type Decoded, decode } from '../schema/decode.ts';
import { ApiError, badRequest, failure } from '../status.ts';
import type { Kind, KubernetesObject } from '../types.ts';
import type { Call } from './call.ts';

/** Checks the body against the kind as the server's decoder does; changes and returns it. */
export function decodeBody(call: Call, body: JsonObject): KubernetesObject {
  const { kind } = call;
  const apiVersion = apiVersionOf(kind);
  body['apiVersion'] ??= apiVersion;
  body['kind'] ??= kind.kind;
  if (body['kind'] !== kind.kind || body['apiVersion'] !== apiVersion) throw wrongType(call, body);
  body['metadata'] ??= {};
  if (!isJsonObject(body['metadata'])) throw badRequest(`metadata of a ${kind.kind} must be an object`);
  const { unknown, typeError } = decodeByKind(kind, body);
  const refusal = `${kind.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}`;
  if (typeError) throw badRequest(`${refusal}: ${typeError}`);
  reportUnknown(call, unknown, `${refusal}: strict decoding error`);
  return body as KubernetesObject;
}

/** As `decodeBody`, for an object a patch came to. */
export function decodePatched(call: Call, object: JsonObject, patch: unknown): KubernetesObject {
  if (!isJsonObject(object['metadata'])) throw badRequest(`metadata of a ${call.kind.kind} must be an object`);
  const { unknown, conversionError } = decodeByKind(call.kind, object);
  if (conversionError) {
    const cause = `Invalid value: ${JSON.stringify(goMap(patch))}: ${conversionError}`;
    const causes = [{ reason: 'FieldValueInvalid', message: cause, field: 'patch' }];
    throw new ApiError(failure(422, 'Invalid', ` "" is invalid: patch: ${cause}`, { causes }));
  }
  reportUnknown(call, unknown, 'strict decoding error');
  return object as KubernetesObject;
}

/** Custom resources are pruned by their own schema, which also says what may be null; types are checked later. */
function decodeByKind(kind: Kind, object: JsonObject): Decoded {
  if (!kind.prune) return decode(object, kind.kind, kind.schema);
  const { unknown, ...problems } = decode({ metadata: object['metadata'] }, kind.kind, undefined);
  const pruned = kind.prune(object as KubernetesObject).map((path) => `unknown field "${path}"`);
  return { ...problems, unknown: [...unknown, ...pruned] };
}

function reportUnknown(call: Call, unknown: readonly string[], refusal: string): void {
  if (unknown.length === 0) return;
  const mode = call.query.get('fieldValidation') ?? 'Warn';
  if (mode === 'Strict') throw badRequest(`${refusal}: ${unknown.join(', ')}`);
  if (mode === 'Warn') call.warnings.push(...unknown);
}

function wrongType(call: Call, body: JsonObject): ApiError {
  const given = String(body['apiVersion']);
  const expected = apiVersionOf(call.kind);
  if (given !== expected) {
    return badRequest(`the API version in the data (${given}) does not match the expected API version (${expected})`);
  }
  const kind = String(body['kind']);
  const why =
    kind.toLowerCase() === call.kind.kind.toLowerCase()
      ? `no kind "${kind}" is registered for version "${expected}" in scheme "pkg/api/legacyscheme/scheme.go:30"`
      : `converting (${kind}) to (${call.kind.kind}): unknown conversion`;
  return badRequest(`${kind} in version "${call.kind.version}" cannot be handled as a ${call.kind.kind}: ${why}`);
}
