import { ApiHeaders, type HeaderPairs } from './api-headers.ts';
import { textOf } from './text-of.ts';

export interface ApiResponseInit {
  /** 200 unless named. */
  status?: number;
  headers?: HeaderPairs;
}

type Body = string | Uint8Array | ReadableStream<Uint8Array>;

/**
 * An answer of the API. A watch and a followed log are streams; every other body is there at once, or written when it is
 * first read: who changes something often reads only whether it went well.
 */
export class ApiResponse {
  readonly status: number;
  readonly headers: ApiHeaders;
  #body: Body | (() => string);

  constructor(body: Body | (() => string), { status = 200, headers = {} }: ApiResponseInit = {}) {
    this.status = status;
    this.headers = new ApiHeaders(headers);
    this.#body = body;
    if (typeof body === 'string' && this.headers.get('content-type') === null) {
      this.headers.set('content-type', 'text/plain;charset=UTF-8');
    }
  }

  get body(): Body {
    if (typeof this.#body === 'function') this.#body = this.#body();
    return this.#body;
  }

  /** A JSON answer on one line. */
  static json(value: unknown, init: ApiResponseInit = {}): ApiResponse {
    const headers = new ApiHeaders(init.headers);
    if (headers.get('content-type') === null) headers.set('content-type', 'application/json');
    return new ApiResponse(JSON.stringify(value), { ...init, headers });
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  /** The whole body, once it has ended. */
  async text(): Promise<string> {
    const { body } = this;
    if (typeof body === 'string' || body instanceof Uint8Array) return textOf(body);
    const decoder = new TextDecoder();
    let text = '';
    for await (const piece of body) text += decoder.decode(piece, { stream: true });
    return text + decoder.decode();
  }

  // biome-ignore lint/suspicious/noExplicitAny: any JSON the API serves
  async json(): Promise<any> {
    return JSON.parse(await this.text());
  }
}
