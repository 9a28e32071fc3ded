import type { Status } from '../../cluster/index.ts';
import { type ApiRequest, type ApiResponse, apiRequest } from '../../cluster/index.ts';
import { ConnectionFailure, StatusFailure } from '../failure.ts';
import type { ApiConnection } from '../types.ts';

export const TABLE_ACCEPT =
  'application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json';

export type Query = Readonly<Record<string, string | undefined>>;

export interface ClientOptions {
  /** As in the `Kubectl-Command` header: `kubectl get`. */
  command: string;
  impersonate?: { user: string; groups: readonly string[] };
  /** Who asks, where it is not the connection's own account. */
  token?: string;
  signal: AbortSignal;
  /** Told about each `Warning` header. */
  warn(text: string): void;
  /** The server's URL when the kubeconfig names one that is not the connection's. */
  unreachable?: string;
}

// biome-ignore lint/suspicious/noExplicitAny: any JSON the API serves
export type Json = any;

/** Sends requests to the API and turns refusals into `StatusFailure`. */
export class ApiClient {
  readonly connection: ApiConnection;
  readonly #options: ClientOptions;

  constructor(connection: ApiConnection, options: ClientOptions) {
    this.connection = connection;
    this.#options = options;
  }

  /** Throws when the kubeconfig names a server nobody listens at. */
  requireServer(): void {
    if (this.#options.unreachable) throw new ConnectionFailure(this.#options.unreachable);
  }

  async get(path: string, query: Query = {}, accept = 'application/json'): Promise<Json> {
    return (await this.send('GET', path, { query, accept })).json();
  }

  post(path: string, body: unknown, query: Query = {}): Promise<Json> {
    return this.#write('POST', path, body, 'application/json', query);
  }

  put(path: string, body: unknown, query: Query = {}): Promise<Json> {
    return this.#write('PUT', path, body, 'application/json', query);
  }

  patch(path: string, contentType: string, body: unknown, query: Query = {}): Promise<Json> {
    return this.#write('PATCH', path, body, contentType, query);
  }

  delete(path: string, body: unknown, query: Query = {}): Promise<Json> {
    return this.#write('DELETE', path, body, 'application/json', query);
  }

  /** The raw answer; throws when it is a refusal. */
  async send(
    method: string,
    path: string,
    parts: { query?: Query; accept?: string; body?: string; contentType?: string } = {},
  ): Promise<ApiResponse> {
    this.requireServer();
    const response = await this.connection.request(this.build(method, path, parts));
    this.#warnings(response);
    if (response.status >= 400) throw new StatusFailure(await statusOf(response));
    return response;
  }

  /** A request with the headers kubectl sends, for `send` and for upgrades. */
  build(
    method: string,
    path: string,
    parts: { query?: Query | URLSearchParams; accept?: string; body?: string; contentType?: string } = {},
  ): ApiRequest {
    const headers: Record<string, string> = {
      accept: parts.accept ?? 'application/json',
      'kubectl-command': this.#options.command,
      'user-agent': 'kubectl/v1.32.5 (linux/amd64) kubernetes/9894294',
    };
    if (parts.contentType) headers['content-type'] = parts.contentType;
    const request = apiRequest(`http://cluster${path}${queryText(parts.query)}`, {
      method,
      headers,
      body: parts.body,
      signal: this.#options.signal,
    });
    const { impersonate, token } = this.#options;
    if (token) request.headers.set('authorization', `Bearer ${token}`);
    if (impersonate) request.headers.set('impersonate-user', impersonate.user);
    for (const group of impersonate?.groups ?? []) request.headers.append('impersonate-group', group);
    return request;
  }

  async #write(method: string, path: string, body: unknown, contentType: string, query: Query): Promise<Json> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return (await this.send(method, path, { query, body: text, contentType })).json();
  }

  #warnings(response: ApiResponse): void {
    const header = response.headers.get('warning');
    if (!header) return;
    for (const [, text] of header.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)) {
      this.#options.warn(text!.replace(/\\(.)/g, '$1'));
    }
  }
}

async function statusOf(response: ApiResponse): Promise<Status> {
  const text = await response.text();
  const fallback: Status = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    code: response.status,
    ...(response.status === 404
      ? { reason: 'NotFound', message: 'the server could not find the requested resource' }
      : { message: text.trim() || `the server responded with the status code ${response.status}` }),
  };
  try {
    const parsed = JSON.parse(text) as Status;
    return parsed.kind === 'Status' ? parsed : fallback;
  } catch {
    return fallback;
  }
}

function queryText(query: Query | URLSearchParams | undefined): string {
  if (!query) return '';
  if (query instanceof URLSearchParams) return query.size ? `?${query}` : '';
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return given.length ? `?${new URLSearchParams(given)}` : '';
}
