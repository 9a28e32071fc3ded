import type { ApiRequest } from '../http/api-request.ts';
import { ApiResponse } from '../http/api-response.ts';

/** People read what these print; the real server indents for them too. */
const PEOPLE = /^(?:curl|Wget|Mozilla\/5\.0)/;

/** Whether the JSON of an answer is wanted indented: by its `pretty`, else by who asks. */
export function wantsIndented({ url, headers }: ApiRequest): boolean {
  const query = url.indexOf('?');
  const parameters = query < 0 ? undefined : new URLSearchParams(url.slice(query));
  if (parameters?.has('watch')) return false;
  const pretty = parameters?.get('pretty') ?? undefined;
  if (pretty !== undefined) return pretty !== 'false' && pretty !== '0';
  return PEOPLE.test(headers.get('user-agent') ?? '');
}

/** The same answer, its JSON indented. */
export async function indented(response: ApiResponse): Promise<ApiResponse> {
  if (!response.headers.get('content-type')?.startsWith('application/json')) return response;
  const { status, headers } = response;
  return new ApiResponse(JSON.stringify(await response.json(), undefined, 2), { status, headers });
}
