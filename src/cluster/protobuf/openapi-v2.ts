import { ApiResponse } from '../http/api-response.ts';

/** What clients ask for: gnostic's OpenAPI document in protobuf. Its name with an `@` is no media type Go can parse. */
const MEDIA_TYPE = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

/**
 * The answer to /openapi/v2: a document that describes nothing. Clients up to kubectl 1.28 cannot do without one, and an
 * incomplete one would make them refuse what it lacks; what matters is in /openapi/v3.
 */
export function emptyOpenApiV2(gitVersion: string): ApiResponse {
  const info = [...textField(1, 'Kubernetes'), ...textField(2, gitVersion)];
  const document = [...textField(1, '2.0'), ...field(2, info), ...field(8, []), ...field(9, [])];
  return new ApiResponse(new Uint8Array(document), {
    headers: { 'content-type': MEDIA_TYPE, etag: `"${gitVersion}"`, 'cache-control': 'no-cache, private' },
  });
}

function textField(number: number, text: string): number[] {
  return field(number, [...new TextEncoder().encode(text)]);
}

/** Contents under 128 bytes. */
function field(number: number, content: readonly number[]): number[] {
  return [(number << 3) | 2, content.length, ...content];
}
