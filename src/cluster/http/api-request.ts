import { ApiHeaders, type HeaderPairs } from './api-headers.ts';
import { textOf } from './text-of.ts';

/**
 * What the API reads of a request. Node's own `Request` is one too, but loading it takes longer than answering hundreds
 * of these, and so does each of its bodies, which are streams.
 */
export interface ApiRequest {
  readonly method: string;
  /** Whole: `http://cluster/api/v1/pods?limit=1`. */
  readonly url: string;
  readonly headers: Pick<ApiHeaders, 'get' | typeof Symbol.iterator>;
  readonly signal: AbortSignal;
  text(): Promise<string>;
  json(): Promise<unknown>;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** `body`: none where it is missing or null. */
export interface ApiRequestInit {
  method?: string;
  headers?: HeaderPairs;
  body?: string | Uint8Array | null;
  signal?: AbortSignal;
}

/** A request to the API from inside the program. `headers` may still be added to. */
export function apiRequest(url: string, init: ApiRequestInit = {}): ApiRequest & { readonly headers: ApiHeaders } {
  const { method = 'GET', headers = {}, body = '', signal = new AbortController().signal } = init;
  return {
    method,
    url,
    headers: new ApiHeaders(headers),
    signal,
    text: async () => textOf(body ?? ''),
    json: async () => JSON.parse(textOf(body ?? '')),
    arrayBuffer: async () => bytesOf(body ?? ''),
  };
}

function bytesOf(body: string | Uint8Array): ArrayBuffer {
  return new Uint8Array(typeof body === 'string' ? new TextEncoder().encode(body) : body).buffer;
}
