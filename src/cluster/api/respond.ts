import { ApiHeaders } from '../http/api-headers.ts';
import { ApiResponse } from '../http/api-response.ts';
import { apiVersionOf, type KindRegistry } from '../kind-table.ts';
import { failure } from '../status.ts';
import type { Status } from '../types.ts';

/** A JSON answer; `warnings` become the `Warning` headers kubectl prints. A function is asked when somebody reads it. */
export function jsonResponse(
  body: unknown,
  code = 200,
  warnings: readonly string[] = [],
  contentType = 'application/json',
): ApiResponse {
  const headers = new ApiHeaders({ 'content-type': contentType });
  for (const warning of warnings) headers.append('warning', `299 - ${JSON.stringify(warning)}`);
  const text = () => `${JSON.stringify(typeof body === 'function' ? body() : body)}\n`;
  return new ApiResponse(typeof body === 'function' ? text : text(), { status: code, headers });
}

export function statusResponse(status: Status): ApiResponse {
  return jsonResponse(status, status.code ?? 500);
}

/** What the real server says where nothing is served: of a group it knows, a Status. */
export function pageNotFound(path: string, kinds: KindRegistry): ApiResponse {
  const [root, group, version] = path.split('/').filter(Boolean);
  const apiVersion = root === 'api' ? group : `${group}/${version}`;
  if (kinds.served.some((kind) => apiVersionOf(kind) === apiVersion)) {
    return statusResponse(failure(404, 'NotFound', 'the server could not find the requested resource', {}));
  }
  return new ApiResponse('404 page not found\n', {
    status: 404,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
}
